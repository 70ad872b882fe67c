/** Assignments, compound and logical ones, `++` and `--`: a target is named first, then the value computed, then written. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerMember, readMember } from "./lower-chains.js";
import type { Member } from "./lower-chains.js";
import { lowerExpression, lowerName } from "./lower-expressions.js";
import { tokenText } from "./lower-operators.js";
import { lowerAssignmentPattern } from "./lower-patterns.js";
import { unwrap } from "../typed/unwrap.js";
import { isAssignmentOperator } from "./syntax.js";
import type { Temp } from "./types.js";

export type AssignmentPattern = ts.ObjectLiteralExpression | ts.ArrayLiteralExpression;

/** Something that can be assigned to, with everything evaluated that comes before the value. */
export type Target =
  | { readonly kind: "name"; readonly id: ts.Identifier }
  | Member
  | { readonly kind: "pattern"; readonly pattern: AssignmentPattern }
  /** A syntax error, like `f() = 1`. */
  | { readonly kind: "invalid"; readonly node: ts.Expression };

type Assignment = ts.BinaryExpression & { readonly operatorToken: ts.AssignmentOperatorToken };

export function isAssignment(node: ts.Node): node is Assignment {
  return ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind);
}

export function lowerTarget(builder: FunctionBuilder, expression: ts.Expression): Target {
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) {
    return { kind: "name", id: node };
  }
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) {
    return { kind: "pattern", pattern: node };
  }
  return lowerMember(builder, node, null) ?? { kind: "invalid", node };
}

function readTarget(builder: FunctionBuilder, target: Target): Temp {
  switch (target.kind) {
    case "name":
      return lowerName(builder, target.id);
    case "member":
      return readMember(builder, target);
    case "pattern":
      return lowerExpression(builder, target.pattern);
    case "invalid":
      return lowerExpression(builder, target.node);
  }
}

/** Writes `value`; `node` is the assignment, or the element of a pattern that takes its place. */
export function writeTarget(builder: FunctionBuilder, target: Target, node: ts.Node, value: Temp): void {
  switch (target.kind) {
    case "name":
      writeName(builder, target.id, node, value);
      break;
    case "member":
      builder.emit({ kind: "set", node, object: target.object, key: target.key, value });
      break;
    case "pattern":
      lowerAssignmentPattern(builder, target.pattern, value);
      break;
    case "invalid":
      builder.opaque(node, [lowerExpression(builder, target.node), value], "invalid assignment target");
      break;
  }
}

function writeName(builder: FunctionBuilder, id: ts.Identifier, node: ts.Node, value: Temp): void {
  const variable = builder.scopes.variableOf(id);
  if (variable !== undefined) {
    builder.emit({ kind: "store", node, variable, value, initializer: false });
    return;
  }
  // A name that nothing declares is a property of the global object.
  const object = builder.value({ kind: "ambient", node, name: "globalThis" });
  builder.emit({ kind: "set", node, object, key: { kind: "name", name: id.text }, value });
}

/** `target = value` and all other assignment operators; the value of the expression is what was assigned. */
export function lowerAssignment(builder: FunctionBuilder, node: ts.BinaryExpression): Temp {
  const target = lowerTarget(builder, node.left);
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsToken: {
      const value = lowerExpression(builder, node.right);
      writeTarget(builder, target, node, value);
      return value;
    }
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return lowerLogicalAssignment(builder, node, target, node.operatorToken.kind);
    default: {
      const operands = [readTarget(builder, target), lowerExpression(builder, node.right)];
      const operator = tokenText(node.operatorToken.kind).slice(0, -1);
      const value = builder.value({ kind: "operator", node, operator, operands });
      writeTarget(builder, target, node, value);
      return value;
    }
  }
}

type LogicalAssignmentOperator =
  | ts.SyntaxKind.AmpersandAmpersandEqualsToken
  | ts.SyntaxKind.BarBarEqualsToken
  | ts.SyntaxKind.QuestionQuestionEqualsToken;

/** `a ||= b`: assigns only where `a` does not already decide the value. */
function lowerLogicalAssignment(
  builder: FunctionBuilder,
  node: ts.BinaryExpression,
  target: Target,
  operator: LogicalAssignmentOperator,
): Temp {
  const result = builder.temp();
  const assign = builder.newBlock();
  const keep = builder.newBlock();
  const end = builder.newBlock();
  const old = readTarget(builder, target);
  const assignsWhenTrue = operator !== ts.SyntaxKind.BarBarEqualsToken;
  builder.terminate({
    kind: "branch",
    node: unwrap(node.left),
    condition: old,
    test: operator === ts.SyntaxKind.QuestionQuestionEqualsToken ? "nullish" : "truthy",
    origin: "logical",
    whenTrue: assignsWhenTrue ? assign : keep,
    whenFalse: assignsWhenTrue ? keep : assign,
  });
  builder.start(keep);
  builder.copy(node, result, old);
  builder.goto(node, end);
  builder.start(assign);
  const value = lowerExpression(builder, node.right);
  writeTarget(builder, target, node, value);
  builder.copy(node, result, value);
  builder.goto(node, end);
  builder.start(end);
  return result;
}

/** `x++`, `--x`: before or after, the value is the old or the new one. */
export function lowerUpdate(
  builder: FunctionBuilder,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
): Temp {
  const target = lowerTarget(builder, node.operand);
  const old = readTarget(builder, target);
  const value = builder.value({ kind: "operator", node, operator: tokenText(node.operator), operands: [old] });
  writeTarget(builder, target, node, value);
  return ts.isPrefixUnaryExpression(node) ? value : old;
}
