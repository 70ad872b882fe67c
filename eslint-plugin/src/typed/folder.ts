/** The sources of a folder, where no configuration lists them. */
import { type Dirent, readdirSync } from "node:fs";
import path from "node:path";

/** Folders of what is installed, built or measured. */
const NOT_SOURCES: ReadonlySet<string> = new Set([
  "node_modules",
  "bower_components",
  "dist",
  "build",
  "out",
  "coverage",
]);
const SOURCE = /(?<!\.min)\.[cm]?[jt]sx?$/u;
const CONFIGURATION = /^[jt]sconfig\.json$/u;

/** A folder with more than that is something else than a project (a home folder): what is nearest is taken. */
const MOST_FILES = 4000;
const MOST_FOLDERS = 2000;

/**
 * JavaScript and TypeScript files under `directory`, nearest first, without folders that have a configuration of their own, hidden ones,
 * and those of installed or built files. Folders that cannot be read are passed over.
 */
export function sourcesUnder(directory: string): readonly string[] {
  const files: string[] = [];
  const folders = [directory];
  for (const folder of folders) {
    const entries = readFolder(folder);
    if (folder !== directory && entries.some(({ name }) => CONFIGURATION.test(name))) continue;
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isDirectory()) {
        if (!name.startsWith(".") && !NOT_SOURCES.has(name) && folders.length < MOST_FOLDERS) {
          folders.push(path.join(folder, name));
        }
      } else if (entry.isFile() && SOURCE.test(name)) {
        files.push(path.join(folder, name));
      }
    }
    if (files.length >= MOST_FILES) break;
  }
  return files;
}

function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
