import type ts from "typescript";
import { functionNumber } from "../ir/function-nodes.js";
import type { FunctionNode, Temp } from "../ir/types.js";
import { type Frame, contains } from "./slice.js";
import { type PlaceId, argumentPlace, exceptionPlace, temporaryPlace } from "./places.js";

/** The place of a temporary: frames do not share theirs. */
export function place(frame: Frame, temp: Temp): PlaceId {
  return temporaryPlace(frame.depth, temp);
}

/** The name of what the instruction of `node` makes in this activation: a heap cell, or a place beside the variables. */
export function allocation({ depth, ir }: Frame, node: ts.Node): string {
  return `${String(depth)}.${String(functionNumber(ir.node))}@${String(node.pos)}:${String(node.end)}`;
}

/** The place of an exception on its way to a handler of this frame. */
export function pending(frame: Frame): PlaceId {
  return exceptionPlace(frame.depth);
}

/** The place of an argument until its parameter takes it. */
export function argumentOf(frame: Frame, index: number): PlaceId {
  return argumentPlace(frame.depth, index);
}

/** Whether what happens in `frame` happens in the code of the root: in the root itself, or in a callback that is written inside it. */
export function isOfRoot(frame: Frame | null): boolean {
  return frame === null || hidden(frame) === null;
}

/**
 * Where the root sees what happens in a helper: at its call of that helper.
 *
 * @param lent - The helper that acquired it has handed it to the root's code, which answers for it.
 * @returns null in a helper on the way to the acquisition, which has a finding of its own.
 */
export function seenFromRoot(frame: Frame | null, node: ts.Node, lent = false): ts.Node | null {
  let seen = node;
  for (let at = frame && hidden(frame); at !== null; at = at.outer && hidden(at.outer)) {
    if (at.acquires && !lent) return null;
    seen = at.from ?? seen;
  }
  return seen;
}

/** Whether `frame` is a helper on the way to the acquisition, or a callback of one. */
export function isOnTheWay(frame: Frame): boolean {
  return hidden(frame)?.acquires === true;
}

/** The activation of a helper that `frame` is, or that it is a callback of. A function that is handed over by its name is one, too. */
function hidden(frame: Frame): Frame | null {
  let at = frame;
  while (at.outer !== null) {
    const written = at.called ? null : writtenIn(at.ir.node, at.outer);
    if (written === null) return at;
    at = written;
  }
  return null;
}

/** Whether `fn` is written in the code that is being run. */
export function isLocal(frame: Frame, fn: FunctionNode): boolean {
  return writtenIn(fn, frame) !== null;
}

/** Whether `fn` is called by code that was given it, and not by the code it is written in. */
export function isCallback(frame: Frame, fn: FunctionNode): boolean {
  const home = writtenIn(fn, frame);
  return home !== null && home !== frame;
}

/** The innermost activation, `frame` or around it, of a function that `fn` is written in. */
export function writtenIn(fn: FunctionNode, frame: Frame | null): Frame | null {
  for (let at = frame; at !== null; at = at.outer) if (isWithin(fn, at.ir.node)) return at;
  return null;
}

function isWithin(inner: ts.Node, outer: ts.Node): boolean {
  return inner.getSourceFile() === outer.getSourceFile() && contains(outer, inner);
}
