/** From what a run saw to one verdict. */
import type { Followed } from "../ownership/follow.js";
import type { Leak, Verdict } from "./types.js";

/**
 * The verdict on one obligation. A leak on explicit edges outweighs everything; then one that needs an exception nobody wrote; then one
 * that only a forced merge shows.
 */
export function verdictOf({ call, observations }: Followed): Verdict {
  const { discharges, transfers } = observations;
  const explicit = observations.losses("explicit");
  if (explicit.length > 0) {
    if (discharges.size > 0 || transfers.size > 0) return { kind: "leaks", leaks: explicit };
    const { variable } = observations;
    const locked = explicit.every((loss) => loss.locked);
    const never: Leak = { kind: "never", at: { node: call, part: "whole" }, variable, path: [], locked };
    return { kind: "leaks", leaks: [never] };
  }
  const implicit = observations.losses("implicit");
  if (implicit.length > 0) return { kind: "leaksOnThrow", leaks: implicit };
  if (observations.losses("imprecise").length > 0) return { kind: "imprecise" };
  if (transfers.size > 0) return { kind: "transferred", at: [...transfers] };
  return discharges.size > 0 ? { kind: "discharged", at: [...discharges] } : { kind: "nothingOwed" };
}
