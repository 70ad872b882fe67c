/** What the method of a request is called: `method`, `request.method`, in capitals or not. */
import ts from "typescript";
import { unwrap } from "../typed/unwrap.js";
import type { Scopes } from "../ir/scopes.js";
import { nameOfOrigin } from "./given.js";
import { pureOperand } from "./purity.js";
import type { Frame, Slice } from "./slice.js";

/** The name of an expression that may be a method, where it comes from; null if it may be another the next time. */
export function methodName(frame: Frame, expression: ts.Expression, slice: Slice): string | null {
  return nameOfOrigin(frame, withoutCase(expression), slice, methodNameIn);
}

export function methodNameIn(node: ts.Node, scopes: Scopes): string | null {
  return pureOperand(withoutCase(node), scopes);
}

/** `method.toUpperCase()`: that a request says `head` and nobody means it is neglected. */
function withoutCase<Node extends ts.Node>(node: Node): ts.Expression | Node {
  const inner = unwrap(node);
  if (!ts.isCallExpression(inner) || inner.arguments.length > 0) return node;
  const callee = unwrap(inner.expression);
  const isCase = ts.isPropertyAccessExpression(callee) && /^to(?:Upper|Lower)Case$/u.test(callee.name.text);
  return isCase ? callee.expression : node;
}
