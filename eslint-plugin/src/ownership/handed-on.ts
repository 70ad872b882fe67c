/** Responses that a function hands to one that it was given: `get(url, (res) => done(res))`. */
import ts from "typescript";
import { unwrap } from "../typed/unwrap.js";
import type { FunctionNode } from "../ir/types.js";
import { isOnTheWay, writtenIn } from "./frame.js";
import type { Machine } from "./machine.js";
import { noDecision } from "./path.js";
import { holds } from "./reach.js";
import type { Frame } from "./slice.js";
import type { State } from "./state.js";
import type { Value } from "./value.js";

/**
 * Notes that the root, or a callback that runs in it, hands one of `values` to `callback`, if that is a parameter of the root or a property
 * of one: whoever called the root may say more.
 */
export function noteHandedOn(
  { slice, frame }: Machine,
  state: State,
  callback: ts.Expression,
  values: readonly Value[],
): void {
  if (state.status !== "open" || !values.some((value) => holds(slice, state, value))) return;
  const name = nameOf(callback);
  const variable = name && slice.scopes.variableOf(name);
  const root = rootOf(frame).ir.node;
  if (variable?.kind === "parameter" && variable.owner === root) slice.observations.handedBy = root;
}

/**
 * The state in which `callback` begins with `values`: where a helper on the way to the acquisition hands the response to code of its caller,
 * that says what becomes of it, and the helper no more; nor does it say what the helper decided before.
 */
export function lent({ slice, frame }: Machine, state: State, callback: FunctionNode, values: readonly Value[]): State {
  const home = writtenIn(callback, frame);
  // What it is handed to may itself be a callback of a helper on the way.
  const isOfCaller = home !== null && home !== frame && isOnTheWay(frame) && !isOnTheWay(home);
  const isLent = isOfCaller && values.some((value) => holds(slice, state, value));
  return isLent ? { ...state, lent: true, paths: noDecision } : state;
}

/** `done` in `done` and in `options.done`. */
function nameOf(callback: ts.Expression): ts.Identifier | null {
  const inner = unwrap(callback);
  if (ts.isPropertyAccessExpression(inner)) return nameOf(inner.expression);
  return ts.isIdentifier(inner) ? inner : null;
}

function rootOf(frame: Frame): Frame {
  return frame.outer === null ? frame : rootOf(frame.outer);
}
