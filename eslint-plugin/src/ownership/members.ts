/** Reading and calling members of a tracked response, as the model's tables have it. */
import ts from "typescript";
import { classify } from "../model/classify.js";
import { memberEffect } from "../model/tables.js";
import type { ArgumentEffect, Guard } from "../model/types.js";
import type { CallNode } from "../typed/types.js";
import { type Machine, type Result, discharge, handOver, transfer } from "./machine.js";
import { type State, cellOf, property, writeCell } from "./state.js";
import { type Value, constant, promiseOf, undefinedValue, unknown, view } from "./value.js";
import { okStatuses } from "./statuses.js";
import type { DischargeCause } from "./endings.js";
import { facetOf } from "./slice.js";
import { extend } from "./path.js";
import { unwrap } from "../typed/unwrap.js";
import { passArguments } from "./arguments.js";
import { type Branches, deliver, splitResult } from "./acquire.js";
import { runCallback } from "./closures.js";

type View = Extract<Value, { kind: "view" }>;

/** The value of `response.name`. A method that is read but not called leaves the duty where it is. */
export function readMember(machine: Machine, state: State, object: View, name: string): Result {
  const effect = memberEffect(machine.slice.resource.kind, object.facet, name);
  switch (effect?.effect) {
    case "view":
      return { state, value: view(effect.facet, object.of) };
    case "guard":
      return { state, value: guardValue(object, effect.guard) };
    case "constant":
      return { state, value: constant(effect.value) };
    case "header":
      return { state, value: name === contentLength ? { kind: "measure", of: "contentLength" } : unknown };
    case "cancel":
    case "flow":
    case "listen":
    case "pause":
    case "read":
    case "readUnlessPrevented":
    case "split":
    case "step":
    case "viewUnlessPrevented":
      return { state, value: method };
    case "borrow":
    case undefined:
      return { state, value: unknown };
  }
}

/** What a member is that does something to the body: there, and a function. */
const method: Value = { kind: "closure", function: null, captures: [] };

const contentLength = "content-length";

function guardValue(object: View, guard: Guard): Value {
  switch (guard) {
    case "ok":
    case "failed":
      return { kind: "test", test: { on: "status", set: okStatuses, negated: guard === "failed" } };
    case "status":
    case "type":
      return { kind: "measure", of: guard };
    case "upgraded":
      return { kind: "test", test: { on: "upgraded", negated: false } };
    case "bodyUsed":
      return object.of === "own" ? { kind: "test", test: { on: "bodyUsed", negated: false } } : unknown;
  }
}

/** The outcome of `response.name(…args)`. */
export function callMember(
  machine: Machine,
  state: State,
  object: View,
  name: string | null,
  args: readonly Value[],
  node: ts.Node,
): readonly Result[] {
  const effect = name === null ? undefined : memberEffect(machine.slice.resource.kind, object.facet, name);
  if (effect === undefined) {
    if (!owes(state, object)) return [{ state, value: unknown }];
    const effects = effectsBySettings(machine, node);
    if (effects !== null) return passArguments(machine, state, effects, [object, ...args], node);
    // Not in the table: whatever it does, the duty goes with the receiver.
    return transfer(machine, node, { kind: "member", facet: object.facet, name });
  }
  switch (effect.effect) {
    case "read":
    case "cancel":
      return owes(state, object) || flows(state, object)
        ? discharge(machine, node, memberCause(object, name))
        : [{ state, value: unknown }];
    case "flow":
      return flow(machine, state, object, args, node, memberCause(object, name));
    case "pause":
      return [{ state: flows(state, object) ? { ...state, status: "open" } : state, value: object }];
    case "borrow":
      return borrow(machine, state, object, args, node, effect.result);
    case "view":
      // A transform that outlives the call is another way to the body, which is not followed.
      if (effect.throughArgument !== undefined && owes(state, object) && outlives(node, effect.throughArgument)) {
        return transfer(machine, node, { kind: "transform" });
      }
      return [{ state: touch(state, object, effect.facet), value: view(effect.facet, object.of) }];
    case "viewUnlessPrevented": {
      const facet = isPrevented(state, args[effect.options]) ? effect.prevented : effect.facet;
      return [{ state: touch(state, object, facet), value: view(facet, object.of) }];
    }
    case "readUnlessPrevented":
      return readUnlessPrevented(machine, state, object, args[effect.options], node, memberCause(object, name));
    case "guard":
      return [{ state, value: guardValue(object, effect.guard) }];
    case "constant":
      return [{ state, value: unknown }];
    case "header":
      return [{ state, value: isContentLength(args[0]) ? { kind: "measure", of: "contentLength" } : unknown }];
    case "split":
      return split(machine, state, object, effect.result, node as CallNode);
    case "step":
      return step(state, object, node);
    case "listen":
      return listen(machine, state, object, args, node);
  }
}

/** What the user says of a method: of what it is called on as of what it is given. */
function effectsBySettings({ slice }: Machine, node: ts.Node): readonly ArgumentEffect[] | null {
  if (!ts.isCallExpression(node)) return null;
  const { model, decidedBy } = classify(node, slice.file);
  return decidedBy === "settings" && model?.kind === "arguments" ? model.effects : null;
}

function owes(state: State, object: View): boolean {
  return object.of === "own" && (state.status === "open" || state.status === "settled");
}

