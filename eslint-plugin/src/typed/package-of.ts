/** Which npm package a source file of the program belongs to. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";

/** How `Origin.package` spells TypeScript's own `lib.*.d.ts`. */
export const LIB = "lib";
/** How `Origin.package` spells the linted program itself. */
export const THIS_PROGRAM = "";

const INSTALLED = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//su;

interface Manifest {
  readonly name?: string;
  readonly major?: number;
}

const manifestByFolder = new Map<string, Manifest>();

/**
 * The npm name of the package that holds `sourceFile`: what its `package.json` calls itself, so that neither an install alias
 * (`"undici7": "npm:undici@7"`) nor a store of symbolic links (pnpm's) hides it.
 *
 * @returns `lib` for TypeScript's own declarations, `""` for files outside every `node_modules`.
 * @example packageOf(program, declaration.getSourceFile()); // "@types/node"
 */
export function packageOf(program: ts.Program, sourceFile: ts.SourceFile): string {
  if (program.isSourceFileDefaultLibrary(sourceFile)) return LIB;
  const installed = INSTALLED.exec(sourceFile.fileName);
  const folder = installed?.[1];
  const folderName = installed?.[2];
  if (folder === undefined || folderName === undefined) return THIS_PROGRAM;
  const name = manifestIn(folder).name ?? folderName;
  return name === "typescript" && /^lib\..*\.d\.ts$/u.test(path.basename(sourceFile.fileName)) ? LIB : name;
}

/**
 * The npm name of the package that a file of the program belongs to: that of the nearest `package.json` that has one. In a workspace, packages
 * are installed by links, and TypeScript sees where those lead.
 *
 * @param file - Absolute path.
 */
export function workspacePackageOf(file: string): string | undefined {
  for (let folder = path.dirname(file), inner = file; folder !== inner; inner = folder, folder = path.dirname(folder)) {
    const name = manifestIn(folder).name;
    if (name !== undefined) return name;
  }
  return undefined;
}

/**
 * The major version of the installed package that holds `sourceFile`.
 *
 * @returns undefined outside every `node_modules`, and where the manifest tells none.
 * @example majorOf(declaration.getSourceFile()); // 22
 */
export function majorOf({ fileName }: ts.SourceFile): number | undefined {
  const folder = INSTALLED.exec(fileName)?.[1];
  return folder === undefined ? undefined : manifestIn(folder).major;
}

function manifestIn(folder: string): Manifest {
  const known = manifestByFolder.get(folder);
  if (known !== undefined) return known;
  const manifest = readManifest(folder);
  // A folder without one may get one while an editor runs.
  if (manifest.name !== undefined) manifestByFolder.set(folder, manifest);
  return manifest;
}

function readManifest(folder: string): Manifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  } catch {
    // No manifest, or one that cannot be read: the folder's name is the best there is.
    return {};
  }
  if (typeof manifest !== "object" || manifest === null) return {};
  const major = "version" in manifest && typeof manifest.version === "string" ? parseInt(manifest.version, 10) : NaN;
  return {
    ...("name" in manifest && typeof manifest.name === "string" && { name: manifest.name }),
    ...(!Number.isNaN(major) && { major }),
  };
}
