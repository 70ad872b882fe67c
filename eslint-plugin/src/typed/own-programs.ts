/**
 * Our own programs of one project. The first files of a run each get a program rooted at them alone, because whoever lints three files should
 * not wait for three thousand; then one program holds all of their kind, because building one per file would cost more: what the project
 * includes, or what lies in its folder and it does not include, or both. Where the parser has typed the project, only the files that it does
 * not include come here, and the project is not loaded a second time for their sake.
 */
import ts from "typescript";
import { optionsForAnalysis } from "./default-options.js";
import { sourcesUnder } from "./folder.js";
import { isSameText } from "./linted-text.js";
import { ambientFiles } from "./ambient-files.js";
import type { FileView, SourceFiles } from "./source-files.js";
import { byCanonicalName, canonical, type Project } from "./tsconfig.js";
import type { TypedFile } from "./types.js";

/** How many different files are asked for before the whole project is loaded. */
const FILES_BEFORE_WHOLE = 20;
/** A file to be typed; its text is without a byte order mark. */
export interface Linted {
  readonly path: string;
  readonly text: string;
}

export class OwnPrograms {
  readonly #options: ts.CompilerOptions;
  readonly #ambient: readonly string[];
  readonly #asked = new Set<string>();
  readonly #project: Project;
  readonly #sourceFiles: SourceFiles;
  #program: ts.Program | undefined;
  /** What the project includes, by canonical name. */
  readonly #included: ReadonlyMap<string, string>;
  /** Roots of the program of many files, by canonical name. */
  readonly #roots = new Map<string, string>();
  /** Which kinds of files it holds. */
  readonly #loaded = new Set<"included" | "others">();

  constructor(project: Project, sourceFiles: SourceFiles) {
    this.#project = project;
    this.#included = byCanonicalName(project.fileNames);
    this.#sourceFiles = sourceFiles;
    this.#options = optionsForAnalysis(project.options);
    this.#ambient = ambientFiles(project, this.#options);
  }

  /** Whether this was made for `project`, not for an older state of its configuration. */
  isFor(project: Project): boolean {
    return this.#project.options === project.options;
  }

  fileFor(linted: Linted): TypedFile | undefined {
    this.#asked.add(canonical(linted.path));
    const present = this.#typed(linted);
    if (present !== undefined) return present;
    this.#program = ts.createProgram({
      rootNames: [...this.#rootsFor(linted.path), ...this.#ambient],
      options: this.#options,
      projectReferences: this.#project.references,
      host: this.#sourceFiles.hostFor(this.#options, this.#project.directory, viewWith(linted)),
      ...(this.#program && { oldProgram: this.#program }),
    });
    return this.#typed(linted);
  }

  #typed({ path: file, text }: Linted): TypedFile | undefined {
    const sourceFile = this.#program?.getSourceFile(file);
    if (this.#program === undefined || sourceFile === undefined || !isSameText(sourceFile.text, text)) return undefined;
    return { sourceFile, program: this.#program, checker: this.#program.getTypeChecker() };
  }

  #rootsFor(file: string): Iterable<string> {
    if (this.#asked.size <= FILES_BEFORE_WHOLE) return [file];
    const kind = this.#included.has(canonical(file)) ? "included" : "others";
    if (!this.#loaded.has(kind)) {
      this.#loaded.add(kind);
      const siblings = kind === "included" ? this.#included : this.#others();
      for (const [name, sibling] of siblings) this.#roots.set(name, sibling);
    }
    return this.#roots.set(canonical(file), file).values();
  }

  /** Sources in the project's folder that it does not include. */
  #others(): Iterable<readonly [string, string]> {
    return [...byCanonicalName(sourcesUnder(this.#project.directory))].filter(([name]) => !this.#included.has(name));
  }
}

/** The disk, with the linted text over it. What is installed does not change in a run. */
function viewWith({ path, text }: Linted): FileView {
  const overlaid = canonical(path);
  return {
    overlayOf: (file) => (canonical(file) === overlaid ? text : undefined),
    modified: (file) => (file.includes("/node_modules/") ? 0 : (ts.sys.getModifiedTime?.(file)?.getTime() ?? null)),
  };
}
