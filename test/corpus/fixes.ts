/** Leaks that maintainers mended: each must be reported in the commit before, and no longer in the commit that mends it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findCheckout, sourcesIn } from "./checkouts.js";
import { groupBy } from "./group-by.js";
import type { FixedExit } from "./labels.js";
import { type LineOrigins, lineOrigins, range } from "./line-origins.js";
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
 * @throws EnvironmentError when a checkout is missing
 */
export async function compareFixes(
  folder: string,
  exits: readonly FixedExit[],
  announce: (line: string) => void,
): Promise<readonly FixOutcome[]> {
  const outcomes: FixOutcome[] = [];
  for (const [name, ofPair] of groupBy(exits, fixName)) {
    const [{ repo, prefix, fix }] = ofPair;
    const lintAt = async (sha: string): Promise<Side> => {
      const checkout = findCheckout(folder, { repository: repo, sha });
      const files = ofPair.map(({ file }) => file);
      const { findings, seconds } = await lintAll(name, sourcesIn(name, checkout, files));
      announce(`${repo} at ${sha.slice(0, 7)}: ${seconds.toFixed(1)} s`);
      return { checkout, findings };
    };
    const old = await lintAt(prefix);
    const mended = await lintAt(fix);
    for (const [file, exitsOfFile] of groupBy(ofPair, (exit) => exit.file)) {
      const origins = lineOrigins(textOf(old, file), textOf(mended, file));
      const before = old.findings.filter((finding) => finding.file === file);
      const after = mended.findings.filter((finding) => finding.file === file);
      outcomes.push(...matchFindings(exitsOfFile, before, after, origins));
    }
  }
  return outcomes;
}

interface Side {
  readonly checkout: string;
  readonly findings: readonly Finding[];
}

/** Exits are compared by this text. */
export function exitKey(exit: FixedExit): string {
  return `${fixName(exit)} ${exit.file}:${String(exit.leak_line)} of the call in line ${String(exit.call_line)}`;
}

function textOf({ checkout }: Side, file: string): string {
  return readFileSync(join(checkout, file), "utf8");
}

/**
 * Which findings are about which exit.
 *
 * A finding is about the exits of the call that it names, or that stand on its line. One that says that a body is never read is about all
 * of them, any other about the one that is nearest to it. After the fix, what stands where something else than this exit was reported
 * before is about that.
 */
export function matchFindings(
  exits: readonly FixedExit[],
  before: readonly Finding[],
  after: readonly Finding[],
  origins: LineOrigins,
): readonly FixOutcome[] {
  const same = (line: number): readonly number[] => [line];
  const old = (line: number): readonly number[] => origins.get(line) ?? [];
  return exits.map((exit) => {
    const siblings = exits.filter(({ call_line }) => call_line === exit.call_line);
    const reported = before.filter((finding) => isAbout(finding, exit, siblings, same));
    const distance = ({ line }: Finding): number => Math.abs(line - exit.leak_line);
    const nearest = Math.min(...reported.map(distance));
    const elsewhere = reported.filter((finding) => distance(finding) > nearest).map(({ line }) => line);
    return {
      exit,
      before: reported,
      after: after.filter(
        (finding) =>
          isAbout(finding, exit, siblings, old) && !old(finding.line).some((line) => elsewhere.includes(line)),
      ),
    };
  });
}

function isAbout(
  { line, acquisition }: Finding,
  exit: FixedExit,
  siblings: readonly FixedExit[],
  origins: (line: number) => readonly number[],
): boolean {
  const [at] = origins(line);
  const callLines = range(acquisition.line, acquisition.endLine).flatMap(origins);
  if (origins(line).includes(exit.leak_line)) return true;
  if (!callLines.includes(exit.call_line) || at === undefined) return false;
  const distance = ({ leak_line }: FixedExit): number => Math.abs(leak_line - at);
  return line === acquisition.line || siblings.every((sibling) => distance(exit) <= distance(sibling));
}

/** What the pair of commits is called. */
export function fixName({ repo, fix }: FixedExit): string {
  return `${repo}@${fix.slice(0, 7)}`;
}
