import type { FixOutcome } from "./fixes.js";
import type { Mending } from "./mending.js";
import type { ProjectOutcome } from "./outcome.js";

/** What a run has found. */
export interface Measured {
  readonly outcomes: readonly ProjectOutcome[];
  /** Of projects on npm. */
  readonly mendings: readonly Mending[];
  /** Of checkouts. */
  readonly fixes: readonly FixOutcome[];
}
