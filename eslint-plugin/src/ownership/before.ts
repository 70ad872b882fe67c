/** Whether one thing may happen to an obligation before another: a question about the control flow of one function. */
import type ts from "typescript";
import { flowSuccessors } from "../ir/graph.js";
import type { BlockId, FunctionIR } from "../ir/types.js";
import { contains } from "./slice.js";
import type { Place } from "./observations.js";

interface Position {
  readonly block: BlockId;
  /** Of an instruction; behind the last one: the terminal. */
  readonly index: number;
}

/**
 * Whether control may pass one of `nodes` and come to `exit` without a new acquisition in between. Explicit edges only, and errs towards
 * yes: nodes inside a callback count as the call that the callback is given to.
 *
 * @param ir - The function that contains `exit`.
 * @param site - The acquiring call: behind it, another instance is meant.
 */
export function mayComeBefore(ir: FunctionIR, nodes: readonly ts.Node[], exit: Place, site: ts.Node): boolean {
  const goals = positionsOf(ir, exit.node);
  const stops = positionsOf(ir, site);
  return nodes.some((node) => reaches(ir, positionsOf(ir, node), goals, stops));
}

function reaches(
  ir: FunctionIR,
  from: readonly Position[],
  goals: readonly Position[],
  stops: readonly Position[],
): boolean {
  const seen = new Set<BlockId>();
  const waiting: Position[] = from.map(({ block, index }) => ({ block, index: index + 1 }));
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { block, index } = at;
    const first = (positions: readonly Position[]): number =>
      Math.min(...positions.flatMap((it) => (it.block === block && it.index >= index ? it.index : [])));
    const stop = first(stops);
    if (first(goals) < stop) return true;
    const basicBlock = ir.blocks[block];
    if (stop !== Infinity || basicBlock === undefined) continue;
    for (const next of flowSuccessors(basicBlock)) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push({ block: next, index: 0 });
    }
  }
  return false;
}

/** The instructions and terminals that are lowered from `node`; failing that, from the smallest node around it. */
function positionsOf(ir: FunctionIR, node: ts.Node): readonly Position[] {
  let smallest: ts.Node | null = null;
  let positions: Position[] = [];
  for (const block of ir.blocks) {
    for (const [index, { node: lowered }] of [...block.instructions, block.terminal].entries()) {
      if (!contains(lowered, node)) continue;
      if (smallest === null || (lowered !== smallest && contains(smallest, lowered))) {
        smallest = lowered;
        positions = [];
      }
      if (lowered === smallest) positions.push({ block: block.id, index });
    }
  }
  return positions;
}
