/** Interpreting a root: a function of which nobody else tells what it does. */
import type ts from "typescript";
import { type Arrival, Arrivals } from "./arrivals.js";
import { Interpretation } from "./interpret.js";
import type { Frame, Slice } from "./slice.js";
import { emptyState } from "./state.js";

/** From where it begins. */
export function interpretRoot(slice: Slice, frame: Frame): void {
  slice.observations.within(frame, () => new Interpretation(slice, frame, false, null).from(emptyState));
}

/** Before anything is acquired, up to the last of `calls`. */
export function arrivalsAt(slice: Slice, frame: Frame, calls: Iterable<ts.Node>): Arrivals {
  const arrivals = new Arrivals(calls);
  slice.observations.within(frame, () => new Interpretation(slice, frame, false, arrivals).from(emptyState));
  return arrivals;
}

/** From the call at which its acquisition begins. */
export function interpretFrom(slice: Slice, frame: Frame, arrivals: readonly Arrival[]): void {
  slice.observations.within(frame, () => {
    new Interpretation(slice, frame, false, null).fromArrivals(arrivals);
  });
}
