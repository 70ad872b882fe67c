/** The ratchet: what the last accepted run found, below which no later run may fall. */
import { readFileSync, writeFileSync } from "node:fs";
import type { ProjectOutcome } from "./outcome.js";

/** What is accepted of one project, each call as `file:line`. */
export interface ExpectedProject {
  /** Calls rightly reported. */
  readonly found: readonly string[];
  /** Calls wrongly reported, known and not yet mended. */
  readonly falseAlarms: readonly string[];
}

export type Expected = Readonly<Record<string, ExpectedProject>>;

const path = new URL("expected.json", import.meta.url);

export function readExpected(): Expected {
  return JSON.parse(readFileSync(path, "utf8")) as Expected;
}

/** Accepts the outcomes as the new floor; projects that were not run keep theirs. */
export function writeExpected(outcomes: readonly ProjectOutcome[], previous: Expected): void {
  const next = { ...previous, ...Object.fromEntries(outcomes.map((outcome) => [outcome.name, reached(outcome)])) };
  writeFileSync(path, `${JSON.stringify(next, null, 2)}\n`);
}

/**
 * Says what got worse since the accepted run.
 *
 * @param outcomes of the projects that were run; others are not compared
 * @returns one line each; empty when the run holds
 */
export function regressions(outcomes: readonly ProjectOutcome[], expected: Expected): readonly string[] {
  return outcomes.flatMap((outcome) => {
    const floor = expected[outcome.name] ?? { found: [], falseAlarms: [] };
    const { found, falseAlarms } = reached(outcome);
    return [
      ...without(floor.found, found).map((site) => `${outcome.name} ${site} is a leak that was found before.`),
      ...without(falseAlarms, floor.falseAlarms).map((site) => `${outcome.name} ${site} is a new false alarm.`),
      ...outcome.elsewhere
        .filter(({ verdict }) => verdict === null)
        .map(({ file, line }) => `${outcome.name} ${file}:${String(line)} has a finding that nobody has read.`),
      ...outcome.faults.map((fault) => `${outcome.name} ${fault}`),
    ];
  });
}

function reached({ sites, elsewhere }: ProjectOutcome): ExpectedProject {
  const reported = [
    ...sites
      .filter(({ findings }) => findings.length > 0)
      .map(({ site }) => ({ at: site, right: site.label === "LEAK" })),
    ...elsewhere.flatMap((at) => (at.verdict === null ? [] : [{ at, right: at.verdict.verdict === "right" }])),
  ];
  const listed = (right: boolean): string[] => [
    ...new Set(reported.filter((each) => each.right === right).map(({ at }) => `${at.file}:${String(at.line)}`)),
  ];
  return { found: listed(true).sort(), falseAlarms: listed(false).sort() };
}

function without(items: readonly string[], removed: readonly string[]): readonly string[] {
  return items.filter((item) => !removed.includes(item));
}
