/** Arrays that the function made itself: where the tracked element is, and what array methods do with it. */
import ts from "typescript";
import type { Builtin } from "../model/types.js";
import { constantNumbers } from "../typed/constant-numbers.js";
import { unwrap } from "../typed/unwrap.js";
import { type Machine, type Result, handOver } from "./machine.js";
import { type State, cellOf, writeCell } from "./state.js";
import {
  type ArrayCell,
  type Cell,
  type CellId,
  type Value,
  isArrayCell,
  isRival,
  undefinedValue,
  unknown,
} from "./value.js";
import { truthiness } from "./conditions.js";
import { statusesOf } from "./statuses.js";
import { runCallback } from "./closures.js";
import { holds } from "./reach.js";
import { remade } from "./remade.js";
import { allocation } from "./frame.js";

/** The element that matters: one that holds the obligation, else one that is known to be something. */
export function elementOf(machine: Machine, state: State, cell: ArrayCell): Value {
  if (cell.kind === "list") return cell.element;
  return (
    cell.elements.find((element) => holds(machine.slice, state, element)) ??
    cell.elements.find((element) => element.kind !== "unknown" && element.kind !== "constant") ??
    unknown
  );
}

/** The outcome of `array.name(…args)` on a local array; null if the method is not known. */
export function callArrayMethod(
  machine: Machine,
  state: State,
  id: CellId,
  cell: ArrayCell,
  name: string | null,
  args: readonly Value[],
  node: ts.Node,
): readonly Result[] | null {
  const self: Value = { kind: "cell", id };
  switch (name) {
    case "push":
    case "unshift":
      return [{ state: writeCell(state, id, withAdded(machine, state, cell, args)), value: unknown }];
    case "map":
    case "flatMap":
    case "forEach":
    case "filter":
    case "find":
    case "findLast":
    case "some":
    case "every":
      return iterate(machine, state, name, cell, args[0] ?? undefinedValue, node);
    case "reduce":
      return cell.kind === "tuple" && args.length > 1 ? fold(machine, state, cell.elements, args, node) : null;
    case "at":
    case "pop":
    case "shift":
      return [{ state, value: positioned(machine, state, cell, name, args[0]) }];
    case "includes":
      return [{ state, value: inclusion(cell, args[0]) }];
    case "slice":
    case "concat":
    case "flat":
    case "reverse":
    case "sort":
    case "toReversed":
    case "toSorted":
    case "values":
      return [{ state, value: self }];
    case "join":
    case "indexOf":
    case "keys":
      return [{ state, value: unknown }];
    case null:
    default:
      return null;
  }
}

/** `steps.reduce((value, step) => step(value), start)`, where it is known what the elements are, and in which order. */
function fold(
  machine: Machine,
  state: State,
  elements: readonly Value[],
  [callback = unknown, start = unknown]: readonly Value[],
  node: ts.Node,
): readonly Result[] {
  let results: readonly Result[] = [{ state, value: start }];
  for (const element of elements) {
    results = results.flatMap(({ state: before, value }) => {
      const activation = runCallback(machine, before, callback, [value, element], false);
      if (activation === null) {
        const after = handOver(machine, before, [callback, value, element], node, "callback");
        return after === null ? [] : [{ state: after, value: unknown }];
      }
      for (const thrown of activation.throws) machine.throwExplicitly(thrown.state, thrown.value, thrown.node);
      return activation.returns;
    });
  }
  return results;
}

/** After a push the positions are no longer told apart: loops would make them endless. */
export function withAdded(
  machine: Machine,
  state: State,
  cell: ArrayCell,
  added: readonly Value[],
): Extract<Cell, { kind: "list" }> {
  const old = elementOf(machine, state, cell);
  const rivals = (cell.kind === "list" && cell.rivals) || [old, ...added].some(isRival);
  const leading = [...added, old].find((value) => holds(machine.slice, state, value));
  const element =
    leading ?? [old, ...added].find((value) => value.kind !== "unknown" && value.kind !== "constant") ?? unknown;
  return { kind: "list", element, rivals };
}

type Iteration = "map" | "flatMap" | "forEach" | "filter" | "find" | "findLast" | "some" | "every" | "reduce";

/** The callback runs once for the element that matters; the runs for all others change nothing that is followed. */
function iterate(
  machine: Machine,
  state: State,
  method: Iteration,
  cell: ArrayCell,
  callback: Value,
  node: ts.Node,
): readonly Result[] {
  const element = elementOf(machine, state, cell);
  const rivals = cell.kind === "list" ? cell.rivals : cell.elements.filter((it) => it !== element).some(isRival);
  return apply(machine, state, method, element, rivals, callback, node);
}

