/** Holds what the analysis says of a module against what running it showed. */
import type { FileAnalysis, Obligation } from "../../eslint-plugin/src/findings/types.js";
import type { Exploration } from "./explore.js";
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
  readonly quiet: readonly string[];
}

export function compare(analysis: FileAnalysis, { sites, exhaustive }: Exploration): Comparison {
  const disagreements: Disagreement[] = analysis.failures.map(({ stack }) => ({
    kind: "failure",
    site: 0,
    because: stack,
  }));
  const quiet: string[] = [];
  const bySite = new Map<Position, Obligation[]>();
  for (const obligation of analysis.obligations) {
    const position = obligation.site.getStart();
    bySite.set(position, [...(bySite.get(position) ?? []), obligation]);
  }
  for (const [position, observed] of sites) {
    const obligations = bySite.get(position) ?? [];
    const reported = obligations.some(({ verdict }) => verdict.kind === "leaks");
    if (observed.leaks !== null && !reported) {
      const policy = quietOf(obligations);
      if (policy !== null) quiet.push(policy);
      else disagreements.push({ kind: "missed", site: position, because: observed.leaks });
    }
    if (observed.leaks === null && reported && exhaustive) {
      disagreements.push({ kind: "falseAlarm", site: position, because: kinds(obligations) });
    }
    if (observed.leaks === null && observed.leaksOnThrow && !reported) quiet.push("implicit");
  }
  return { disagreements, quiet };
}

function quietOf(obligations: readonly Obligation[]): string | null {
  const kind = obligations.find(({ verdict }) => verdict.kind === "imprecise" || verdict.kind === "gaveUp");
  return kind?.verdict.kind ?? null;
}

function kinds(obligations: readonly Obligation[]): string {
  return obligations.map(({ verdict }) => verdict.kind).join(", ");
}
