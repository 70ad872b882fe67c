/** Which expressions a function aborts, destroys or closes. */
import ts from "typescript";
import { lower } from "../ir/lower.js";
import type { FunctionIR, FunctionNode, Variable } from "../ir/types.js";
import type { Scopes } from "../ir/scopes.js";
import type { ResourceKind } from "../model/types.js";
import { memberEffect } from "../model/tables.js";
import { nameOfOrigin } from "./given.js";
import type { Machine } from "./machine.js";
import { releaserName, signalName } from "./purity.js";
import type { State } from "./state.js";
import type { CallNode } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";

/**
 * The receivers (`purity.ts`) of calls that would give up what was acquired with them, should they be its controller or owner. Only calls of
 * the function itself: what a closure inside it does may never run.
 */
export function releasersIn(ir: FunctionIR, resource: ResourceKind, scopes: Scopes): readonly string[] {
  const found: string[] = [];
  for (const { instructions } of ir.blocks) {
    for (const { kind, node } of instructions) {
      if (kind !== "call" || !ts.isCallExpression(node)) continue;
      const released = releasedBy(node, resource, (receiver) => releaserName(receiver, scopes));
      if (released !== null) found.push(released.receiver);
    }
  }
  return found;
}

/**
 * The receiver and the facet that `call` would cancel: `controller.abort()`, `session.destroy()`.
 *
 * @param nameOf - What the receiver is called.
 */
export function releasedBy(
  call: ts.CallExpression,
  resource: ResourceKind,
  nameOf: (receiver: ts.Expression) => string | null,
): { readonly receiver: string; readonly as: readonly ("controller" | "owner")[] } | null {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const as = (["controller", "owner"] as const).filter(
    (facet) => memberEffect(resource, facet, callee.name.text)?.effect === "cancel",
  );
  const receiver = as.length === 0 ? null : nameOf(callee.expression);
  return receiver === null ? null : { receiver, as };
}

/** Whether a call is given what gives the body up, or the signal that tells of it: `stop(controller)`, `throwIfStopped(signal)`. */
export function isGivenReleaser({ slice, frame }: Machine, state: State, call: CallNode): boolean {
  if (!mayBeReleased(state) || ts.isTaggedTemplateExpression(call)) return false;
  const { controller, owner } = state;
  const releasers = [owner, controller, controller && `${controller}.signal`];
  return (call.arguments ?? []).some((argument) => {
    const name = nameOfOrigin(frame, argument, slice, releaserName);
    return name !== null && (releasers.includes(name) || releasers.includes(signalName(name)));
  });
}

/** What `controller` is called in `const { signal } = controller` and `const signal = controller.signal`, which declare `variable`. */
export function controllerOfSignal({ declaration }: Variable, scopes: Scopes): string | null {
  const { parent } = declaration;
  if (ts.isVariableDeclaration(parent)) {
    const value = parent.name === declaration && parent.initializer ? unwrap(parent.initializer) : null;
    const isSignal = value && ts.isPropertyAccessExpression(value) && value.name.text === "signal";
    return isSignal ? releaserName(value.expression, scopes) : null;
  }
  if (!ts.isBindingElement(parent) || !ts.isObjectBindingPattern(parent.parent)) return null;
  if ((parent.propertyName ?? parent.name).getText() !== "signal") return null;
  const from = parent.parent.parent;
  return ts.isVariableDeclaration(from) && from.initializer ? releaserName(from.initializer, scopes) : null;
}

/** Something beside the response leads to its end. */
export function mayBeReleased({ status, controller, owner }: State): boolean {
  return status === "open" && (controller !== null || owner !== null);
}

/** Whether `call` runs a function that gives up what was acquired: `this.close()`, which aborts `this.#controller`. */
export function releases(
  { slice: { resource, scopes } }: Machine,
  { controller, owner }: State,
  call: CallNode,
  body: FunctionNode,
): boolean {
  const callee = ts.isCallExpression(call) ? unwrap(call.expression) : call;
  const isOnThis = ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword;
  return releasersIn(lower(body, scopes), resource.kind, scopes).some(
    (name) => (name === controller || name === owner) && (isOnThis || !/^this\b/.test(name)),
  );
}
