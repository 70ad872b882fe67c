/** The net under everything that is done for one function: what goes wrong there costs that function alone. */
import { LoweringLimitError } from "../ir/builder.js";
import { StepLimitError } from "../ownership/slice.js";

/** An error of ours. */
export interface InternalError {
  /** Its message, in one line: `TypeError: x is not a function`. */
  readonly reason: string;
  /** Where it happened, for a bug report. */
  readonly stack: string;
}

export type Attempt<R> =
  | { readonly kind: "done"; readonly result: R }
  /** A limit was reached. */
  | { readonly kind: "gaveUp"; readonly reason: string }
  | { readonly kind: "failed"; readonly error: InternalError };

/**
 * Runs `run`, and turns whatever it throws into a result: limits that our own code sets, and errors of ours. A call stack that is too deep
 * for JavaScript (code nested a thousand times) is one of the latter, and lands here as well.
 *
 * @example attempt(() => JSON.parse("[")) // { kind: "failed", error: { reason: "SyntaxError: …", stack: "SyntaxError: …\n    at …" } }
 */
export function attempt<R>(run: () => R): Attempt<R> {
  try {
    return { kind: "done", result: run() };
  } catch (error) {
    if (error instanceof StepLimitError || error instanceof LoweringLimitError) {
      return { kind: "gaveUp", reason: error.message };
    }
    const thrown = String(error);
    const stack = error instanceof Error ? (error.stack ?? thrown) : thrown;
    return { kind: "failed", error: { reason: thrown.replace(/\s+/gu, " ").trim(), stack } };
  }
}
