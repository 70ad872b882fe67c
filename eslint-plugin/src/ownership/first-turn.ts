/** Loops over a generator that has nothing to do with what is followed, and so is not run: whether there is a first turn. */
import ts from "typescript";
import { isFunctionNode, isGenerator } from "../ir/function-nodes.js";
import { lower } from "../ir/lower.js";
import type { BlockId, FunctionIR } from "../ir/types.js";
import { successorsOf } from "../ir/visit.js";
import { unwrap } from "../typed/unwrap.js";
import type { Slice } from "./slice.js";

/**
 * Whether what a loop goes over is a call of a generator of the file, which yields however it runs.
 *
 * @param iterated `pages()` of `for await (const page of pages()) …`
 */
export function hasFirstTurn({ scopes }: Slice, iterated: ts.Node): boolean {
  const call = unwrap(iterated);
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
  const variable = scopes.variableOf(call.expression);
  if (variable?.kind !== "function" || variable.reassigned) return false;
  const fn = variable.declaration.parent;
  return isFunctionNode(fn) && isGenerator(fn) && !mayEndAtOnce(lower(fn, scopes));
}

/** Without an exception that nobody wrote, control may come to the end and pass by every `yield`. */
function mayEndAtOnce({ blocks }: FunctionIR): boolean {
  const seen = new Set<BlockId>();
  const open: BlockId[] = blocks.slice(0, 1).map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const block = blocks[id];
    if (block === undefined || seen.has(id)) continue;
    seen.add(id);
    if (block.instructions.some((one) => one.kind === "yield" && !one.delegate)) continue;
    if (block.terminal.kind === "return") return true;
    open.push(...successorsOf(block.terminal));
  }
  return false;
}
