/** Holds what the analysis says of a module against what running it showed. */
import type { FileAnalysis, Obligation } from "../../eslint-plugin/src/findings/types.js";
import type { Exploration } from "./explore.js";
import { type PolicyId, policyOf } from "./policies.js";
import type { Position } from "./world.js";

export interface Disagreement {
  /** `missed`: a run leaves a body unread, and nothing is reported. `falseAlarm`: reported, and no run does. */
  readonly kind: "missed" | "falseAlarm" | "failure";
  readonly site: Position;
  /** Decisions of a run that leaks, or what the analysis said. */
  readonly because: string;
}

export interface Comparison {
  readonly disagreements: readonly Disagreement[];
  /** Leaks that a written policy is quiet about, by its name. */
  readonly quiet: readonly PolicyId[];
}

export function compare(analysis: FileAnalysis, { observed, exhaustive }: Exploration): Comparison {
  const disagreements: Disagreement[] = analysis.failures.map(({ stack }) => ({
    kind: "failure",
    site: 0,
    because: stack,
  }));
  const quiet: PolicyId[] = [];
  const bySite = new Map<Position, Obligation[]>();
  for (const obligation of analysis.obligations) {
    const position = obligation.site.getStart();
    bySite.set(position, [...(bySite.get(position) ?? []), obligation]);
  }
  const judged = (calls: readonly Position[]): readonly Obligation[] => calls.flatMap((call) => bySite.get(call) ?? []);
  for (const { calls, leaks, leaksOnThrow } of observed) {
    const obligations = judged(calls);
    const reported = obligations.some(isReported);
    if (leaks !== null && !reported) {
      const policy = policyOf(obligations);
      if (policy !== null) quiet.push(policy);
      else disagreements.push({ kind: "missed", site: calls[0] ?? 0, because: leaks });
    }
    if (leaks === null && leaksOnThrow && !reported) quiet.push("implicit exception");
  }
  for (const [site, obligations] of exhaustive ? bySite : []) {
    const comingIn = observed.filter(({ calls }) => calls.includes(site));
    // What no run comes to, no run can tell about.
    if (comingIn.length === 0 || comingIn.some(({ leaks, misused }) => leaks !== null || misused)) continue;
    if (obligations.some(isReported)) disagreements.push({ kind: "falseAlarm", site, because: kinds(obligations) });
  }
  return { disagreements, quiet };
}

function isReported({ verdict }: Obligation): boolean {
  return verdict.kind === "leaks";
}

function kinds(obligations: readonly Obligation[]): string {
  return obligations.map(({ verdict }) => verdict.kind).join(", ");
}
