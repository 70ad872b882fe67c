/** Which files a run lints. */
import { stat } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { globby, type GlobbyOptions, isDynamicPattern } from "globby";
import { systemReason, UsageError } from "./errors.js";

/** Extensions of the languages that the parser reads. */
export const lintedExtensions = [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"] as const;

/**
 * What a search leaves out although no `.gitignore` says so: code that nobody wrote by hand, and declarations, in which
 * nothing runs. Relative to where the search starts, so that `calm dist` still lints that folder.
 */
const leftOut = [
  "**/{node_modules,bower_components,vendor}/**",
  "**/{dist,build,out,coverage,storybook-static}/**",
  // Hidden files and folders hold tools' caches, output and configuration (.next, .yarn, .pnp.cjs, …), but also actions.
  "**/.!(github)/**",
  "**/*.min.*",
  "**/*.d.{ts,mts,cts}",
];

/** A part of the file system to search. */
interface Search {
  /** Absolute path of the folder to start in. */
  readonly folder: string;
  /** A glob below it. */
  readonly pattern: string;
}

/** The files of a run, and those that were named but are of no language that we read. */
export interface FileList {
  /** Absolute paths, sorted, each once. */
  readonly files: readonly string[];
  /** As named by the user. */
  readonly foreign: readonly string[];
}

/**
 * Finds the files to lint. A file that is named is taken even if a search would leave it out.
 *
 * @param paths - files, directories and globs; none: `cwd` itself
 * @param cwd - absolute path that `paths` are relative to
 * @returns the files; never an empty list of both kinds
 * @throws UsageError if a path does not exist, a glob matches nothing, or there is nothing to lint in all of them
 *
 * @example
 * await findFiles(["src", "scripts/*.mjs"], "/home/me/project");
 */
export async function findFiles(paths: readonly string[], cwd: string): Promise<FileList> {
  const files = new Set<string>();
  const foreign: string[] = [];
  const wanted = paths.length === 0 ? ["."] : paths;
  for (const path of wanted) {
    const absolute = resolve(cwd, path);
    const kind = await kindOf(absolute, path);
    if (kind === "file" && !isLinted(absolute)) {
      foreign.push(path);
      continue;
    }
    const found =
      kind === "file"
        ? [absolute]
        : await filesOf(kind === "folder" ? { folder: absolute, pattern: "**/*" } : searchFor(path, cwd));
    if (found.length === 0 && kind === "absent") {
      throw new UsageError(`no JavaScript or TypeScript file matches ${path}`);
    }
    for (const file of found) {
      files.add(file);
    }
  }
  if (files.size === 0 && foreign.length === 0) {
    throw new UsageError(
      `nothing to lint: no JavaScript or TypeScript files in ${wanted.join(", ")}, or all are ignored (see calm --help)`,
    );
  }
  return { files: [...files].sort(), foreign };
}

async function kindOf(absolute: string, named: string): Promise<"file" | "folder" | "absent"> {
  try {
    const stats = await stat(absolute);
    if (stats.isFile()) {
      return "file";
    }
    if (stats.isDirectory()) {
      return "folder";
    }
  } catch (error) {
    // Anything else that may be wrong is wrong with a glob taken for a path: a name too long, an illegal character.
    if (error instanceof Error && "code" in error && error.code === "EACCES") {
      throw new UsageError(`cannot read ${named}: ${systemReason(error)}`);
    }
    return "absent";
  }
  throw new UsageError(`neither a file nor a folder: ${named}`);
}

/** Whether a file is of a language that the parser reads, by its name. */
export function isLinted(path: string): boolean {
  return lintedExtensions.some((extension) => extension === extname(path));
}

/**
 * Why a file is not linted whose language the parser does not read.
 *
 * @param path - its name is all that counts
 */
export function foreignReason(path: string): string {
  const embedding = [".vue", ".svelte", ".astro"].find((extension) => extension === extname(path));
  return embedding === undefined
    ? "neither JavaScript nor TypeScript"
    : `neither JavaScript nor TypeScript; the rule reads ${embedding} files in ESLint, with a parser for them`;
}

/** Splits a glob into the folder that it names and the pattern below it. */
function searchFor(path: string, cwd: string): Search {
  const segments = (sep === "\\" ? path.replaceAll("\\", "/") : path).split("/");
  const firstDynamic = segments.findIndex((segment) => segment !== "" && isDynamicPattern(segment));
  if (firstDynamic === -1) {
    throw new UsageError(`no such file or directory: ${path}`);
  }
  return {
    folder: resolve(cwd, segments.slice(0, firstDynamic).join("/") || (path.startsWith("/") ? "/" : ".")),
    pattern: segments.slice(firstDynamic).join("/"),
  };
}

async function filesOf(search: Search): Promise<string[]> {
  const found = await globFiles(search, { gitignore: true });
  // Nothing: then those above, up to the root of the repository, may ignore the folder as a whole. But somebody named it.
  return found.length > 0 ? found : await globFiles(search, { ignoreFiles: "**/.gitignore" });
}

async function globFiles(
  { folder, pattern }: Search,
  ignored: Pick<GlobbyOptions, "gitignore" | "ignoreFiles">,
): Promise<string[]> {
  const found = await globby(pattern, {
    ...ignored,
    cwd: folder,
    ignore: leftOut,
    dot: true,
    expandDirectories: false,
    // A lone `!a.js` would otherwise mean everything else.
    expandNegationOnlyPatterns: false,
    // Links lead to what is linted elsewhere, or in circles.
    followSymbolicLinks: false,
    // A folder that may not be entered (a database's, say) holds no source of the user's.
    suppressErrors: true,
  });
  return found.filter(isLinted).map((path) => join(folder, path));
}
