/** The program of one project, kept up to date with what its files hold. */
import ts from "typescript";
import { optionsForAnalysis } from "../../typed/default-options.js";
import { ambientFiles } from "../../typed/ambient-files.js";
import { byCanonicalName, type Project } from "../../typed/tsconfig.js";
import type { SourceFiles } from "../../typed/source-files.js";
import type { Texts } from "./texts.js";

/**
 * Rooted at what the configuration includes, or at open files that it does not include: a stray script must not cost the others their
 * program. Options and ambient declarations are those of the command (typed/own-programs.ts), so that the two say the same.
 */
export class ProjectProgram {
  readonly #project: Project;
  readonly #texts: Texts;
  readonly #options: ts.CompilerOptions;
  readonly #host: ts.CompilerHost;
  readonly #ambient: readonly string[];
  readonly #kind: "included" | "others";
  #roots: ReadonlyMap<string, string>;
  #program: ts.Program | undefined;
  /** What changed since the program was made. */
  readonly #changed = new Set<string>();
  #hasOtherRoots = false;

  /** @param kind - `included`: all that the configuration includes; `others`: files that are asked for. */
  constructor(project: Project, kind: "included" | "others", sources: SourceFiles, texts: Texts) {
    this.#project = project;
    this.#texts = texts;
    this.#options = optionsForAnalysis(project.options);
    this.#host = sources.hostFor(this.#options, project.directory, texts);
    this.#ambient = ambientFiles(project, this.#options);
    this.#kind = kind;
    this.#roots = byCanonicalName(kind === "included" ? project.fileNames : []);
  }

  /** The last program that was made. */
  get current(): ts.Program | undefined {
    return this.#program;
  }

  /** A file holds another text. */
  noteText(path: string): void {
    this.#changed.add(path);
  }

  /** Files that are not included are roots as long as they are open. */
  setOpen(paths: readonly string[]): void {
    if (this.#kind === "included") return;
    const open = byCanonicalName(paths);
    if (open.size === this.#roots.size && [...open.keys()].every((name) => this.#roots.has(name))) return;
    this.#roots = open;
    this.#hasOtherRoots = true;
  }

  /**
   * The program of this moment: the same object as before unless something in it has changed.
   *
   * @throws Whatever the compiler does not survive.
   */
  update(): ts.Program {
    const old = this.#program;
    if (old !== undefined && !this.#hasOtherRoots && ![...this.#changed].some((path) => this.#isOld(path, old))) {
      this.#changed.clear();
      return old;
    }
    const program = ts.createProgram({
      rootNames: [...this.#roots.values(), ...this.#ambient],
      options: this.#options,
      projectReferences: this.#project.references,
      host: this.#host,
      ...(old !== undefined && { oldProgram: old }),
    });
    this.#program = program;
    this.#changed.clear();
    this.#hasOtherRoots = false;
    return program;
  }

  #isOld(path: string, program: ts.Program): boolean {
    const held = program.getSourceFile(path);
    if (held === undefined) return false;
    return held.text !== this.#texts.textOf(path);
  }
}
