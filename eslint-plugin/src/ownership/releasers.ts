/** Which expressions a function aborts, destroys or closes. */
import ts from "typescript";
import type { FunctionIR } from "../ir/types.js";
import type { Scopes } from "../ir/scopes.js";
import type { ResourceKind } from "../model/types.js";
import { memberEffect } from "../model/tables.js";
import { releaserName } from "./purity.js";
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
      const released = releasedBy(node, resource, scopes);
      if (released !== null) found.push(released.receiver);
    }
  }
  return found;
}

/** The receiver and the facet that `call` would cancel: `controller.abort()`, `session.destroy()`. */
export function releasedBy(
  call: ts.CallExpression,
  resource: ResourceKind,
  scopes: Scopes,
): { readonly receiver: string; readonly as: readonly ("controller" | "owner")[] } | null {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const as = (["controller", "owner"] as const).filter(
    (facet) => memberEffect(resource, facet, callee.name.text)?.effect === "cancel",
  );
  const receiver = as.length === 0 ? null : releaserName(callee.expression, scopes);
  return receiver === null ? null : { receiver, as };
}
