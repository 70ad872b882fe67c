/** The code of strangers that is at hand: every source file of every package that is installed here. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const modules = path.resolve(import.meta.dirname, "../../node_modules");
const sourceName = /\.(?:[cm]?[jt]s|[jt]sx)$/u;

export interface Package {
  /** npm name. */
  readonly name: string;
  readonly folder: string;
  /** Absolute paths of its sources, those of packages inside it among them; sorted. */
  readonly files: readonly string[];
}

/** Every installed package that has sources, by name. Links are left out: they lead to what is tested elsewhere. */
export function installedPackages(): readonly Package[] {
  return packageFolders()
    .map((folder) => ({ name: path.relative(modules, folder), folder, files: sourcesIn(folder) }))
    .filter(({ files }) => files.length > 0);
}

export function readSource(file: string): string {
  return readFileSync(file, "utf8");
}

function packageFolders(): readonly string[] {
  return foldersIn(modules).flatMap((folder) => (path.basename(folder).startsWith("@") ? foldersIn(folder) : [folder]));
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => path.join(folder, name))
    .sort();
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && sourceName.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
