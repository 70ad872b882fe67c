/** Expressions: which lowering is whose. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { isFunctionNode } from "./function-nodes.js";
import { isLink, lowerChain } from "./lower-chains.js";
import { runsOnLeaving } from "./control.js";
import { lowerReturn } from "./leave.js";
import { isAssignment, lowerAssignment, lowerUpdate } from "./lower-assignments.js";
import { lowerClass } from "./lower-classes.js";
import { lowerBranchingValue } from "./lower-conditions.js";
import { isJsx, lowerJsx } from "./lower-jsx.js";
import { lowerArray, lowerLiteral, lowerObject, lowerTemplate } from "./lower-literals.js";
import { lowerOperators, lowerUnary } from "./lower-operators.js";
import { isBranching } from "./short-circuit.js";
import { unwrap } from "../typed/unwrap.js";
import type { FunctionNode, Item, Temp } from "./types.js";

/** Lowers `node` at the current point and answers where its value is. */
export function lowerExpression(builder: FunctionBuilder, node: ts.Expression): Temp {
  builder.descend();
  const value = lowerAny(builder, unwrap(node));
  builder.ascend();
  return value;
}

function lowerAny(builder: FunctionBuilder, node: ts.Expression): Temp {
  if (ts.isIdentifier(node)) {
    return lowerName(builder, node);
  }
  if (isLink(node)) {
    return lowerChain(builder, node);
  }
  if (isBranching(node)) {
    return lowerBranchingValue(builder, node);
  }
  if (isAssignment(node)) {
    return lowerAssignment(builder, node);
  }
  if (ts.isBinaryExpression(node)) {
    return lowerOperators(builder, node);
  }
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
    return lowerClosure(builder, node);
  }
  return (
    lowerLiteral(builder, node) ??
    lowerConstruct(builder, node) ??
    lowerUnary(builder, node) ??
    lowerUnknown(builder, node)
  );
}

/** Expressions with a syntax of their own; null if `node` is none of them. */
function lowerConstruct(builder: FunctionBuilder, node: ts.Expression): Temp | null {
  if (ts.isObjectLiteralExpression(node)) {
    return lowerObject(builder, node);
  }
  if (ts.isArrayLiteralExpression(node)) {
    return lowerArray(builder, node);
  }
  if (ts.isAwaitExpression(node)) {
    return builder.value({ kind: "await", node, value: lowerExpression(builder, node.expression) });
  }
  if (ts.isNewExpression(node)) {
    const value = lowerExpression(builder, node.expression);
    const args = lowerItems(builder, node.arguments ?? []);
    return builder.value({ kind: "call", node, form: "new", callee: { kind: "value", value }, args });
  }
  if (ts.isTemplateExpression(node)) {
    return lowerTemplate(builder, node);
  }
  if (ts.isYieldExpression(node)) {
    return lowerYield(builder, node);
  }
  if (ts.isClassExpression(node)) {
    return lowerClass(builder, node);
  }
  if (isJsx(node)) {
    return lowerJsx(builder, node);
  }
  return ts.isPostfixUnaryExpression(node) ? lowerUpdate(builder, node) : lowerKeyword(builder, node);
}

function lowerYield(builder: FunctionBuilder, node: ts.YieldExpression): Temp {
  const value = node.expression === undefined ? builder.undefined(node) : lowerExpression(builder, node.expression);
  const sent = builder.value({ kind: "yield", node, value, delegate: node.asteriskToken !== undefined });
  if (!runsOnLeaving(builder.control)) {
    return sent;
  }
  const next = builder.newBlock();
  const closed = builder.newBlock();
  builder.terminate({ kind: "resume", node, next, closed });
  builder.start(closed);
  lowerReturn(builder, node, null);
  builder.start(next);
  return sent;
}

function lowerKeyword(builder: FunctionBuilder, node: ts.Expression): Temp | null {
  const name = keywordName(node);
  return name === null ? null : builder.value({ kind: "ambient", node, name });
}

function keywordName(node: ts.Expression): string | null {
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword:
      return "this";
    case ts.SyntaxKind.SuperKeyword:
      return "super";
    case ts.SyntaxKind.ImportKeyword:
      return "import";
    default:
      return ts.isMetaProperty(node) ? `${ts.tokenToString(node.keywordToken) ?? ""}.${node.name.text}` : null;
  }
}

/** A name that is read. */
export function lowerName(builder: FunctionBuilder, node: ts.Identifier): Temp {
  const variable = builder.scopes.variableOf(node);
  if (variable !== undefined) {
    return builder.value({ kind: "load", node, variable });
  }
  if (node.text === "undefined") {
    return builder.undefined(node);
  }
  // The parser leaves an empty identifier where an expression is missing.
  return node.text === ""
    ? builder.opaque(node, [], "missing expression")
    : builder.value({ kind: "ambient", node, name: node.text });
}

/** A function as a value. */
export function lowerClosure(builder: FunctionBuilder, node: FunctionNode): Temp {
  return builder.value({ kind: "closure", node, function: node, captures: builder.scopes.capturesOf(node) });
}

/** A member or statement that may lack a body; without one there is nothing to run. */
export function lowerBody(builder: FunctionBuilder, node: ts.Node): Temp {
  return isFunctionNode(node) ? lowerClosure(builder, node) : builder.undefined(node);
}

/** Arguments of a call, elements of an array. */
export function lowerItems(builder: FunctionBuilder, nodes: readonly ts.Expression[]): readonly Item[] {
  return nodes.map((node): Item => {
    if (ts.isOmittedExpression(node)) {
      return { kind: "hole" };
    }
    return ts.isSpreadElement(node)
      ? { kind: "spread", value: lowerExpression(builder, node.expression) }
      : { kind: "item", value: lowerExpression(builder, node) };
  });
}

/** What this lowering has no rule for: its operands are evaluated, and then anything may have happened to them. */
function lowerUnknown(builder: FunctionBuilder, node: ts.Node): Temp {
  const operands: Temp[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isExpression(child) && !ts.isOmittedExpression(child)) {
      operands.push(lowerExpression(builder, child));
    }
  });
  return builder.opaque(node, operands, ts.SyntaxKind[node.kind]);
}
