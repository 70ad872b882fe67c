/** Through which of several names a body is mended. */
import ts from "typescript";
import type { Handle, Loss } from "../../findings/types.js";
import { memberEffect } from "../../model/resources.js";
import { contains } from "../../ownership/slice.js";
import type { Scene } from "./scene.js";

/**
 * The handle that works: as long as nobody has begun to read, a response reads best. Behind the first read, the stream belongs to whoever
 * took it: a reader, or the stream it was piped into. The older views are locked, and cancelling them would be in vain.
 *
 * @returns null where what holds the lock has no name.
 */
export function bestHandle(scene: Scene, { handles, touched, at }: Loss): Handle | null {
  const isNodeStream = memberEffect(scene.obligation.resource, "response", "resume") !== undefined;
  if (!touched || isNodeStream) return [...handles].sort((a, b) => rank(a) - rank(b))[0] ?? null;
  const released = mentions(scene, at.node, "releaseLock");
  const latest = handles
    .filter(({ facet }) => facet !== "reader" || !released)
    .sort((a, b) => b.variable.declaration.pos - a.variable.declaration.pos)[0];
  if (latest === undefined) return null;
  // An iterator lets go of the body by itself, unless it was told to cancel it.
  const isFree = released || mentions(scene, at.node, "preventCancel");
  return isFree || handles.length > 1 || latest.facet === "reader" ? latest : null;
}

function rank({ facet, promised, members }: Handle): number {
  return (facet === "response" ? 0 : facet === "body" ? 1 : 2) + (promised ? 10 : 0) + members.length * 5;
}

/** Whether the code before `exit` says this name. */
function mentions({ obligation }: Scene, exit: ts.Node, name: string): boolean {
  const says = (node: ts.Node): boolean =>
    (node.pos < exit.pos || contains(exit, node)) &&
    ((ts.isIdentifier(node) && node.text === name) ||
      (ts.forEachChild(node, (child) => says(child) || undefined) ?? false));
  return says(obligation.function);
}
