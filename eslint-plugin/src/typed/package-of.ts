/** Which npm package a source file of the program belongs to. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";

/** How `Origin.package` spells TypeScript's own `lib.*.d.ts`. */
export const LIB = "lib";
/** How `Origin.package` spells the linted program itself. */
export const THIS_PROGRAM = "";

const INSTALLED = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//su;
const nameByFolder = new Map<string, string>();

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
  const name = nameInManifest(folder) ?? folderName;
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
    const name = nameInManifest(folder);
    if (name !== undefined) return name;
  }
  return undefined;
}

function nameInManifest(folder: string): string | undefined {
  const known = nameByFolder.get(folder);
  if (known !== undefined) return known;
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  } catch {
    // No manifest, or one that cannot be read: the folder's name is the best there is.
    return undefined;
  }
  if (typeof manifest !== "object" || manifest === null || !("name" in manifest)) return undefined;
  if (typeof manifest.name !== "string") return undefined;
  nameByFolder.set(folder, manifest.name);
  return manifest.name;
}
