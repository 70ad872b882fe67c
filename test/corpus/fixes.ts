/** Leaks that maintainers mended: each must be reported in the commit before, and no longer in the commit that mends it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diffLines } from "diff";
import { findCheckout, sourcesIn } from "./checkouts.js";
import { groupBy } from "./group-by.js";
import type { FixedExit } from "./labels.js";
import { type Finding, lintAll } from "./lint.js";

/** What is said of an exit before and after it was mended. */
export interface FixOutcome {
  readonly exit: FixedExit;
  /** Findings about it before; empty where the rule missed the leak. */
  readonly before: readonly Finding[];
  /** Findings about it after; empty where the rule sees that it is mended. */
  readonly after: readonly Finding[];
}

/**
 * Lints both sides of every fix.
 *
 * @param folder of all checkouts
 * @param exits of `fixes.jsonl`
 * @param announce called with one line after each commit
 */
export async function compareFixes(
  folder: string,
  exits: readonly FixedExit[],
  announce: (line: string) => void,
): Promise<readonly FixOutcome[]> {
  const outcomes: FixOutcome[] = [];
  for (const [name, ofPair] of groupBy(exits, fixName)) {
    const [{ repo, prefix, fix }] = ofPair;
    const files = ofPair.map(({ file }) => file);
    const sides = [];
    for (const sha of [prefix, fix]) {
      const checkout = findCheckout(folder, { repository: repo, sha });
      const linted = await lintAll(name, sourcesIn(name, checkout, files));
      announce(`${repo} at ${sha.slice(0, 7)}: ${linted.files.length} files in ${linted.seconds.toFixed(1)} s`);
      sides.push({ checkout, findings: linted.findings });
    }
    const [old, mended] = sides as [(typeof sides)[0], (typeof sides)[0]];
    for (const exit of ofPair) {
      const lines = lineOrigins(textOf(old.checkout, exit), textOf(mended.checkout, exit));
      const inFile = ({ file }: Finding): boolean => file === exit.file;
      const alone =
        ofPair.filter((other) => other.file === exit.file && other.call_line === exit.call_line).length === 1;
      outcomes.push({
        exit,
        before: old.findings.filter((finding) => inFile(finding) && isAbout(finding, exit, alone, (line) => [line])),
        after: mended.findings.filter(
          (finding) => inFile(finding) && isAbout(finding, exit, alone, (line) => lines.get(line) ?? []),
        ),
      });
    }
  }
  return outcomes;
}

/** What the pair of commits is called. */
export function fixName({ repo, fix }: FixedExit): string {
  return `${repo}@${fix.slice(0, 7)}`;
}

function textOf(checkout: string, { file }: FixedExit): string {
  return readFileSync(join(checkout, file), "utf8");
}

/**
 * Whether a finding is about an exit: it names the exit's call, and where several exits are of that call, it stands at this
 * one or says that the body is never read.
 *
 * @param alone whether the call has one exit
 * @param origins the lines before the fix that a line of the finding comes from
 */
function isAbout(
  { line, acquisition }: Finding,
  exit: FixedExit,
  alone: boolean,
  origins: (line: number) => readonly number[],
): boolean {
  const callLines = range(acquisition.line, acquisition.endLine).flatMap((each) => origins(each));
  const namesCall = callLines.includes(exit.call_line);
  const standsThere = origins(line).includes(exit.leak_line);
  return alone ? namesCall || standsThere : standsThere || (namesCall && line === acquisition.line);
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * Follows lines back through an edit.
 *
 * @returns for each line of the new text, counted from 1, the old line that it is, or all lines that it was written in the place of
 */
export function lineOrigins(old: string, edited: string): ReadonlyMap<number, readonly number[]> {
  const origins = new Map<number, readonly number[]>();
  let oldLine = 1;
  let newLine = 1;
  let removed: readonly number[] = [];
  for (const { value, added, removed: isRemoved, count = value.split("\n").length - 1 } of diffLines(old, edited)) {
    if (isRemoved) {
      removed = range(oldLine, oldLine + count - 1);
      oldLine += count;
      continue;
    }
    for (const offset of range(0, count - 1)) {
      origins.set(newLine + offset, added ? removed : [oldLine + offset]);
    }
    newLine += count;
    if (!added) oldLine += count;
    removed = [];
  }
  return origins;
}
