/** The acquiring call that a message names. */
export interface Acquisition {
  /** As written in the source, on one line, the parentheses around it removed; a long one has ` … ` for its middle. */
  readonly callee: string;
  /** First line of the call. */
  readonly line: number;
}

/**
 * Finds the acquisition in a message of the rule, which always writes it `(<callee>, line <N>)`, after a subject without parentheses.
 *
 * @param message text of a report
 * @returns null when the message names none
 * @example parseAcquisition("The body of `res` (fetch, line 3) is never read.") // { callee: "fetch", line: 3 }
 */
export function parseAcquisition(message: string): Acquisition | null {
  const [, callee, line] = /^[^(]*\((.+?), line (\d+)\)/.exec(message) ?? [];
  return callee === undefined ? null : { callee, line: Number(line) };
}
