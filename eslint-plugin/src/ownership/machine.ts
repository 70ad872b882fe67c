/** What the parts of the transfer function share: one activation being interpreted, and the ways a state can leave the straight line. */
import type ts from "typescript";
import type { FunctionNode } from "../ir/types.js";
import type { Frame, Slice } from "./slice.js";
import { placesIn } from "./environment.js";
import { type State, cellOf, forget, read, variablePlace, writeCell } from "./state.js";
import { type Cell, type GeneratorCell, type How, type Suspension, type Value, unknown } from "./value.js";
import type { DischargeCause, TransferCause, WayOut } from "./endings.js";
import type { LossKind } from "./observations.js";
import { onlyGivesUp } from "./giving-up.js";
import { capturedBy, capturesHolder, capturesReleaser, holds } from "./reach.js";

/** A state after an instruction, and the instruction's value in it. */
export interface Result {
  readonly state: State;
  readonly value: Value;
  /** What to call it if the obligation is lost right here, where that is more than leaving a place. */
  readonly loss?: LossKind;
}

/** A generator stands still at a `yield`. */
export interface Yielded extends Result {
  readonly at: Suspension;
}

/** How a generator is run on: its consumer asks for more, or stops. */
export type Way = "next" | "return";

export interface Machine {
  readonly slice: Slice;
  readonly frame: Frame;
  /** What is being interpreted. */
  readonly node: ts.Node;
  /** The block being interpreted may run more than once. */
  readonly repeats: boolean;
  /** An exception on an explicit edge: a throwing callback, a `never` function, a failed assertion, a rejected promise that is awaited. */
  throwExplicitly(state: State, reason: Value, node: ts.Node): void;
  /** The tracked acquisition was rejected: nothing is owed, the handler runs. */
  throwUnacquired(state: State): void;
  /**
   * Runs a function in place.
   *
   * @param how Absent: as a callback.
   * @returns null if it is not followed: a generator used as a callback, a recursion, too deep.
   */
  run(state: State, fn: FunctionNode, args: readonly Value[], repeats: boolean, how?: How): Activation | null;
  /**
   * Runs a generator on, from where it stands still.
   *
   * @param node Where its consumer does so.
   * @returns null if it is not followed: a recursion, too deep.
   */
  resume(state: State, generator: GeneratorCell, way: Way, node: ts.Node): Activation | null;
  /** The generator being run stands still at the `yield` that is being interpreted; `again`: at another one that this delegates to. */
  suspend(state: State, value: Value, again: boolean): void;
}

/** How a function that was run in place ended, on each path. */
export interface Activation {
  /** For an async function the values are promises, rejected ones among them. */
  readonly returns: readonly (Result & { readonly node?: ts.Node })[];
  readonly throws: readonly (Result & { readonly node: ts.Node })[];
  /** Empty but for generators. */
  readonly yields: readonly Yielded[];
}

/** The body is read or cancelled at `node`: no continuation of this state can leak. */
export function discharge(machine: Machine, node: ts.Node, by: DischargeCause): readonly Result[] {
  machine.slice.observations.endings.discharge(node, by);
  return [];
}

/** Somebody else has the duty from `node` on. */
export function transfer(machine: Machine, node: ts.Node, by: TransferCause): readonly Result[] {
  machine.slice.observations.endings.transfer(node, by);
  return [];
}

/**
 * Values go to code that is not followed: a callee without summary, a field, a caller.
 *
 * Errs on the quiet side: whoever receives a view, or a closure that can see one, may read it.
 *
 * @param by Which way they take.
 * @param timer The receiver only runs its callback later, if at all: a closure that gives the body up merely bounds a leak.
 * @returns null if the duty went with them.
 */
export function handOver(
  machine: Machine,
  state: State,
  values: readonly Value[],
  node: ts.Node,
  by: WayOut,
  timer = false,
): State | null {
  const { slice } = machine;
  let after = state;
  for (const value of values) {
    if (state.status !== "none") {
      const captures = capturesHolder(slice, state, value) || (!timer && capturesReleaser(state, value));
      if (timer && captures && onlyGivesUp(slice, state, value)) continue;
      if (captures || holds(slice, state, value)) {
        transfer(machine, node, { kind: by });
        return null;
      }
    }
    after = share(after, value);
  }
  return after;
}

/**
 * What the value's closures and containers can see is from now on visible elsewhere.
 *
 * @param captured A closure leads to it, which may change it whenever it runs.
 */
function share(state: State, value: Value, captured = false): State {
  let after = state;
  const variables = capturedBy(state, value);
  if (variables.some(({ id }) => !state.shared.has(id))) {
    after = { ...after, shared: new Set([...after.shared, ...variables.map(({ id }) => id)]) };
    for (const variable of variables) {
      if (!state.shared.has(variable.id)) after = share(after, read(after, variablePlace(variable)), true);
    }
  }
  if (value.kind === "closure" && value.receiver !== undefined) return share(after, value.receiver, true);
  const cell = cellOf(after, value);
  if (value.kind !== "cell" || cell === undefined) return after;
  if (cell.kind === "object") {
    const known = sharedObject(cell, captured);
    if (cell.shared === true && cell.complete === known.complete) return after;
    after = writeCell(after, value.id, known);
    for (const inner of cell.properties.values()) after = share(after, inner, captured);
    return after;
  }
  const heap = new Map(after.heap);
  heap.delete(value.id);
  return { ...after, heap };
}

type ObjectCell = Extract<Cell, { kind: "object" }>;

/**
 * Options stay what they are, those that are not given included: that somebody writes another method into them is neglected. An empty object
 * is handed over to be filled, though, and what is made of a class has a state.
 */
function sharedObject({ properties, complete, class: of }: ObjectCell, captured: boolean): ObjectCell {
  if (of !== undefined) return { kind: "object", properties: new Map(), shared: true };
  const known = [...properties].map(([name, value]): [string, Value] => [name, isOption(value) ? value : unknown]);
  const isComplete = complete === true && !captured && known.length > 0;
  return { kind: "object", properties: new Map(known), shared: true, ...(isComplete && { complete: true }) };
}

function isOption({ kind }: Value): boolean {
  return kind === "constant" || kind === "signal";
}

/** The state of a run in which the tracked acquisition did not come about: nothing in it refers to an obligation. */
export function withoutObligation(slice: Slice, state: State): State {
  const gone = placesIn(state.env)
    .filter(({ value }) => holds(slice, state, value))
    .map(({ place }) => place);
  let after: State = { ...forget(state, gone), status: "none", touched: false, locked: false };
  for (const [id] of state.heap) {
    if (holds(slice, state, { kind: "cell", id })) {
      after = writeCell(after, id, { kind: "object", properties: new Map() });
    }
  }
  return after;
}

/**
 * The state where something throws that merely might: once something is followed, a path that nobody wrote.
 *
 * @param thrower - What does; null: nothing that a reader would believe.
 */
export function withImplicitException(state: State, thrower: ts.Node | null): State {
  const implicit = state.implicit || state.status !== "none";
  return { ...state, implicit, thrown: null, thrower: state.thrower ?? (implicit ? thrower : null) };
}
