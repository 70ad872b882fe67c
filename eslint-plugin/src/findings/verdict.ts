/** From what a run saw to one verdict. */
import ts from "typescript";
import { contains } from "../ownership/slice.js";
import type { Followed } from "../ownership/follow.js";
import { withoutLoopEnds } from "./loop-ends.js";
import type { Leak, Loss, Verdict } from "./types.js";

/**
 * The verdict on one obligation. A leak on explicit edges outweighs everything; then one that needs an exception nobody wrote; then one
 * that only a forced merge shows.
 */
export function verdictOf({ call, observations }: Followed): Verdict {
  const discharges = observations.endings.at("discharge");
  const transfers = observations.endings.at("transfer");
  const endings = observations.endings.all().map(({ node }) => node);
  const explicit = withoutInner(observations.losses("explicit")).map((loss) => ({
    ...loss,
    path: withoutLoopEnds(loss.path, endings),
  }));
  if (explicit.length > 0) {
    return {
      kind: "leaks",
      leaks: discharges.length > 0 || transfers.length > 0 ? explicit : [never(call, explicit, observations.variable)],
      losses: explicit,
      discharges,
      transfers,
      divided: observations.splits.size > 0,
    };
  }
  const implicit = observations.losses("implicit");
  if (implicit.length > 0) return { kind: "leaksOnThrow", leaks: implicit };
  const imprecise = observations.losses("imprecise");
  if (imprecise.length > 0) return { kind: "imprecise", leaks: imprecise };
  if (transfers.length > 0) return { kind: "transferred", at: transfers };
  return discharges.length > 0 ? { kind: "discharged", at: discharges } : { kind: "nothingOwed" };
}

/** `return failure(res.status)` that loses the body when it returns, and when `failure` throws: one place to mend, one finding. */
function withoutInner(losses: readonly Loss[]): readonly Loss[] {
  const exits = losses.flatMap(({ at: { node } }) =>
    ts.isReturnStatement(node) || ts.isThrowStatement(node) ? node : [],
  );
  return losses.filter(({ at: { node } }) => !exits.some((exit) => exit !== node && contains(exit, node)));
}

/** No path reads, cancels or hands it over: one finding, at the call, whatever the number of ways out. */
function never(call: ts.Node, losses: readonly Loss[], variable: string | null): Leak {
  const locked = losses.every((loss) => loss.locked);
  return {
    kind: "never",
    at: { node: call, part: "whole" },
    variable,
    path: [],
    locked,
    inHelper: false,
    thrower: null,
  };
}
