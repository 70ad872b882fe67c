/** Who still holds the obligation: what makes a body lost, and what an escaping value takes with it. */
import type { Slice, Frame } from "./slice.js";
import { facetOf } from "./slice.js";
import { placesIn, someValue, valueAt } from "./environment.js";
import { isOfFrame } from "./places.js";
import { type State, cellOf, cellValues, forget, variablePlace } from "./state.js";
import { variableName } from "./purity.js";
import { type CellId, type Value, isArrayCell, unknown } from "./value.js";
import type { FunctionIR, Variable } from "../ir/types.js";

/**
 * The value is, or holds, a view through which the tracked body can still be read or cancelled. Of closures, only their `this` is looked into:
 * variables hold what they hold themselves.
 */
export function holds(slice: Slice, state: State, value: Value, seen = new Set<CellId>()): boolean {
  switch (value.kind) {
    case "view":
      return value.of === "own" && (facetOf(slice, value.facet)?.holds ?? false);
    case "promise":
      return holds(slice, state, value.of, seen);
    case "rejected":
      return holds(slice, state, value.reason, seen);
    case "iterator":
      return holds(slice, state, value.over, seen);
    case "cell": {
      if (seen.has(value.id)) return false;
      seen.add(value.id);
      const cell = cellOf(state, value);
      return cell !== undefined && cellValues(cell).some((inner) => holds(slice, state, inner, seen));
    }
    case "closure":
      return value.receiver !== undefined && holds(slice, state, value.receiver, seen);
    case "unknown":
    case "constant":
    case "test":
    case "measure":
    case "foreign":
    case "resolver":
    case "signal":
      return false;
  }
}

/** Some place still holds it, or leads to what gives it up. */
export function isHeld(slice: Slice, state: State): boolean {
  if ([state.controller, state.owner].some((name) => name !== null && slice.releasers.has(name))) return true;
  return isHeldByPlaces(slice, state);
}

/** Some place still holds it, whatever else may end it. */
export function isHeldByPlaces(slice: Slice, state: State): boolean {
  return someValue(state.env, (value) => holds(slice, state, value));
}

/** Variables that a value's closures can see, in lists and objects too. */
export function capturedBy(state: State, value: Value, seen = new Set<CellId>()): readonly Variable[] {
  switch (value.kind) {
    case "closure": {
      const { captures, receiver } = value;
      return receiver === undefined ? captures : [...captures, ...capturedBy(state, receiver, seen)];
    }
    case "promise":
      return capturedBy(state, value.of, seen);
    case "cell": {
      if (seen.has(value.id)) return [];
      seen.add(value.id);
      const cell = cellOf(state, value);
      return cell === undefined ? [] : cellValues(cell).flatMap((inner) => capturedBy(state, inner, seen));
    }
    case "unknown":
    case "constant":
    case "view":
    case "rejected":
    case "iterator":
    case "test":
    case "measure":
    case "foreign":
    case "resolver":
    case "signal":
      return [];
  }
}

/** A variable of this value's closures holds it, or of closures that those can see: calling one of them may read it. */
export function capturesHolder(slice: Slice, state: State, value: Value): boolean {
  // Closures may see each other. A set visits what is added to it while it is walked, and that once.
  const seen = new Set(capturedBy(state, value));
  for (const variable of seen) {
    const inner = valueAt(state.env, variablePlace(variable));
    if (inner === undefined) continue;
    if (holds(slice, state, inner)) return true;
    for (const further of capturedBy(state, inner)) seen.add(further);
  }
  return false;
}

/** A variable of this value's closures is (or starts) an expression that cancels: the controller, the session. */
export function capturesReleaser(state: State, value: Value): boolean {
  return capturedBy(state, value).some((variable) => {
    const name = variableName(variable);
    return [state.controller, state.owner].some((key) => key !== null && key.split(".")[0] === name);
  });
}

export interface Holder {
  readonly variable: Variable;
  /** It holds a list, and the obligation is one of its elements. */
  readonly inList: boolean;
}

/** The variable that holds the obligation, for the words of a report: a response before a body. */
export function holderOf(slice: Slice, state: State, variables: readonly Variable[]): Holder | null {
  const holders = variables.flatMap((variable) => {
    const value = valueAt(state.env, variablePlace(variable));
    return value !== undefined && holds(slice, state, value) ? [{ variable, value }] : [];
  });
  const response = holders.find(({ value }) => value.kind === "view" && value.facet === "response");
  const best = response ?? holders[0];
  if (best === undefined) return null;
  const cell = cellOf(state, best.value.kind === "promise" ? best.value.of : best.value);
  return { variable: best.variable, inList: cell !== undefined && isArrayCell(cell) };
}

/** Those of `variables` through which closures elsewhere can still reach something, when these go out of scope. */
export function seenByOthers(state: State, variables: readonly Variable[]): ReadonlySet<Variable> {
  const ending = new Map(
    variables.filter(({ captured }) => captured).map((variable) => [variablePlace(variable), variable]),
  );
  const seen = new Set<Variable>();
  if ([...ending.keys()].every((place) => valueAt(state.env, place) === undefined)) return seen;
  // A closure that goes out of scope with them is nobody else's, even if none can see it.
  const gone = new Set(variables.map(variablePlace));
  for (const { place, value } of placesIn(state.env)) {
    if (!gone.has(place)) for (const variable of capturedBy(state, value)) seen.add(variable);
  }
  // What those hold may be closures, too. A set visits what is added to it while it is walked.
  for (const variable of seen) {
    const inner = valueAt(state.env, variablePlace(variable));
    if (inner !== undefined) for (const further of capturedBy(state, inner)) seen.add(further);
  }
  return seen;
}

/** An ended call of the function that `variable` is of has left the body in it, or what may lead there, for its closures to see. */
export function outlivesCall(slice: Slice, state: State, variable: Variable): boolean {
  const value = valueAt(state.env, variablePlace(variable)) ?? unknown;
  return holds(slice, state, value) || (variable.captured && value.kind === "closure" && value.function !== null);
}

/** Forgets a frame's temporaries and variables, but for those that closures in its result, or elsewhere, can see. */
export function leaveFrame(frame: Frame, state: State): State {
  const places = placesIn(state.env).map(({ place }) => place);
  const after = forget(
    state,
    places.filter((place) => isOfFrame(place, frame.depth)),
  );
  const own = variablesOf(frame.ir);
  const seen = seenByOthers(after, own);
  return forget(after, own.filter((variable) => !seen.has(variable)).map(variablePlace));
}

const frameVariables = new WeakMap<FunctionIR, readonly Variable[]>();

/** Variables that live and die with one activation of a function. */
export function variablesOf(ir: FunctionIR): readonly Variable[] {
  let variables = frameVariables.get(ir);
  if (variables === undefined) {
    const found = new Set<Variable>();
    for (const block of ir.blocks) {
      for (const instruction of block.instructions) {
        if (instruction.kind === "store" && instruction.variable.owner === ir.node) found.add(instruction.variable);
      }
    }
    variables = [...found];
    frameVariables.set(ir, variables);
  }
  return variables;
}
