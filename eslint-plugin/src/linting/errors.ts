/** What the command says when it cannot do what it was asked: one line, exit code 2, and a stack trace only to those who ask. */
import { isDebugging } from "../rules/debugging.js";

/** A mistake of the caller's, or of the surroundings, that its message explains in one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * The line on stderr for anything that was thrown.
 *
 * @param error - whatever was caught
 * @param doing - what the command was at, for errors that are its own fault: `linting src/a.ts`
 * @returns one line without a line break, or the whole stack trace of an internal error if `CALM_DEBUG` is set
 *
 * @example
 * describeError(new UsageError("no such path: src"), "linting"); // "calm: no such path: src"
 */
export function describeError(error: unknown, doing: string): string {
  if (error instanceof UsageError) {
    return `calm: ${error.message}`;
  }
  if (isDebugging()) {
    return `calm: internal error while ${doing}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  return `calm: internal error while ${doing}: ${firstLine(error)} (set CALM_DEBUG=1 for details)`;
}

/**
 * @param error - whatever was caught
 * @returns the first line of its message: ESLint adds further ones that only its own developers need
 */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}

/**
 * What the operating system objected to, without the path that the caller knows.
 *
 * @param error - an error of `node:fs`
 * @returns for instance `EACCES: permission denied`
 */
export function systemReason(error: unknown): string {
  return firstLine(error).split(", ", 1)[0] ?? "";
}
