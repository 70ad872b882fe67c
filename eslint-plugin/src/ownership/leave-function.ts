/** The end of an activation: by a `return`, or by an exception that it does not handle. */
import { type Machine, transfer } from "./machine.js";
import { handlesOf } from "./handles.js";
import type { Place } from "./observations.js";
import { capturesHolder, capturesReleaser, holderOf, holds, isHeld, leaveFrame, variablesOf } from "./reach.js";
import { namedPlace } from "./places.js";
import { type State, blameFor, collectGarbage, forget, write } from "./state.js";
import { type Value, isRejection } from "./value.js";

/**
 * A function is left with `value`. What only its own places hold is lost with them.
 *
 * @returns The caller's state; null if no continuation can leak.
 */
export function leaveFunction(
  machine: Machine,
  state: State,
  value: Value,
  at: Place,
  by: "returned" | "thrown",
): State | null {
  const { slice, frame } = machine;
  const after = collectGarbage(leaveFrame(frame, write(state, resultPlace, value)));
  const left = forget(after, [resultPlace]);
  if (state.status !== "open") return left;
  const root = frame.depth === 0;
  const leads = holds(slice, state, value) || capturesHolder(slice, state, value);
  if (root && (leads || capturesReleaser(state, value))) {
    if (by === "returned" && leads) slice.observations.handedBy = frame.ir.node;
    // An error of the client's own goes past code that does nothing with it.
    if (!isRejection(value)) transfer(machine, at.node, { kind: by });
    return null;
  }
  // What a helper throws away is for its caller to tell: only then is it known whether the helper had taken charge.
  const own = variablesOf(frame.ir);
  const holder = holderOf(slice, state, own);
  const last = { variable: holder?.variable.name ?? null, handles: handlesOf(slice, state, own) };
  if (frame.called && by === "thrown") {
    return { ...keepHeap(left, after), blamed: blameFor(state) ?? { node: at.node, ...last } };
  }
  if (!root && isHeld(slice, after)) return keepHeap(left, after);
  slice.observations.lose(state, holder?.inList === true ? "element" : "exit", at, last);
  return null;
}

/** Keeps a result alive while its frame is taken down. */
const resultPlace = namedPlace("result");

function keepHeap(left: State, withResult: State): State {
  return { ...left, heap: withResult.heap };
}
