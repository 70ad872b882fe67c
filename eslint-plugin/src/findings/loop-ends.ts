/**
 * The end of a loop is no decision where nothing breaks out of it, and its turns do nothing to the body: whoever comes past it has seen
 * `queue.length > 0` fail. To name that would not tell a reader when the body is lost.
 */
import ts from "typescript";
import { contains } from "../ownership/slice.js";
import type { Step } from "../ownership/path.js";

/**
 * @param endings - Where paths end the duty: in a loop that does so, how many turns it takes does decide.
 * @returns The steps of a path that are decisions.
 */
export function withoutLoopEnds(path: readonly Step[], endings: readonly ts.Node[]): readonly Step[] {
  return path.filter((step) => {
    const loop = step.kind === "condition" ? loopAsking(step.node) : null;
    return loop === null || endings.some((node) => contains(loop, node) && !isLeft(node, loop)) || isBrokenOff(loop);
  });
}

/** The loop is left right after `node`: no further turn begins. */
function isLeft(node: ts.Node, loop: ts.IterationStatement): boolean {
  for (let at = node; at !== loop; at = at.parent) {
    const last = ts.isBlock(at) ? at.statements.at(-1) : at;
    if (last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last))) return true;
  }
  return false;
}

/** The loop that has `node` in its condition. */
function loopAsking(node: ts.Node): ts.IterationStatement | null {
  let at = node;
  while (ts.isExpression(at.parent)) at = at.parent;
  const loop = at.parent;
  if (ts.isForStatement(loop)) return loop.condition === at ? loop : null;
  return (ts.isWhileStatement(loop) || ts.isDoStatement(loop)) && loop.expression === at ? loop : null;
}

const known = new WeakMap<ts.IterationStatement, boolean>();

function isBrokenOff(loop: ts.IterationStatement): boolean {
  let is = known.get(loop);
  if (is === undefined) {
    is = breaks(loop.statement);
    known.set(loop, is);
  }
  return is;
}

/** A `break` of a loop or a switch inside counts, too: that keeps a condition in the words, which is no mistake. */
function breaks(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isBreakStatement(node) || (ts.isContinueStatement(node) && node.label !== undefined)) return true;
  return ts.forEachChild(node, breaks) ?? false;
}