/**
 * An array method on an array that is not known, by the model's word: only its callback is of interest.
 */
export function callUnknownArray(
  machine: Machine,
  state: State,
  builtin: Builtin,
  callback: Value,
  node: ts.Node,
): readonly Result[] {
  const method = builtin.slice(builtin.lastIndexOf(".") + 1) as Iteration;
  return apply(machine, state, method, unknown, false, callback, node);
}

function apply(
  machine: Machine,
  state: State,
  method: Iteration,
  element: Value,
  rivals: boolean,
  callback: Value,
  node: ts.Node,
): readonly Result[] {
  const args = method === "reduce" ? [unknown, element] : [element];
  const activation = runCallback(machine, state, callback, args, true);
  if (activation === null) {
    const after = handOver(machine, state, [callback, element], node, "callback");
    return after === null ? [] : [{ state: after, value: unknown }];
  }
  for (const thrown of activation.throws) machine.throwExplicitly(thrown.state, thrown.value, thrown.node);
  return activation.returns.flatMap(({ state: after, value }) =>
    collect(machine, after, method, element, rivals, value, node),
  );
}

/** The result of the method, where its callback returned `value` for the element that matters. */
function collect(
  machine: Machine,
  state: State,
  method: Iteration,
  element: Value,
  rivals: boolean,
  value: Value,
  node: ts.Node,
): readonly Result[] {
  switch (method) {
    case "map":
    case "flatMap": {
      const inner = method === "flatMap" ? cellOf(state, value) : undefined;
      const mapped = inner === undefined || !isArrayCell(inner) ? value : elementOf(machine, state, inner);
      // The callback acquires for every element: whichever is followed, the others are its rivals.
      const acquires = holds(machine.slice, state, mapped) && !holds(machine.slice, state, element);
      return [list(machine, state, mapped, rivals || acquires || isRival(mapped), node)];
    }
    case "filter":
    case "find":
    case "findLast": {
      const chosen = (kept: Value): Result =>
        method === "filter" ? list(machine, state, kept, rivals, node) : { state, value: kept };
      const answer = truthiness(machine.slice, value);
      if (answer.kind === "known") return [chosen(answer.holds ? element : unknown)];
      return [chosen(element), chosen(unknown)];
    }
    case "forEach":
      return [{ state, value: undefinedValue }];
    case "some":
    case "every":
      return [{ state, value: unknown }];
    case "reduce":
      return [{ state, value }];
  }
}

function list(machine: Machine, state: State, element: Value, rivals: boolean, node: ts.Node): Result {
  const id = `list ${allocation(machine.frame, node)}`;
  return remade(machine, state, id, { kind: "list", element, rivals });
}

function positioned(machine: Machine, state: State, cell: ArrayCell, name: string, index: Value | undefined): Value {
  if (cell.kind === "list") return cell.element;
  const { elements } = cell;
  if (name === "shift") return elements[0] ?? undefinedValue;
  if (name === "pop") return elements.at(-1) ?? undefinedValue;
  return index?.kind === "constant" && typeof index.value === "number"
    ? (elements.at(index.value) ?? undefinedValue)
    : elementOf(machine, state, cell);
}

/** `[200, 204].includes(response.status)`. */
function inclusion(cell: ArrayCell, value: Value | undefined): Value {
  if (cell.kind !== "tuple" || !isStatus(value)) return unknown;
  const codes = cell.elements.map((element) => (element.kind === "constant" ? element.value : undefined));
  const numbers = codes.filter((code) => typeof code === "number");
  return numbers.length === codes.length ? isAmong(numbers) : unknown;
}

/**
 * `noBody.has(response.status)`, `noBody.includes(response.status)`, where that set or list is a constant.
 *
 * @returns null if it is not known what is in it.
 */
export function statusAmong(
  { slice }: Machine,
  name: string | null,
  value: Value | undefined,
  node: ts.Node,
): Value | null {
  if ((name !== "has" && name !== "includes") || !isStatus(value) || !ts.isCallExpression(node)) return null;
  const callee = unwrap(node.expression);
  const list = ts.isPropertyAccessExpression(callee) ? constantNumbers(callee.expression, slice.file) : undefined;
  return list === undefined ? null : isAmong(list);
}

function isStatus(value: Value | undefined): boolean {
  return value?.kind === "measure" && value.of === "status";
}

function isAmong(numbers: readonly number[]): Value {
  return { kind: "test", test: { on: "status", set: statusesOf(numbers), negated: false } };
}
