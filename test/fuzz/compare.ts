/** Holds what the analysis says of a module against what running it showed. */
import ts from "typescript";
import type { FileAnalysis, Leaks, Obligation } from "../../eslint-plugin/src/findings/types.js";
import type { Exploration, Observed } from "./explore.js";
import { type Exit, exitOf, exitsBefore, exitsOf, statementsOf } from "./exits.js";
import { type PolicyId, policyOf } from "./policies.js";
import { ownText } from "./text.js";
import type { Position } from "./world/trace.js";

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
  const missing = observed.map((one) =>
    missed(
      one,
      one.calls.flatMap((call) => bySite.get(call) ?? []),
      analysis,
    ),
  );
  const wrong = exhaustive
    ? [...bySite].flatMap(([site, all]) =>
        cutShort.every((seen) => seen.has(site)) ? falseAlarms(site, all, observed) : [],
      )
    : [];
  return {
    disagreements: [...failures, ...missing.flatMap((one) => (typeof one === "object" ? (one ?? []) : [])), ...wrong],
    quiet: missing.flatMap((one) => (typeof one === "string" ? one : [])),
    leaks: observed.filter(({ losing }) => losing.length > 0).length,
    clean: observed.filter(({ losing }) => losing.length === 0).length,
  };
}

/** A leak that is not reported: a disagreement, or the policy that is quiet about it; null: there is none. */
function missed(
  { calls, losing, leaksOnThrow }: Observed,
  obligations: readonly Obligation[],
  { file }: FileAnalysis,
): Disagreement | PolicyId | null {
  const site = calls[0] ?? 0;
  const reported = obligations.flatMap(({ verdict }) => (verdict.kind === "leaks" ? [verdict] : []));
  if (losing.length === 0) return leaksOnThrow && reported.length === 0 ? "implicit exception" : null;
  const exits = [...new Set(reported.flatMap(({ losses }) => losses.map(({ at }) => exitOf(at))))];
  const namedBy = (rightOf: typeof exitsOf): readonly (readonly Exit[])[] =>
    losing.map(({ way }) => {
      const right = rightOf(file.sourceFile, way);
      return exits.filter((exit) => right.has(exit));
    });
  const named = namedBy(exitsOf);
  const namedBefore = namedBy(exitsBefore);
  // What is the only exit for another run is said of that one.
  const ofOthers = new Set(named.flatMap((some) => (some.length === 1 ? some : [])));
  const twice = losing.find((_, index) => (named[index] ?? []).filter((exit) => !ofOthers.has(exit)).length > 1);
  if (twice !== undefined) return { kind: "twice", site, because: twice.decisions };
  const unreported = losing.filter((_, index) => named[index]?.length === 0 && namedBefore[index]?.length === 0);
  const asked = { obligations, calls: callsAt(file.sourceFile, calls) };
  const reasons = unreported.map(({ decisions, way }) =>
    policyOf({ ...asked, decisions, ran: statementsOf(file.sourceFile, way).map(ownText) }),
  );
  const unexplained = unreported[reasons.indexOf(null)];
  if (unexplained === undefined) return reasons[0] ?? null;
  return { kind: reported.length === 0 ? "missed" : "missedExit", site, because: unexplained.decisions };
}

function falseAlarms(
  site: Position,
  obligations: readonly Obligation[],
  observed: readonly Observed[],
): readonly Disagreement[] {
  const comingIn = observed.filter(({ calls }) => calls.includes(site));
  // What no run comes to, no run can tell about.
  if (comingIn.length === 0 || comingIn.some(({ misused }) => misused)) return [];
  const own = comingIn.filter(({ calls }) => calls[0] === site);
  return obligations.flatMap(({ verdict }): readonly Disagreement[] => {
    if (verdict.kind !== "leaks") return [];
    const never = verdict.leaks.some(({ kind }) => kind === "never");
    if (never && own.length > 0 && own.some(({ ends }) => ends)) {
      return [{ kind: "falseNever", site, because: "a run reads it" }];
    }
    return unobserved(verdict, comingIn).map((exit) => ({ kind: "falseAlarm", site, because: `at ${exit}` }));
  });
}

/** Where the body is said to be lost, and no run loses it. */
function unobserved({ losses }: Leaks, comingIn: readonly Observed[]): readonly string[] {
  return losses.flatMap(({ at }) => {
    const file = at.node.getSourceFile();
    const exit = exitOf(at);
    const isThere = comingIn.some(({ losing, excusable }) =>
      [...losing, ...excusable].some(({ way }) => exitsOf(file, way).has(exit) || exitsBefore(file, way).has(exit)),
    );
    if (isThere) return [];
    const { line } = file.getLineAndCharacterOfPosition(at.part === "whole" ? at.node.getStart() : at.node.end);
    return [`line ${line + 1}`];
  });
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
