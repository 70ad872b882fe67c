/** Answers that rest on how a program is analysed. */
import { AnswersByProgram, type InformedFile } from "../model/knowledge.js";
import type { Limits, Settings } from "./slice.js";

/** Answers by the limits that were set, which may be why something is not known, and by whether types alone may speak. */
export class AnswersBySettings<Asked extends WeakKey, Answer> {
  readonly #strict = new WeakMap<Limits, AnswersByProgram<Asked, Answer>>();
  readonly #lenient = new WeakMap<Limits, AnswersByProgram<Asked, Answer>>();

  of(file: InformedFile, { strict, limits }: Settings): WeakMap<Asked, Answer> {
    const byLimits = strict ? this.#strict : this.#lenient;
    const answers = byLimits.get(limits) ?? new AnswersByProgram<Asked, Answer>();
    byLimits.set(limits, answers);
    return answers.of(file);
  }
}
