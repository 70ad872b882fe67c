/** The head of a loop over elements: one more turn, or the end. */
import ts from "typescript";
import type { BlockId, Terminal } from "../ir/types.js";
import { place } from "./frame.js";
import { generatorOf, resume } from "./generators.js";
import { type Machine, discharge, handOver } from "./machine.js";
import { capturesHolder, holds } from "./reach.js";
import { facetOf } from "./slice.js";
import { type State, cellOf, read, write, writeCell } from "./state.js";
import type { CellId, Value } from "./value.js";

type Next = Extract<Terminal, { kind: "next" }>;
type Iterator = Extract<Value, { kind: "iterator" }>;

/** A state on its way to a block. */
interface Way {
  readonly to: BlockId;
  readonly state: State;
}

/** One more turn, which may be the one for the tracked element, or the end, which cannot come before that one. */
export function nextTurn(machine: Machine, state: State, terminal: Next): readonly Way[] {
  const { iterator, hasElement, done, node } = terminal;
  const { slice, frame } = machine;
  const at = place(frame, iterator);
  const value = read(state, at);
  if (value.kind !== "iterator") return [hasElement, done].map((to) => ({ to, state }));
  const generator = generatorOf(state, value);
  if (generator !== null) return nextOf(machine, state, generator, value, terminal);
  const { over, visited } = value;
  const other = { to: hasElement, state: write(state, at, { ...value, current: false, certain: false }) };
  const leads = holds(slice, state, over) || capturesHolder(slice, state, over);
  if (!visited && over.kind === "cell" && leads) {
    const visit = { ...value, visited: true, current: true, certain: false };
    return [other, { to: hasElement, state: write(state, at, visit) }];
  }
  if (value.certain) return [other];
  const readToEnd = over.kind === "view" && over.of === "own" && facetOf(slice, over.facet)?.iteration === "toEnd";
  if (readToEnd && value.awaits && state.status === "open") {
    discharge(machine, node, { kind: "iteration" });
    return [other];
  }
  return [other, { to: done, state: write(state, at, { ...value, current: false }) }];
}

/** A generator decides by itself whether there is one more turn, and for what. */
function nextOf(machine: Machine, state: State, id: CellId, value: Iterator, terminal: Next): readonly Way[] {
  const { iterator, hasElement, done, node } = terminal;
  const at = place(machine.frame, iterator);
  const from = ts.isForOfStatement(node) ? node.expression : node;
  return resume(machine, state, id, "next", from).flatMap((turn): readonly Way[] => {
    if (turn.done) {
      const after = handOver(machine, turn.state, [turn.value], node, "passed");
      return after === null ? [] : [{ to: done, state: write(after, at, { ...value, current: false }) }];
    }
    const cell = cellOf(turn.state, value.over);
    const after = cell?.kind === "generator" ? writeCell(turn.state, id, { ...cell, yielded: turn.value }) : turn.state;
    return [{ to: hasElement, state: write(after, at, { ...value, current: true }) }];
  });
}
