/** Our own programs as a ProgramSource: for every file of a run, whatever the parser offers. */
import path from "node:path";
import ts from "typescript";
import { withoutMark } from "./linted-text.js";
import { OwnPrograms } from "./own-programs.js";
import { SourceFiles } from "./source-files.js";
import { type Project, Projects, TsconfigError } from "./tsconfig.js";
import type { NoProgram, ProgramSource, TypedFile } from "./types.js";

export interface OwnSourceOptions {
  /** False forbids programs of our own: every answer is that there is none. */
  readonly own?: boolean;
}

const LINTABLE: ReadonlySet<string> = new Set([".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"]);

/**
 * Programs of our own, made when they are first asked for and shared by all files of a run. Make one for a process.
 *
 * Nothing it meets is thrown: a broken tsconfig, missing `lib.*.d.ts` files or a crash of the compiler answer that there is no program.
 *
 * @example
 * const source = ownSource();
 * const answer = source.fileFor({ path: "/app/src/a.ts", text });
 * if (isTypedFile(answer)) analyze(answer);
 */
export function ownSource({ own = true }: OwnSourceOptions = {}): ProgramSource {
  return own ? new OwnSource() : { fileFor: () => none("the parser offers no program, and our own is forbidden") };
}

/** Parsing the libraries takes most of a second: once a process is enough. */
const sourceFiles = new SourceFiles();

class OwnSource implements ProgramSource {
  readonly #projects = new Projects();
  readonly #programs = new Map<string, OwnPrograms>();

  fileFor(request: { readonly path: string; readonly text: string }): TypedFile | NoProgram {
    if (!LINTABLE.has(path.extname(request.path).toLowerCase())) {
      return none("the file is neither JavaScript nor TypeScript by its name");
    }
    if (!hasLibrary()) return none("TypeScript's lib.*.d.ts files are missing from its installation");
    const linted = { path: path.resolve(request.path), text: withoutMark(request.text) };
    try {
      const typed = this.#programsOf(this.#projects.projectOf(linted.path)).fileFor(linted);
      return typed ?? none("the compiler did not take the file into its program");
    } catch (error) {
      if (error instanceof TsconfigError) return { ...none(error.message), error };
      // The compiler crashed: that costs this file, not the run.
      return none(`TypeScript failed on the file: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #programsOf(project: Project): OwnPrograms {
    const known = this.#programs.get(project.key);
    if (known?.isFor(project) === true) return known;
    const programs = new OwnPrograms(project, sourceFiles);
    this.#programs.set(project.key, programs);
    return programs;
  }
}

/** A bundled compiler may have lost its libraries; without them every global would silently be `any`. */
function hasLibrary(): boolean {
  return ts.sys.fileExists(path.join(path.dirname(ts.getDefaultLibFilePath({})), "lib.es5.d.ts"));
}

function none(reason: string): NoProgram {
  return { kind: "none", reason };
}
