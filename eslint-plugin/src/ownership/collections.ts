/** Maps and sets that the function made itself: lists whose elements are put in and taken out by other names. */
import type ts from "typescript";
import { type Machine, type Result, handOver } from "./machine.js";
import { type State, cellOf, property, writeCell } from "./state.js";
import { type Cell, type CellId, type Value, isArrayCell, undefinedValue, unknown } from "./value.js";
import { runCallback } from "./closures.js";
import { allocate } from "./containers.js";
import { allocation } from "./frame.js";
import { elementOf, withAdded } from "./lists.js";
import { holds } from "./reach.js";

type Collection = Extract<Cell, { kind: "list" }> & { readonly of: "map" | "set" };

export function isCollection(cell: Cell): cell is Collection {
  return cell.kind === "list" && cell.of !== undefined;
}

/** `new Map(entries)`, `new Set(elements)`; null if what is in it cannot be followed. */
export function makeCollection(
  machine: Machine,
  state: State,
  of: Collection["of"],
  elements: Value,
  node: ts.Node,
): readonly Result[] | null {
  const cell = cellOf(state, elements);
  if (cell === undefined && holds(machine.slice, state, elements)) return null;
  if (cell !== undefined && !isArrayCell(cell)) return null;
  const element = cell === undefined ? unknown : elementOf(machine, state, cell);
  return allocate(machine, state, node, { kind: "list", element, rivals: false, of });
}

/** The outcome of `collection.name(…args)`; null if the method is not known. */
export function callCollectionMethod(
  machine: Machine,
  state: State,
  id: CellId,
  cell: Collection,
  name: string | null,
  args: readonly Value[],
  node: ts.Node,
): readonly Result[] | null {
  const self: Value = { kind: "cell", id };
  const [first = undefinedValue] = args;
  switch (name) {
    case "set":
      return cell.of === "map" ? setEntry(machine, state, id, cell, args, node) : null;
    case "add":
      return [
        { state: writeCell(state, id, { ...withAdded(machine, state, cell, [first]), of: cell.of }), value: self },
      ];
    case "get":
      return [{ state, value: partOf(state, cell, "1") }];
    case "has":
      return [{ state, value: unknown }];
    case "delete": {
      const element = cell.of === "set" && holds(machine.slice, state, first) ? unknown : cell.element;
      return [{ state: writeCell(state, id, { ...cell, element }), value: unknown }];
    }
    case "clear":
      return [{ state: writeCell(state, id, { ...cell, element: unknown }), value: undefinedValue }];
    case "forEach":
      return forEach(machine, state, cell, first, node);
    case "values":
      return asList(machine, state, cell, cell.of === "map" ? partOf(state, cell, "1") : cell.element, node);
    case "keys":
      return asList(machine, state, cell, cell.of === "map" ? partOf(state, cell, "0") : cell.element, node);
    case "entries":
      return cell.of === "map" ? [{ state, value: self }] : null;
    case null:
    default:
      return null;
  }
}

/** The same elements in an array. */
export function asList(
  machine: Machine,
  state: State,
  { rivals }: Collection,
  element: Value,
  node: ts.Node,
): readonly Result[] {
  return allocate(machine, state, node, { kind: "list", element, rivals });
}

/** The key or the value of the entry that matters. */
function partOf(state: State, { element }: Collection, index: "0" | "1"): Value {
  const entry = cellOf(state, element);
  return entry === undefined ? unknown : property(entry, index);
}

/** The entry that matters stays, whatever is set after it: under another key, as far as is known. */
function setEntry(
  machine: Machine,
  state: State,
  id: CellId,
  cell: Collection,
  [key = undefinedValue, value = undefinedValue]: readonly Value[],
  node: ts.Node,
): readonly Result[] {
  const self: Value = { kind: "cell", id };
  if (holds(machine.slice, state, cell.element)) return [{ state, value: self }];
  const entry = `entry ${allocation(machine.frame, node)}`;
  const after = writeCell(state, entry, { kind: "tuple", elements: [key, value] });
  return [{ state: writeCell(after, id, { ...cell, element: { kind: "cell", id: entry } }), value: self }];
}

function forEach(machine: Machine, state: State, cell: Collection, callback: Value, node: ts.Node): readonly Result[] {
  const args = cell.of === "map" ? [partOf(state, cell, "1"), partOf(state, cell, "0")] : [cell.element, cell.element];
  const activation = runCallback(machine, state, callback, args, true);
  if (activation === null) {
    const after = handOver(machine, state, [callback, cell.element], node, "callback");
    return after === null ? [] : [{ state: after, value: undefinedValue }];
  }
  for (const thrown of activation.throws) machine.throwExplicitly(thrown.state, thrown.value, thrown.node);
  return activation.returns.map((result) => ({ ...result, value: undefinedValue }));
}
