/** The ratchet: what the last accepted run found, below which no later run may fall. */
import { readFileSync, writeFileSync } from "node:fs";
import { exitKey, type FixOutcome } from "./fixes.js";
import type { Measured } from "./measured.js";
import type { Mending } from "./mending.js";
import type { ProjectOutcome } from "./outcome.js";

/** What is accepted of one project, each call as `file:line`. */
export interface ExpectedProject {
  /** Calls rightly reported. */
  readonly found: readonly string[];
  /** Calls wrongly reported, known and not yet mended. */
  readonly falseAlarms: readonly string[];
  /** How many suggestions its findings have. */
  readonly suggestions: number;
}

/** What is accepted of leaks that were mended, each exit as its key. */
interface ExpectedFixes {
  /** Reported in the commit before. */
  readonly reported: readonly string[];
  /** Still reported in the fix. */
  readonly notSilent: readonly string[];
}

export interface Expected {
  readonly projects: Readonly<Record<string, ExpectedProject>>;
  readonly fixes: ExpectedFixes;
}

const nothing: ExpectedProject = { found: [], falseAlarms: [], suggestions: 0 };

const path = new URL("expected.json", import.meta.url);

export function readExpected(): Expected {
  return JSON.parse(readFileSync(path, "utf8")) as Expected;
}

/** Accepts what was measured; projects and exits that were not run keep what they have. */
export function writeExpected({ outcomes, mendings, fixes }: Measured, previous: Expected): void {
  const accepted = outcomes.map((outcome): [string, ExpectedProject] => {
    const suggestions = mendings.find(({ name }) => name === outcome.name)?.attempts.length ?? 0;
    return [outcome.name, { ...reached(outcome), suggestions }];
  });
  const run = fixes.map(keyOf);
  const { reported, notSilent } = previous.fixes;
  const next: Expected = {
    projects: { ...previous.projects, ...Object.fromEntries(accepted) },
    fixes: {
      reported: [...without(reported, run), ...fixes.filter(({ before }) => before.length > 0).map(keyOf)].sort(),
      notSilent: [...without(notSilent, run), ...fixes.filter(({ after }) => after.length > 0).map(keyOf)].sort(),
    },
  };
  writeFileSync(path, `${JSON.stringify(next, null, 2)}\n`);
}

function keyOf({ exit }: FixOutcome): string {
  return exitKey(exit);
}

/**
 * Says what got worse since the accepted run.
 *
 * @param outcomes of the projects that were run; others are not compared
 * @returns one line each; empty when the run holds
 */
export function regressions(outcomes: readonly ProjectOutcome[], expected: Expected): readonly string[] {
  return outcomes.flatMap((outcome) => {
    const floor = expected.projects[outcome.name] ?? nothing;
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

/**
 * Says where suggestions fail, and where there are fewer than in the accepted run.
 *
 * @returns one line each; empty when every suggestion mends its finding and none is missing
 */
export function mendingRegressions(mendings: readonly Mending[], expected: Expected): readonly string[] {
  return mendings.flatMap(({ name, attempts }) => {
    const floor = expected.projects[name]?.suggestions ?? 0;
    const failed = attempts.filter(({ problems }) => problems.length > 0);
    return [
      ...failed.map(({ file, line }) => `${name} ${file}:${String(line)} has a suggestion that does not mend it.`),
      ...(attempts.length < floor ? [`${name} had ${floor} suggestions before, and has ${attempts.length}.`] : []),
    ];
  });
}

/** Says which mended exits are missed now, and which are reported although they are mended. */
export function fixRegressions(outcomes: readonly FixOutcome[], { fixes }: Expected): readonly string[] {
  return [
    ...outcomes
      .filter(({ before }) => before.length === 0)
      .map(keyOf)
      .filter((exit) => fixes.reported.includes(exit))
      .map((exit) => `${exit} was reported before its fix, and is no longer.`),
    ...without(outcomes.filter(({ after }) => after.length > 0).map(keyOf), fixes.notSilent).map(
      (exit) => `${exit} is mended, and reported all the same.`,
    ),
  ];
}

function reached({ sites, elsewhere }: ProjectOutcome): Omit<ExpectedProject, "suggestions"> {
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
