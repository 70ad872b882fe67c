/** The project a file belongs to: its nearest `tsconfig.json` or `jsconfig.json`, or the referenced one that includes it. */
import path from "node:path";
import ts from "typescript";
import { defaultOptions } from "./default-options.js";

/** A tsconfig that cannot be read or is no JSON; the message is one line that says what to do. */
export class TsconfigError extends Error {
  override readonly name = "TsconfigError";
  /** Absolute path of the tsconfig. */
  readonly file: string;
  /** A clause without a full stop: `line 3: ',' expected`. */
  readonly reason: string;

  constructor(file: string, reason: string) {
    super(`Cannot read ${file}: ${reason}. Mend it, or lint with a tsconfig.json that TypeScript accepts.`);
    this.file = file;
    this.reason = reason;
  }
}

/** Options and files that belong together. */
export interface Project {
  /** Identity: the path of the configuration, or the folder where there is none. */
  readonly key: string;
  readonly directory: string;
  readonly options: ts.CompilerOptions;
  /** What the configuration includes; empty where there is none. */
  readonly fileNames: readonly string[];
  /** Projects that the configuration refers to. */
  readonly references: readonly ts.ProjectReference[];
}

const CONFIGURATIONS = ["tsconfig.json", "jsconfig.json"] as const;
/** What tells that a folder is the root of something, where no configuration does. */
const ROOT_MARKS = ["package.json", ".git"] as const;

interface ParsedConfiguration {
  readonly modified: number | undefined;
  readonly project: Project;
  readonly references: readonly string[];
}

/** Finds projects, and keeps what it has parsed as long as the configuration file does not change. */
export class Projects {
  readonly #parsed = new Map<string, ParsedConfiguration>();

  /**
   * The project of the file at `file`. Where the nearest configuration does not include it, the projects it refers to are tried
   * (solution-style `"files": []`), and else its options hold for the file all the same, as they do in an editor.
   *
   * @throws {@link TsconfigError} if the configuration cannot be read.
   */
  projectOf(file: string): Project {
    const configuration = findUpwards(path.dirname(file), CONFIGURATIONS);
    if (configuration === undefined) return projectWithoutConfiguration(file);
    const nearest = this.#parse(configuration);
    return this.#including(canonical(file), nearest, new Set([configuration])) ?? nearest.project;
  }

  #including(file: string, parsed: ParsedConfiguration, seen: Set<string>): Project | undefined {
    if (parsed.project.fileNames.some((name) => canonical(name) === file)) return parsed.project;
    for (const reference of parsed.references) {
      if (seen.has(reference) || !ts.sys.fileExists(reference)) continue;
      seen.add(reference);
      const found = this.#including(file, this.#parse(reference), seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #parse(configuration: string): ParsedConfiguration {
    const modified = ts.sys.getModifiedTime?.(configuration)?.getTime();
    const known = this.#parsed.get(configuration);
    if (known !== undefined && known.modified === modified) return known;
    const parsed = { modified, ...parseConfiguration(configuration) };
    this.#parsed.set(configuration, parsed);
    return parsed;
  }
}

/**
 * Reads the tsconfig or jsconfig that governs `file`, for its errors alone.
 *
 * @throws {@link TsconfigError} if there is one that cannot be read.
 */
export function checkTsconfigOf(file: string): void {
  const configuration = findUpwards(path.dirname(file), CONFIGURATIONS);
  if (configuration !== undefined) readJson(configuration);
}

/** The spelling by which two paths of one file are equal. */
export function canonical(file: string): string {
  const slashes = file.replaceAll("\\", "/");
  return ts.sys.useCaseSensitiveFileNames ? slashes : slashes.toLowerCase();
}

/** Files by the spelling that is the same for all of their paths. */
export function byCanonicalName(files: readonly string[]): Map<string, string> {
  return new Map(files.map((file) => [canonical(file), file]));
}

function parseConfiguration(configuration: string): Omit<ParsedConfiguration, "modified"> {
  const directory = path.dirname(configuration);
  // Complaints about options and inputs are the compiler's to make: what could be understood is used.
  const {
    options,
    fileNames,
    projectReferences = [],
  } = ts.parseJsonConfigFileContent(readJson(configuration), ts.sys, directory, undefined, configuration);
  return {
    project: { key: configuration, directory, options, fileNames, references: projectReferences },
    references: projectReferences.map((reference) => ts.resolveProjectReferencePath(reference)),
  };
}

function readJson(configuration: string): unknown {
  const { config, error } = ts.readConfigFile(configuration, (file) => ts.sys.readFile(file)) as {
    readonly config?: unknown;
    readonly error?: ts.Diagnostic;
  };
  if (error !== undefined) throw new TsconfigError(configuration, reasonOf(error));
  return config;
}

function reasonOf({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, " ").replace(/\.$/u, "");
  if (file === undefined || start === undefined) return message;
  return `line ${String(file.getLineAndCharacterOfPosition(start).line + 1)}: ${message}`;
}

function projectWithoutConfiguration(file: string): Project {
  const mark = findUpwards(path.dirname(file), ROOT_MARKS);
  const directory = path.dirname(mark ?? file);
  return { key: directory, directory, options: defaultOptions, fileNames: [], references: [] };
}

function findUpwards(from: string, names: readonly string[]): string | undefined {
  for (let directory = from; ; directory = path.dirname(directory)) {
    const found = names
      .map((name) => path.join(directory, name))
      .find(
        (candidate) =>
          ts.sys.fileExists(candidate) || (candidate.endsWith(".git") && ts.sys.directoryExists(candidate)),
      );
    if (found !== undefined) return found;
    if (path.dirname(directory) === directory) return undefined;
  }
}
