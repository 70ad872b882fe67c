/** `file:line`, as people and tools write it. */
import { UsageError } from "../linting/errors.js";

/** A line of a file. */
export interface LineReference {
  /** As written. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * What may follow a file's name: `:12`, `:12:5` (formatters, with or without a colon behind it), `(12,5)` (tsc). The column says nothing
 * that the line does not. A drive letter's colon (`C:\a.ts:12`) is part of the name.
 */
const forms = [/^(?<file>.+?):(?<line>\d+)(?::\d+)?:?$/su, /^(?<file>.+)\((?<line>\d+)(?:,\d+)?\):?$/su];

/**
 * Reads `file:line`.
 *
 * @param text - as the user wrote or pasted it
 * @throws UsageError if there is no file or no line in it
 *
 * @example
 * parseLineReference("src\\api.ts:12:5"); // { file: "src\\api.ts", line: 12 }
 */
export function parseLineReference(text: string): LineReference {
  for (const form of forms) {
    const { file, line } = form.exec(text)?.groups ?? {};
    if (file === undefined || line === undefined) {
      continue;
    }
    if (Number(line) === 0) {
      throw new UsageError(`lines are counted from 1: ${text}`);
    }
    return { file, line: Number(line) };
  }
  throw new UsageError(`--explain needs a file and a line, as in src/api.ts:12, and not ${JSON.stringify(text)}`);
}
