/** Where a state without an obligation can still matter: only on the way to the acquisition. */
import type ts from "typescript";
import type { BlockId, FunctionIR } from "../ir/types.js";
import { predecessorsOf } from "../ir/graph.js";
import { contains } from "./slice.js";

const known = new WeakMap<FunctionIR, Map<ts.Node, ReadonlySet<BlockId>>>();

/** The blocks of a function from which control can come to `site`, or to a callback that contains it. */
export function blocksBefore(ir: FunctionIR, site: ts.Node): ReadonlySet<BlockId> {
  const ofFunction = known.get(ir) ?? new Map<ts.Node, ReadonlySet<BlockId>>();
  known.set(ir, ofFunction);
  let blocks = ofFunction.get(site);
  if (blocks === undefined) {
    blocks = search(ir, site);
    ofFunction.set(site, blocks);
  }
  return blocks;
}

function search(ir: FunctionIR, site: ts.Node): ReadonlySet<BlockId> {
  const predecessors = predecessorsOf(ir.blocks);
  const found = new Set<BlockId>();
  const waiting = ir.blocks
    .filter(({ instructions }) => instructions.some(({ node }) => contains(node, site)))
    .map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(predecessors[id] ?? []));
  }
  return found;
}
