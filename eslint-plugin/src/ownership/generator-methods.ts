/** What is done with a generator other than to loop over it: its methods, and what makes a list of it. */
import type ts from "typescript";
import { lower } from "../ir/lower.js";
import type { Item } from "../ir/types.js";
import { allocation, place } from "./frame.js";
import { type Turn, drained, resumed } from "./generators.js";
import { type Machine, type Result, handOver } from "./machine.js";
import { type State, cellOf, read, writeCell } from "./state.js";
import { type GeneratorCell, type Value, constant, promiseOf, unknown } from "./value.js";

type CellValue = Extract<Value, { kind: "cell" }>;

/** The outcome of `generator.name(…)`. */
export function callGeneratorMethod(
  machine: Machine,
  state: State,
  generator: CellValue,
  cell: GeneratorCell,
  name: string | null,
  node: ts.Node,
): readonly Result[] {
  switch (name) {
    case "next":
    case "return": {
      const isAsync = cell.function.function !== null && lower(cell.function.function, machine.slice.scopes).async;
      const { turns, throws } = resumed(machine, state, generator.id, name, node);
      const results = turns.map((turn) => resultOf(machine, turn, isAsync, node));
      if (isAsync) {
        return [...results, ...throws.map((it) => ({ ...it, value: { kind: "rejected", reason: it.value } as const }))];
      }
      for (const thrown of throws) machine.throwExplicitly(thrown.state, thrown.value, node);
      return results;
    }
    case "[Symbol.asyncIterator]":
    case "[Symbol.iterator]":
      return [{ state, value: generator }];
    case null:
    default: {
      const after = handOver(machine, state, [generator], node, "passed");
      return after === null ? [] : [{ state: after, value: unknown }];
    }
  }
}

/** `{ done, value }`, or a promise of it. */
function resultOf(machine: Machine, { state, value, done }: Turn, isAsync: boolean, node: ts.Node): Result {
  const id = `turn ${allocation(machine.frame, node)}`;
  const properties = new Map([
    ["done", constant(done)],
    ["value", value],
  ]);
  const turn = { kind: "cell", id } as const;
  return {
    state: writeCell(state, id, { kind: "object", properties, complete: true }),
    value: isAsync ? promiseOf(turn) : turn,
  };
}

/** Generators among what is spread into a list run to their end. */
export function spread(machine: Machine, state: State, items: readonly Item[], node: ts.Node): readonly State[] {
  if (state.heap.size === 0) return [state];
  let states: readonly State[] = [state];
  for (const item of items) {
    if (item.kind !== "spread") continue;
    states = states.flatMap((it) => {
      const value = read(it, place(machine.frame, item.value));
      if (value.kind !== "cell" || cellOf(it, value)?.kind !== "generator") return [it];
      return drained(machine, it, value.id, node).map((result) => result.state);
    });
  }
  return states;
}
