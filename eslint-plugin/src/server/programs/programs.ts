/** Which program a file is linted with: one for each project that has an open file. */
import { forgetReferences } from "../../typed/references.js";
import { SourceFiles } from "../../typed/source-files.js";
import { canonical, type Project, Projects, TsconfigError } from "../../typed/tsconfig.js";
import type ts from "typescript";
import { ProjectProgram } from "./project-program.js";
import type { Texts } from "./texts.js";

export type ProgramAnswer =
  | { readonly kind: "program"; readonly program: ts.Program }
  /** One line: a tsconfig that cannot be read, or a compiler that has failed. */
  | { readonly kind: "none"; readonly reason: string };

/** So many programs are kept that no open file needs: of what was closed a moment ago, and of files that are listed without being open. */
const mostOthers = 3;

/** Where a file belongs. */
interface Home {
  readonly key: string;
  readonly project: Project;
  readonly kind: "included" | "others";
}

/** Programs over the buffers and the disk, never older than what {@link Texts} knows. */
export class Programs {
  readonly #texts: Texts;
  readonly #sources = new SourceFiles();
  readonly #programs = new Map<string, ProjectProgram>();
  readonly #homes = new Map<string, Home>();
  #open: readonly string[] = [];
  #projects = new Projects();

  constructor(texts: Texts) {
    this.#texts = texts;
    texts.onChange((change) => {
      switch (change.kind) {
        case "text":
          for (const program of this.#programs.values()) program.noteText(change.path);
          break;
        case "structure":
          this.#startAnew();
          break;
      }
    });
  }

  /** The program that holds the file as it is now. Never throws. */
  programFor(path: string): ProgramAnswer {
    try {
      const { key, project, kind } = this.#homeOf(path);
      const known = this.#programs.get(key);
      const own = known ?? new ProjectProgram(project, kind, this.#sources, this.#texts);
      // The last one is the one that was used last.
      this.#programs.delete(key);
      this.#programs.set(key, own);
      if (known === undefined) this.#prune();
      const open = this.#open.filter((other) => this.#keyOf(other) === key);
      own.setOpen([...open, path]);
      return { kind: "program", program: own.update() };
    } catch (error) {
      if (error instanceof TsconfigError) return { kind: "none", reason: error.message };
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: "none", reason: `TypeScript failed on the project of ${path}: ${reason}` };
    }
  }

  /**
   * Says which files are open.
   *
   * @param paths - Absolute paths.
   */
  setOpen(paths: readonly string[]): void {
    this.#open = paths;
    this.#prune();
  }

  /** Of programs that no open file needs, all but the last used are given up, with the parsed files that they alone held. */
  #prune(): void {
    const needed = new Set(this.#open.map((path) => this.#keyOf(path)));
    const others = [...this.#programs.keys()].filter((key) => !needed.has(key));
    for (const key of others.slice(0, -mostOthers)) this.#programs.delete(key);
    this.#sources.retain([...this.#programs.values()].flatMap(({ current }) => current ?? []));
  }

  /** @returns undefined where the configuration cannot be read, which is said when a program is asked for. */
  #keyOf(path: string): string | undefined {
    try {
      return this.#homeOf(path).key;
    } catch (error) {
      if (error instanceof TsconfigError) return undefined;
      throw error;
    }
  }

  /** @throws {@link TsconfigError} */
  #homeOf(path: string): Home {
    const name = canonical(path);
    const known = this.#homes.get(name);
    if (known !== undefined) return known;
    const project = this.#projects.projectOf(path);
    // From now on, its changes are noticed.
    this.#texts.modified(project.key);
    const kind = project.fileNames.some((file) => canonical(file) === name) ? "included" : "others";
    const home: Home = { key: `${kind}:${project.key}`, project, kind };
    this.#homes.set(name, home);
    return home;
  }

  /** Configurations, and where imports lead, are asked for again; what files hold is still known. */
  #startAnew(): void {
    this.#projects = new Projects();
    this.#homes.clear();
    this.#programs.clear();
    forgetReferences();
  }
}
