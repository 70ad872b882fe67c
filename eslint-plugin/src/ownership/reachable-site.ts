/** Where a state without an obligation can still matter: only on the way to the acquisition. */
import type ts from "typescript";
import type { BlockId, FunctionIR } from "../ir/types.js";
import { predecessorsOf } from "../ir/graph.js";
import { contains } from "./slice.js";

const known = new WeakMap<readonly ts.Node[], WeakMap<FunctionIR, ReadonlySet<BlockId>>>();

/** The blocks of a function from which control can come to one of `calls`, or to a callback that contains one. */
export function blocksBefore(ir: FunctionIR, calls: readonly ts.Node[]): ReadonlySet<BlockId> {
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
