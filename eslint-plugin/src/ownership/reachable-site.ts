/** Where a state without an obligation can still matter: only on the way to the acquisition. */
import type ts from "typescript";
import type { BlockId, FunctionIR, Instruction } from "../ir/types.js";
import { predecessorsOf } from "../ir/graph.js";
import { someValue } from "./environment.js";
import { place } from "./frame.js";
import type { Machine } from "./machine.js";
import { type Slice, contains } from "./slice.js";
import { type State, read } from "./state.js";

const known = new WeakMap<readonly ts.Node[], WeakMap<FunctionIR, ReadonlySet<BlockId>>>();

/**
 * Whether a state without an obligation may come to have one.
 *
 * @param from - The block in which it is; null where no way leads to the call any more.
 */
export function mayStillAcquire({ beginnings }: Slice, ir: FunctionIR, from: BlockId | null, state: State): boolean {
  if (from !== null && blocksBefore(ir, beginnings).has(from)) return true;
  for (const cell of state.heap.values()) if (cell.kind === "generator" && cell.how === "acquires") return true;
  // A request that was made without a callback may still be listened to.
  return someValue(state.env, (value) => value.kind === "view");
}

/** Where that throws, nothing was acquired; `throwUnacquired` sees to it. */
export function awaitsAcquisition({ frame }: Machine, state: State, instruction: Instruction): boolean {
  if (instruction.kind !== "await") return false;
  const value = read(state, place(frame, instruction.value));
  return value.kind === "promise" && value.acquiring && state.status === "open";
}

/** The blocks of a function from which control can come to one of `calls`, or to a callback that contains one. */
function blocksBefore(ir: FunctionIR, calls: readonly ts.Node[]): ReadonlySet<BlockId> {
  const ofCalls = known.get(calls) ?? new WeakMap<FunctionIR, ReadonlySet<BlockId>>();
  known.set(calls, ofCalls);
  let blocks = ofCalls.get(ir);
  if (blocks === undefined) {
    blocks = search(ir, calls);
    ofCalls.set(ir, blocks);
  }
  return blocks;
}

function search(ir: FunctionIR, calls: readonly ts.Node[]): ReadonlySet<BlockId> {
  const predecessors = predecessorsOf(ir.blocks);
  const found = new Set<BlockId>();
  const waiting = ir.blocks
    .filter(({ instructions }) => instructions.some(({ node }) => calls.some((call) => contains(node, call))))
    .map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(predecessors[id] ?? []));
  }
  return found;
}
