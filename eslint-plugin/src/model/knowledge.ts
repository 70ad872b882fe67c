/**
 * What users know of functions that no table lists: additions to the tables, for one configuration (see settings.ts). Like the tables they
 * go by where a function is declared; unlike them they also speak of functions whose body is in the program, and then outrank it.
 */
import { LIB, THIS_PROGRAM, workspacePackageOf } from "../typed/package-of.js";
import { canonical } from "../typed/tsconfig.js";
import type { Origin, TypedFile } from "../typed/types.js";

/** What a function does: gives a response that somebody has to read, reads or cancels the one it is given, or only looks at that. */
export type Deed = "acquire" | "consume" | "borrow";

/** Where one function is declared: what typescript-eslint calls a `TypeOrValueSpecifier`, for one name. */
export type DeclaredFunction = {
  /** Its name behind those of the declarations around it, outermost first: `drain`, `Api.request`. */
  readonly name: string;
} & (
  | {
      readonly from: "file";
      /** Absolute path; absent: any file of the program. */
      readonly path?: string;
    }
  | { readonly from: "lib" }
  | {
      readonly from: "package";
      /** npm name, or that of an ambient module. */
      readonly package: string;
    }
);

/** A typed file, and what the user knows of the functions it calls. */
export interface InformedFile extends TypedFile {
  /** Absent: nothing beyond the tables. */
  readonly knowledge?: Knowledge;
}

/** All that one configuration says. */
export class Knowledge {
  readonly #byName = new Map<string, (readonly [DeclaredFunction, Deed])[]>();
  readonly #acquiring = new Set<string>();

  constructor(functions: Readonly<Record<Deed, readonly DeclaredFunction[]>>) {
    for (const deed of ["acquire", "consume", "borrow"] as const) {
      for (const fn of functions[deed]) this.#byName.set(fn.name, [...(this.#byName.get(fn.name) ?? []), [fn, deed]]);
    }
    for (const { name } of functions.acquire) this.#acquiring.add(lastOf(name));
  }

  /**
   * What the user says of the function that is declared at `origin`.
   *
   * @returns undefined if nothing; if several things, the first of: it acquires, consumes, borrows.
   */
  deedOf(origin: Origin): Deed | undefined {
    return this.#byName.get(origin.path.join("."))?.find(([fn]) => isDeclaredAt(fn, origin))?.[1];
  }

  /** Whether a function that acquires is declared under this name. */
  isAcquiringName(name: string): boolean {
    return this.#acquiring.has(name);
  }

  /** Whether a file with this text may call a function that acquires. A default export goes by any name. */
  mayMatter(text: string): boolean {
    return this.#acquiring.has("default") || [...this.#acquiring].some((name) => text.includes(name));
  }
}

/** Where users have said nothing. */
const nothing = new Knowledge({ acquire: [], consume: [], borrow: [] });

/** What the user knows of the functions that a file calls. */
export function knowledgeFor({ knowledge = nothing }: InformedFile): Knowledge {
  return knowledge;
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function isDeclaredAt(fn: DeclaredFunction, origin: Origin): boolean {
  switch (fn.from) {
    case "lib":
      return origin.package === LIB;
    case "file":
      return (
        origin.package === THIS_PROGRAM &&
        (fn.path === undefined || (origin.file !== undefined && canonical(fn.path) === canonical(origin.file)))
      );
    case "package":
      return (
        origin.module === fn.package.replace(/^node:/u, "") ||
        origin.package === fn.package ||
        // `@types/scope__name` has the declarations of `@scope/name`.
        origin.package === `@types/${fn.package.replace(/^@(.+)\//u, "$1__")}` ||
        (origin.file !== undefined && workspacePackageOf(origin.file) === fn.package)
      );
  }
}

/**
 * Answers that rest on a program and on what the user knows: they are kept as long as the program is.
 *
 * @example
 * const known = new AnswersByProgram<ts.SourceFile, FileAnalysis>();
 * known.of(file).get(file.sourceFile)
 */
export class AnswersByProgram<Asked extends WeakKey, Answer> {
  readonly #byKnowledge = new WeakMap<Knowledge, WeakMap<TypedFile["program"], WeakMap<Asked, Answer>>>();

  of(file: InformedFile): WeakMap<Asked, Answer> {
    const knowledge = knowledgeFor(file);
    const byProgram = this.#byKnowledge.get(knowledge) ?? new WeakMap<TypedFile["program"], WeakMap<Asked, Answer>>();
    this.#byKnowledge.set(knowledge, byProgram);
    const answers = byProgram.get(file.program) ?? new WeakMap<Asked, Answer>();
    byProgram.set(file.program, answers);
    return answers;
  }
}
