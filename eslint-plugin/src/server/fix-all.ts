/** Applying the preferred suggestion of every finding of a file. */
import type { Finding } from "./lint.js";
import { Pieces, type Replacement } from "./pieces.js";

/** So many edits of one file are made at once; each is linted, and a file with more of them deserves a look. */
const mostEdits = 200;

/**
 * Applies one suggestion, lints again, and goes on until none is left or nothing changes: what one edit mends may be several findings, and
 * what the next one needs depends on it.
 *
 * @param text - What the file holds.
 * @param findingsIn - What is to be mended in a text; null if it does not parse.
 * @returns Edits of `text`; none if there is nothing to do.
 */
export function fixAll(text: string, findingsIn: (text: string) => readonly Finding[] | null): readonly Replacement[] {
  const pieces = new Pieces(text);
  let findings = findingsIn(text);
  for (let edits = 0; edits < mostEdits && findings !== null; edits += 1) {
    const before = pieces.text;
    const next = improvement(before, findings, findingsIn);
    if (next === null) break;
    pieces.replace(next.edit);
    findings = next.left;
  }
  return pieces.edits();
}

interface Improvement {
  readonly edit: Replacement;
  readonly left: readonly Finding[];
}

/** The first preferred suggestion after which there is less to be mended: anything else would not end. */
function improvement(
  text: string,
  findings: readonly Finding[],
  findingsIn: (text: string) => readonly Finding[] | null,
): Improvement | null {
  for (const { message } of findings) {
    const [preferred] = message.suggestions ?? [];
    if (preferred === undefined) continue;
    const [start, end] = preferred.fix.range;
    const edit = { start, end, text: preferred.fix.text };
    const left = findingsIn(text.slice(0, start) + edit.text + text.slice(end));
    if (left !== null && left.length < findings.length) return { edit, left };
  }
  return null;
}