function flows(state: State, object: View): boolean {
  return object.of === "own" && state.status === "flowing";
}

/** The argument is not made on the spot: somebody else has it too. */
function outlives(node: ts.Node, index: number): boolean {
  const argument = ts.isCallExpression(node) ? node.arguments[index] : undefined;
  return argument === undefined || !ts.isNewExpression(unwrap(argument));
}

function memberCause({ facet }: View, name: string | null): DischargeCause {
  return { kind: "member", facet, name: name ?? "" };
}

function touch(state: State, object: View, facet: View["facet"]): State {
  if (object.of !== "own") return state;
  const isReader = facet === "reader";
  return { ...state, touched: state.touched || !isReader, locked: state.locked || isReader };
}

function flow(
  machine: Machine,
  state: State,
  object: View,
  args: readonly Value[],
  node: ts.Node,
  by: DischargeCause,
): readonly Result[] {
  // `pipe(sink)` returns the sink, `resume()` the stream itself.
  const value = args[0] ?? object;
  if (object.of !== "own" || state.status === "none") return [{ state, value }];
  machine.slice.observations.endings.discharge(node, by);
  const status = state.status === "settled" ? "settled" : "flowing";
  return [{ state: { ...state, status, touched: true }, value }];
}

function borrow(
  machine: Machine,
  state: State,
  object: View,
  args: readonly Value[],
  node: ts.Node,
  result: "self" | undefined,
): readonly Result[] {
  const after = handOver(
    machine,
    state,
    args.filter((arg) => arg.kind !== "view"),
    node,
    "passed",
    true,
  );
  return after === null ? [] : [{ state: after, value: result === "self" ? object : unknown }];
}

function isPrevented(state: State, options: Value | undefined): boolean {
  const cell = options && cellOf(state, options);
  const value = cell && property(cell, "preventCancel");
  return value?.kind === "constant" && value.value === true;
}

/** `pipeTo(sink)` discharges. With `preventCancel` its author keeps the duty for the case that it rejects. */
function readUnlessPrevented(
  machine: Machine,
  state: State,
  object: View,
  options: Value | undefined,
  node: ts.Node,
  by: DischargeCause,
): readonly Result[] {
  if (!owes(state, object)) return [{ state, value: unknown }];
  discharge(machine, node, by);
  if (!isPrevented(state, options)) return [];
  const rejected: State = { ...state, touched: true, paths: extend(state.paths, { kind: "rejected", node }) };
  return [{ state: rejected, value: { kind: "rejected", reason: unknown } }];
}

function isContentLength(name: Value | undefined): boolean {
  return name?.kind === "constant" && typeof name.value === "string" && name.value.toLowerCase() === contentLength;
}

/**
 * `clone()` and `tee()` make a second obligation. The run of the first sees its twin as a sibling; the twin has a run of its own, in which
 * this call is where it begins (`acquire.ts`).
 */
function split(machine: Machine, state: State, object: View, result: Branches, node: CallNode): readonly Result[] {
  if (object.of === "own") machine.slice.observations.divide(node);
  return splitResult(machine, state, object.of, "sibling", result, node);
}

/** `reader.read()`: a promise of `{ done, value }`, and `done` tells whether the body is read to its end. */
function step(state: State, object: View, node: ts.Node): readonly Result[] {
  const id = `chunk:${String(node.pos)}`;
  const done: Value = object.of === "own" ? { kind: "test", test: { on: "drained", negated: false } } : unknown;
  const cell = { kind: "object", properties: new Map<string, Value>([["done", done]]) } as const;
  const after = writeCell(state, id, cell);
  return [{ state: object.of === "own" ? { ...after, touched: true } : after, value: promiseOf({ kind: "cell", id }) }];
}

/** `on(event, listener)`: which event decides. The listener is held by the response itself, so its captures do not escape. */
function listen(
  machine: Machine,
  state: State,
  object: View,
  args: readonly Value[],
  node: ts.Node,
): readonly Result[] {
  const [event, listener = undefinedValue] = args;
  const name = event?.kind === "constant" && typeof event.value === "string" ? event.value : null;
  // An event that is not known by name may be `data`.
  if (name === null) {
    return owes(state, object) ? transfer(machine, node, { kind: "event", name }) : [{ state, value: object }];
  }
  switch (facetOf(machine.slice, object.facet)?.events?.[name]) {
    case "flow":
      return flow(machine, state, object, [object], node, { kind: "event", name });
    case "run": {
      const results = listened(machine, state, object, listener);
      return results ?? [{ state, value: object }];
    }
    case "inline": {
      const results = listened(machine, state, object, listener);
      return (
        results ?? (owes(state, object) ? transfer(machine, node, { kind: "event", name }) : [{ state, value: object }])
      );
    }
    case "deliver":
      return deliver(machine, state, listener, { facet: "response", parameter: 0 }, object.of, node).map((result) => ({
        ...result,
        value: object,
      }));
    case "borrow":
    case undefined:
      return [{ state, value: object }];
  }
}

/** The listener is interpreted in place; null if it cannot be followed. */
function listened(machine: Machine, state: State, object: View, listener: Value): readonly Result[] | null {
  const activation = runCallback(machine, state, listener, [], true);
  return activation?.returns.map(({ state: after }) => ({ state: after, value: object })) ?? null;
}
