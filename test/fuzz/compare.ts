/** Holds what the analysis says of a module against what running it showed. */
import ts from "typescript";
import type { FileAnalysis, Leaks, Obligation, Place } from "../../eslint-plugin/src/findings/types.js";
import type { Exploration, Observed } from "./explore.js";
import { type Exit, exitOf, exitsBefore, exitsOf, statementsOf } from "./exits.js";
import { type PolicyId, policyOf } from "./policies.js";
import { ownText } from "./text.js";
import type { Position } from "./world/trace.js";
import type { Way } from "./world/types.js";

export interface Disagreement {
  /**
   * `missed`: a run leaves a body unread, and nothing is reported; `missedExit`: not where that run lost it. `falseAlarm`: reported, and no
   * run loses it there; `twice`: reported at two places for one run; `falseNever`: said to be read on no path, and a run reads it.
   */
  readonly kind: "missed" | "missedExit" | "twice" | "falseAlarm" | "falseNever" | "failure";
  readonly site: Position;
  /** Decisions of a run, or what the analysis said. */
  readonly because: string;
}

export interface Comparison {
  readonly disagreements: readonly Disagreement[];
  /** Leaks that a written policy is quiet about, by its name. */
  readonly quiet: readonly PolicyId[];
  /** Acquisitions that leak on some run, as the analysis says, and those that do on none. */
  readonly leaks: number;
  readonly clean: number;
}

export function compare(analysis: FileAnalysis, { observed, cutShort, exhaustive }: Exploration): Comparison {
  const failures = analysis.failures.map(({ stack }) => ({ kind: "failure", site: 0, because: stack }) as const);
  const bySite = new Map<Position, Obligation[]>();
  for (const obligation of analysis.obligations) {
    const position = obligation.site.getStart();
    bySite.set(position, [...(bySite.get(position) ?? []), obligation]);
  }
  const { sourceFile } = analysis.file;
  const missing = observed.map((one) => missed(one, obligationsAt(bySite, one.calls), sourceFile));
  const wrong = exhaustive
    ? [...bySite.keys()].flatMap((site) =>
        cutShort.every((seen) => seen.has(site)) ? falseAlarms(site, bySite, observed, sourceFile) : [],
      )
    : [];
  return {
    disagreements: [...failures, ...missing.flatMap((one) => (typeof one === "object" ? (one ?? []) : [])), ...wrong],
    quiet: missing.flatMap((one) => (typeof one === "string" ? one : [])),
    leaks: observed.filter(({ losing }) => losing.length > 0).length,
    clean: observed.filter(({ losing }) => losing.length === 0).length,
  };
}

type BySite = ReadonlyMap<Position, readonly Obligation[]>;

function obligationsAt(bySite: BySite, calls: readonly Position[]): readonly Obligation[] {
  return calls.flatMap((call) => bySite.get(call) ?? []);
}

function leaksOf(obligations: readonly Obligation[]): readonly Leaks[] {
  return obligations.flatMap(({ verdict }) => (verdict.kind === "leaks" ? [verdict] : []));
}

/** A leak that is not reported: a disagreement, or the policy that is quiet about it; null: there is none. */
function missed(
  { calls, losing, leaksOnThrow }: Observed,
  obligations: readonly Obligation[],
  file: ts.SourceFile,
): Disagreement | PolicyId | null {
  const site = calls[0] ?? 0;
  const reported = leaksOf(obligations);
  if (losing.length === 0) return leaksOnThrow && reported.length === 0 ? "implicit exception" : null;
  const named = losing.map(({ way }) => exitsNamed(file, way, reported));
  // What is the only exit for another run is said of that one.
  const ofOthers = new Set(named.flatMap((some) => (some.length === 1 ? some : [])));
  const twice = losing.find((_, index) => (named[index] ?? []).filter((exit) => !ofOthers.has(exit)).length > 1);
  if (twice !== undefined) return { kind: "twice", site, because: twice.decisions };
  const unreported = losing.filter((_, index) => named[index]?.length === 0);
  const asked = { obligations, calls: callsAt(file, calls) };
  const reasons = unreported.map(({ decisions, way }) =>
    policyOf({ ...asked, decisions, ran: statementsOf(file, way).map(ownText) }),
  );
  const unexplained = unreported[reasons.indexOf(null)];
  if (unexplained === undefined) return reasons[0] ?? null;
  return { kind: reported.length === 0 ? "missed" : "missedExit", site, because: unexplained.decisions };
}

/** Where this run is said to lose the body, as is right for it. */
function exitsNamed(file: ts.SourceFile, way: Way, reported: readonly Leaks[]): readonly Exit[] {
  const exits = [...new Set(reported.flatMap(({ losses }) => losses.map(({ at }) => exitOf(at))))];
  const right = exitsOf(file, way);
  const named = exits.filter((exit) => right.has(exit));
  if (named.length > 0) return named;
  const before = exitsBefore(file, way);
  return exits.filter((exit) => before.has(exit));
}

function falseAlarms(
  site: Position,
  bySite: BySite,
  observed: readonly Observed[],
  file: ts.SourceFile,
): readonly Disagreement[] {
  const comingIn = observed.filter(({ calls }) => calls.includes(site));
  // What no run comes to, no run can tell about.
  if (comingIn.length === 0 || comingIn.some(({ misused }) => misused)) return [];
  const own = comingIn.filter(({ calls }) => calls[0] === site);
  const seen = comingIn.flatMap(({ calls, losing, excusable }) => {
    const reported = leaksOf(obligationsAt(bySite, calls));
    return [...losing, ...excusable].flatMap(({ way }) => exitsNamed(file, way, reported));
  });
  return leaksOf(obligationsAt(bySite, [site])).flatMap(({ leaks, losses }): readonly Disagreement[] => {
    const never = leaks.some(({ kind }) => kind === "never");
    if (never && own.length > 0 && own.some(({ ends }) => ends)) {
      return [{ kind: "falseNever", site, because: "a run reads it" }];
    }
    const unseen = losses.filter(({ at }) => !seen.includes(exitOf(at)));
    return unseen.map(({ at }) => ({ kind: "falseAlarm", site, because: `at line ${lineOf(file, at)}` }));
  });
}

function lineOf(file: ts.SourceFile, { node, part }: Place): number {
  return file.getLineAndCharacterOfPosition(part === "whole" ? node.getStart() : node.end).line + 1;
}

function callsAt(file: ts.SourceFile, positions: readonly Position[]): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && positions.includes(node.getStart())) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
