/** What every file holds at this moment: the editor's buffer where there is one, else the disk. */
import { statSync } from "node:fs";
import ts from "typescript";
import { canonical } from "../../typed/tsconfig.js";
import { withoutMark } from "../../typed/linted-text.js";
import type { FileView } from "../../typed/source-files.js";

/** What of a program may be out of date. */
export type Change =
  /** A file holds another text. */
  | { readonly kind: "text"; readonly path: string }
  /** Files came, went or were renamed, or a configuration changed: anything may resolve otherwise. */
  | { readonly kind: "structure" };

type Listener = (change: Change) => void;

/** Nothing of a file is read twice while it does not change; that it changed is told from outside, or found out by {@link Texts.verify}. */
export class Texts implements FileView {
  readonly #buffers = new Map<string, string>();
  /** When files on the disk were last modified, as of the last look; `null`: there is no such file. */
  readonly #modified = new Map<string, number | null>();
  readonly #listeners: Listener[] = [];

  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** The open buffer of a file, without a byte order mark. */
  overlayOf(path: string): string | undefined {
    return this.#buffers.get(canonical(path));
  }

  /** Opens or changes a buffer. */
  setBuffer(path: string, text: string): void {
    const name = canonical(path);
    const old = this.#buffers.get(name);
    const plain = withoutMark(text);
    if (old === plain) return;
    this.#buffers.set(name, plain);
    // A file that is not saved yet may be what an import has been waiting for.
    this.#announce(old === undefined && this.modified(path) === null ? { kind: "structure" } : { kind: "text", path });
  }

  /** The file is what the disk holds again. */
  closeBuffer(path: string): void {
    if (!this.#buffers.delete(canonical(path))) return;
    this.#modified.delete(canonical(path));
    this.#announce(this.modified(path) === null ? { kind: "structure" } : { kind: "text", path });
  }

  /**
   * Runs `look` as if the file held `text`, and puts back what it holds.
   *
   * @returns What `look` returns.
   */
  during<Result>(path: string, text: string, look: () => Result): Result {
    const before = this.overlayOf(path);
    this.setBuffer(path, text);
    try {
      return look();
    } finally {
      if (before === undefined) this.closeBuffer(path);
      else this.setBuffer(path, before);
    }
  }

  /** When the file on the disk was last modified, in milliseconds of its file system; null if there is none. */
  modified(path: string): number | null {
    const name = canonical(path);
    let modified = this.#modified.get(name);
    if (modified === undefined) {
      modified = modificationOf(path);
      this.#modified.set(name, modified);
    }
    return modified;
  }

  /** What the file holds at this moment, without a byte order mark; undefined if there is none. */
  textOf(path: string): string | undefined {
    return this.overlayOf(path) ?? ts.sys.readFile(path);
  }

  /**
   * Somebody says that a file or folder on the disk has changed, come or gone.
   *
   * @param isOnlyText - It was there before: then it matters only if somebody has asked for it, or if it may be a configuration, which the
   *   compiler reads by itself. What builds and caches write is neither.
   * @returns Whether that may change what a program says.
   */
  changedOnDisk(path: string, isOnlyText = false): boolean {
    const name = canonical(path);
    const before = this.#modified.get(name);
    const now = modificationOf(path);
    // A folder that came or went stands for what is in it.
    if (before === undefined) {
      if (isOnlyText && !isConfiguration(name)) return false;
      this.#forgetUnder(name);
      this.#announce({ kind: "structure" });
      return true;
    }
    this.#modified.set(name, now);
    if (before === now) return false;
    if (before === null || now === null || isConfiguration(name)) this.#announce({ kind: "structure" });
    else if (!this.#buffers.has(name)) this.#announce({ kind: "text", path });
    return true;
  }

  /**
   * Looks at every file that was asked for, but those of installed packages, for changes that nobody has told of.
   *
   * @returns Whether there are any.
   */
  verify(): boolean {
    const asked = [...this.#modified.keys()].filter((name) => !name.includes("/node_modules/"));
    return asked.filter((name) => this.changedOnDisk(name)).length > 0;
  }

  #forgetUnder(folder: string): void {
    for (const name of this.#modified.keys()) {
      if (name.startsWith(`${folder}/`)) this.#modified.delete(name);
    }
  }

  #announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

function isConfiguration(name: string): boolean {
  return name.endsWith(".json");
}

function modificationOf(path: string): number | null {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
  } catch {
    // What may not be looked at is not there for us.
    return null;
  }
}
