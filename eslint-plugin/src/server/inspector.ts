/** What is to be said of a text at this moment, each looked for once. */
import type ts from "typescript";
import { mayMatter } from "../model/gate.js";
import { knowledgeIn } from "../settings.js";
import { type Linted, lintText, type LintOptions } from "./lint.js";
import type { Programs } from "./programs/programs.js";
import type { Texts } from "./programs/texts.js";

export type Inspection = Linted | { readonly kind: "untyped"; readonly reason: string };

const nothing: Linted = { kind: "linted", findings: [], analysis: null, failures: [] };

/** Answers rest on the program of this moment, so that none is older than what the files hold. */
export class Inspector {
  readonly #texts: Texts;
  readonly #programs: Programs;
  /** By program, and so by what all its files held; goes with it. */
  readonly #known = new WeakMap<ts.Program, Map<string, Linted>>();

  constructor(texts: Texts, programs: Programs) {
    this.#texts = texts;
    this.#programs = programs;
  }

  /**
   * @param path - Absolute path of a file that is open or on the disk.
   * @returns The same object as long as nothing has changed that could matter.
   */
  inspect(path: string, options: LintOptions): Inspection {
    const text = this.#texts.textOf(path);
    if (text === undefined) return { kind: "untyped", reason: "the file cannot be read" };
    if (!mayMatter(text, knowledgeIn(options.functions, path))) return nothing;
    const answer = this.#programs.programFor(path);
    if (answer.kind === "none") return { kind: "untyped", reason: answer.reason };
    const known = this.#known.get(answer.program) ?? new Map<string, Linted>();
    this.#known.set(answer.program, known);
    const key = JSON.stringify([path, options]);
    const linted = known.get(key) ?? lintText(text, path, answer.program, options);
    known.set(key, linted);
    return linted;
  }

  /** The same as if the file held `text`. */
  inspectAs(path: string, text: string, options: LintOptions): Inspection {
    return this.#texts.during(path, text, () => this.inspect(path, options));
  }
}
