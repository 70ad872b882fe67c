/** Errors of ours: said once on stderr, told to the host, and never ESLint's to crash on. */
import { relative } from "node:path";
import { attempt } from "../findings/attempt.js";
import type { FunctionNode } from "../ir/types.js";
import { type FailureInFile, internalErrorText } from "../report/internal-error.js";
import { isDebugging } from "./debugging.js";
import { announceFailure } from "./observer.js";
import { warnOnce } from "./warning.js";

/**
 * Says what went wrong in a file, and what to do about it.
 *
 * @param path - As ESLint names it.
 */
export function reportFailure(path: string, failure: FailureInFile): void {
  announceFailure(path, failure);
  warnOnce(internalErrorText(shortest(path), failure) + (isDebugging() ? `\n${failure.stack}` : ""));
}

/**
 * Runs a part of a rule. What it throws is an error of ours, which costs `fn` what that part would have found, or the file at `path`.
 *
 * @param fn - The function that this part is about, where it is about one.
 * @example "Program:exit"() { contain(context.physicalFilename, () => { … }); }
 */
export function contain(path: string, run: () => void, fn?: FunctionNode): void {
  const outcome = attempt(run);
  if (outcome.kind === "failed" || outcome.kind === "overflowed") {
    reportFailure(path, fn === undefined ? outcome.error : { function: fn, ...outcome.error });
  }
}

/** Relative to where the user is, unless that leads out of there. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === "" || fromHere.startsWith("..") ? path : fromHere;
}
