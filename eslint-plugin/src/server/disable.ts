/** Comments that switch a rule off, as ESLint and the command understand them. */
import type { Replacement } from "./pieces.js";

/** A line of a text. */
interface Line {
  readonly start: number;
  readonly text: string;
  /** What ends it; empty for the last one. */
  readonly ending: string;
}

/**
 * Ways to keep a rule from reporting on a line, the usual one first. Which of them is understood depends on where the line stands (in JSX, in a
 * template literal), so the first after which the finding is gone is to be taken.
 *
 * @param line - 1-based, as the protocol counts lines.
 * @param offset - Where the finding starts on it.
 * @example
 * // `  throw e;` becomes `  // eslint-disable-next-line calm/no-unconsumed-body⏎  throw e;`
 */
export function waysToDisableLine(text: string, line: number, offset: number, rule: string): readonly Replacement[] {
  const lines = linesOf(text);
  const here = lines[line - 1];
  if (here === undefined) return [];
  const before = lines[line - 2];
  const indent = /^\s*/u.exec(here.text)?.[0] ?? "";
  const insert = (comment: string): Replacement => ({
    start: here.start,
    end: here.start,
    text: `${indent}${comment}${endingIn(text)}`,
  });
  const end = here.start + here.text.length;
  return [
    ...(before === undefined ? [] : extended(before, rule)),
    insert(`// eslint-disable-next-line ${rule}`),
    insert(`{/* eslint-disable-next-line ${rule} */}`),
    { start: end, end, text: ` // eslint-disable-line ${rule}` },
    { start: offset, end: offset, text: `/* eslint-disable-line ${rule} */ ` },
  ];
}

/** A comment at the top that keeps a rule from reporting in the whole file. */
export function disableFile(text: string, rule: string): Replacement {
  const [first] = linesOf(text);
  const start = first?.text.startsWith("#!") === true ? first.text.length + first.ending.length : 0;
  return { start, end: start, text: `/* eslint-disable ${rule} */${endingIn(text)}` };
}

/** A directive that stands there already takes the rule in: of two in a row, the upper one would mean the lower one. */
function extended(line: Line, rule: string): readonly Replacement[] {
  const directive = /eslint-disable-next-line\s+\S.*?(?=\s+--\s|\s*\*\/|\s*$)/u.exec(line.text);
  if (directive === null) return [];
  const at = line.start + directive.index + directive[0].length;
  return [{ start: at, end: at, text: `, ${rule}` }];
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r|$/gu)) {
    lines.push({ start, text: text.slice(start, index), ending });
    start = index + ending.length;
  }
  return lines;
}

function endingIn(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
