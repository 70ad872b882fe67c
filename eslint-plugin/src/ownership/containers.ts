/** Arrays, objects and iterators that the function makes itself: what is in them is followed. */
import type ts from "typescript";
import { isGenerator } from "../ir/function-nodes.js";
import type { Instruction } from "../ir/types.js";
import { runOn } from "./callees.js";
import { makeGenerator } from "./generators.js";
import { memberOf } from "./instances.js";
import { type Machine, type Result, discharge, handOver } from "./machine.js";
import { type State, cellOf, read, writeCell } from "./state.js";
import { type Cell, type Value, isArrayCell, undefinedValue, unknown } from "./value.js";
import { elementOf } from "./lists.js";
import { facetOf } from "./slice.js";
import { hasFirstTurn } from "./first-turn.js";
import { holds } from "./reach.js";
import { keyName, symbolNameOf } from "./keys.js";
import { allocation, place } from "./frame.js";

export function array(
  machine: Machine,
  state: State,
  { items, node }: Extract<Instruction, { kind: "array" }>,
): readonly Result[] {
  const elements = items.flatMap((item): readonly Value[] => {
    if (item.kind === "hole") return [undefinedValue];
    const value = read(state, place(machine.frame, item.value));
    if (item.kind === "item") return [value];
    const cell = cellOf(state, value);
    if (cell?.kind === "tuple") return cell.elements;
    return [cell?.kind === "list" ? cell.element : unknown];
  });
  const tuple = { kind: "tuple", elements } as const;
  const positionsLost = items.some(
    (item) => item.kind === "spread" && cellOf(state, read(state, place(machine.frame, item.value)))?.kind !== "tuple",
  );
  // What is pushed into an empty array has no known position: `[]` is a list from the start.
  const cell: Cell =
    positionsLost || elements.length === 0
      ? { kind: "list", element: elementOf(machine, state, tuple), rivals: false }
      : tuple;
  return allocate(machine, state, node, cell);
}

export function object(
  machine: Machine,
  state: State,
  { entries, node }: Extract<Instruction, { kind: "object" }>,
): readonly Result[] {
  const properties = new Map<string, Value>();
  let complete = true;
  for (const entry of entries) {
    const value = read(state, place(machine.frame, entry.value));
    if (entry.kind === "property") {
      const written = value.kind === "closure" && value.function !== null ? symbolNameOf(value.function) : null;
      const name = written ?? keyName(machine, state, entry.key, node);
      complete &&= name !== null;
      properties.set(name ?? `[${String(properties.size)}]`, value);
      continue;
    }
    const cell = cellOf(state, value);
    complete &&= value.kind === "constant" || (cell?.kind === "object" && cell.complete === true);
    // What is spread without being known may have any of those before it.
    if (!complete) for (const [name, inner] of properties) if (inner.kind === "constant") properties.delete(name);
    if (cell?.kind === "object") for (const [name, inner] of cell.properties) properties.set(name, inner);
    else if (value.kind === "view") properties.set("...", value);
  }
  return allocate(machine, state, node, { kind: "object", properties, ...(complete && { complete }) });
}

/**
 * A new object of this place in the source. In a loop an older one of the same name may still hold the obligation: that one is followed,
 * the new one is not.
 */
export function allocate(machine: Machine, state: State, node: ts.Node, cell: Cell): readonly Result[] {
  // `for (const line of new Lines())` makes an object and its iterator.
  const id = `${cell.kind === "generator" ? "generator " : ""}${allocation(machine.frame, node)}`;
  const older = { kind: "cell", id } as const;
  if (state.heap.has(id) && holds(machine.slice, state, older)) return [{ state, value: unknown }];
  return [{ state: writeCell(state, id, cell), value: older }];
}

export function rest(
  machine: Machine,
  state: State,
  { taken, node }: Extract<Instruction, { kind: "rest" }>,
  source: Value,
): readonly Result[] {
  const cell = cellOf(state, source);
  if (cell === undefined) return [{ state, value: source.kind === "view" ? source : unknown }];
  switch (cell.kind) {
    case "tuple":
      return allocate(machine, state, node, { kind: "tuple", elements: cell.elements.slice(taken.length) });
    case "list":
      return allocate(machine, state, node, cell);
    case "bound":
    case "generator": {
      const after = handOver(machine, state, [source], node, "passed");
      return after === null ? [] : [{ state: after, value: unknown }];
    }
    case "object": {
      const properties = new Map(cell.properties);
      for (const key of taken) properties.delete(keyName(machine, state, key, node) ?? "");
      const { complete } = cell;
      return allocate(machine, state, node, { kind: "object", properties, ...(complete && { complete }) });
    }
  }
}

/** `for await` over a body ends its duty however it is left; over `values({ preventCancel: true })` only at the end (`next`). */
export function iterator(
  machine: Machine,
  state: State,
  { mode, node }: Extract<Instruction, { kind: "iterator" }>,
  iterable: Value,
): readonly Result[] {
  if (iterable.kind === "view" && iterable.of === "own" && mode === "await") {
    const iteration = facetOf(machine.slice, iterable.facet)?.iteration;
    if (iteration === "always" && state.status !== "none") return discharge(machine, node, { kind: "iteration" });
  }
  const cell = cellOf(state, iterable);
  const isFilled = cell?.kind === "tuple" && cell.elements.length > 0;
  const isApart = iterable.kind === "unknown" && state.status === "open";
  const certain = mode !== "in" && (isFilled || (isApart && hasFirstTurn(machine.slice, node)));
  const awaits = mode === "await";
  const iterated = mode === "in" ? [{ state, value: iterable }] : iterableOf(machine, state, iterable, awaits, node);
  return iterated.map(({ state: after, value: over }) => ({
    state: after,
    value: { kind: "iterator", over, awaits, visited: false, current: false, certain },
  }));
}

/** What a local object says that it iterates: `async *[Symbol.asyncIterator]() { … }`. */
function iterableOf(
  machine: Machine,
  state: State,
  iterable: Value,
  awaits: boolean,
  node: ts.Node,
): readonly Result[] {
  const cell = cellOf(state, iterable);
  if (cell?.kind !== "object") return [{ state, value: iterable }];
  const method = memberOf(machine.slice, cell, awaits ? "[Symbol.asyncIterator]" : "[Symbol.iterator]", node);
  if (method.kind !== "closure" || method.function === null) {
    // What an object gives one by one, and what it does then, is not followed.
    const after = handOver(machine, state, [iterable], node, "passed");
    return after === null ? [] : [{ state: after, value: unknown }];
  }
  return isGenerator(method.function)
    ? makeGenerator(machine, state, method.function, [], iterable, node, "called")
    : runOn(machine, state, method.function, iterable, node);
}

/** The element of this turn: the tracked one in its turn, none of interest in all others; of a generator, what it has yielded. */
export function iterated(
  machine: Machine,
  state: State,
  { over, awaits, current }: Extract<Value, { kind: "iterator" }>,
): readonly Result[] {
  const cell = cellOf(state, over);
  const found = (element: Value, after = state): readonly Result[] => [
    { state: after, value: awaits && element.kind === "promise" ? element.of : element },
  ];
  if (over.kind !== "cell" || cell === undefined) return found(unknown);
  if (cell.kind === "generator") return found(cell.yielded, writeCell(state, over.id, { ...cell, yielded: unknown }));
  if (!isArrayCell(cell)) return found(unknown);
  const element = elementOf(machine, state, cell);
  return found(!current && holds(machine.slice, state, element) ? unknown : element);
}
