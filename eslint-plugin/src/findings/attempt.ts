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
  /** Somebody recursed deeper than the call stack is high: TypeScript's checker, on code that nests or infers too deeply. */
  | { readonly kind: "overflowed"; readonly error: InternalError }
  | { readonly kind: "failed"; readonly error: InternalError };

/** What is said of a function on which the call stack overflowed. */
export const overflowReason = "nested too deeply for TypeScript: its call stack overflowed";

/**
 * Runs `run`, and turns whatever it throws into a result: limits that our own code sets, an overflow of the call stack, errors of ours.
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
    return {
      kind: isOverflow(error) ? "overflowed" : "failed",
      error: { reason: thrown.replace(/\s+/gu, " ").trim(), stack },
    };
  }
}

/** Whether the call stack was not high enough. By the message, as V8 has it: a RangeError may be about any range. */
export function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === "Maximum call stack size exceeded";
}
