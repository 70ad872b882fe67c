/** Folders on the disk, outside the repository, so that nothing of ours is found by looking upwards. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export interface Folder {
  readonly path: string;
  /** Absolute path of a file in it. */
  readonly at: (file: string) => string;
  readonly write: (file: string, text: string) => string;
  readonly remove: () => void;
}

/** A new folder with these files. */
export function folder(files: Readonly<Record<string, string>> = {}): Folder {
  const root = mkdtempSync(path.join(realpathSync(os.tmpdir()), "calm-typed-"));
  const made: Folder = {
    path: root,
    at: (file) => path.join(root, file),
    write(file, text) {
      const target = path.join(root, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
      return target;
    },
    remove() {
      rmSync(root, { recursive: true, force: true });
    },
  };
  for (const [file, text] of Object.entries(files)) made.write(file, text);
  return made;
}
