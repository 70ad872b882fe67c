/** Sources on the disk, and the program that gives them types. */
import { join } from "node:path";
import ts from "typescript";
import { repository } from "../../scripts/run.mjs";

/** What the corpus is compiled with: tsconfigs of the projects extend files that are not published with them. */
const compilerOptions = {
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "bundler",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable", "ESNext.Disposable"],
  types: ["node"],
  // Node's own types are this repository's, the same for every project.
  typeRoots: [join(repository, "node_modules", "@types")],
  jsx: "preserve",
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
};

/** Files that one program gives types to. */
export interface Sources {
  /** Name of the project. */
  readonly name: string;
  readonly folder: string;
  /** What is linted, as paths or globs below `folder`. */
  readonly linted: readonly string[];
  /** Globs left out of `linted`. */
  readonly ignores: readonly string[];
  readonly config: ProgramConfig;
}

/** What a program is made of. */
export type ProgramConfig = Pick<ts.ParsedCommandLine, "options" | "fileNames">;

/**
 * The program of all files that some globs match, as if the project had a tsconfig of ours.
 *
 * @param folder the globs are below it
 * @param exclude globs left out, besides installed packages
 */
export function configOf(folder: string, include: readonly string[], exclude: readonly string[]): ProgramConfig {
  return ts.parseJsonConfigFileContent(tsconfigOf(include, exclude), ts.sys, folder);
}

/** The same as a tsconfig, for whoever reads it from a file. */
export function tsconfigOf(include: readonly string[], exclude: readonly string[]): object {
  return { compilerOptions, include, exclude: ["**/node_modules/**", ...exclude] };
}

/**
 * The program of a project's own tsconfig, with our options before its own: what is left of those says where imports lead.
 *
 * @param tsconfig path of the file; what it extends may be missing
 * @param files to be in the program even if the tsconfig leaves them out
 */
export function configFrom(tsconfig: string, files: readonly string[]): ProgramConfig {
  const { config } = ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path)) as { config: unknown };
  const folder = ts.sys.resolvePath(join(tsconfig, ".."));
  const own = ts.parseJsonConfigFileContent(config, ts.sys, folder, undefined, tsconfig);
  const ours = ts.convertCompilerOptionsFromJson(compilerOptions, folder);
  return { options: { ...own.options, ...ours.options }, fileNames: [...new Set([...own.fileNames, ...files])] };
}
