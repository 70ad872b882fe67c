/** Operators that only compute. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { isAssignment, lowerUpdate } from "./lower-assignments.js";
import { isShortCircuiting, lowerMember } from "./lower-chains.js";
import { lowerExpression } from "./lower-expressions.js";
import { isUpdate } from "./references.js";
import { isBranching, isComma } from "./short-circuit.js";
import { unwrap } from "../typed/unwrap.js";
import type { BlockId, Temp } from "./types.js";

/** `a + b * c - …`, commas included: a loop down the left side, along which long concatenations nest. */
export function lowerOperators(builder: FunctionBuilder, node: ts.BinaryExpression): Temp {
  const pending: ts.BinaryExpression[] = [];
  let left: ts.Expression = node;
  while (ts.isBinaryExpression(left) && !isBranching(left) && !isAssignment(left)) {
    pending.push(left);
    left = unwrap(left.left);
  }
  let operands = ts.isPrivateIdentifier(left) ? [] : [lowerExpression(builder, left)];
  for (let outer = pending.pop(); outer !== undefined; outer = pending.pop()) {
    const right = lowerExpression(builder, outer.right);
    if (isComma(outer)) {
      operands = [right];
    } else {
      const operator = tokenText(outer.operatorToken.kind);
      operands = [builder.value({ kind: "operator", node: outer, operator, operands: [...operands, right] })];
    }
  }
  return operands[0] ?? builder.undefined(node);
}

/** Prefix operators, `typeof`, `void` and `delete`; null if `node` is none of them. */
export function lowerUnary(builder: FunctionBuilder, node: ts.Expression): Temp | null {
  if (ts.isPrefixUnaryExpression(node)) {
    return isUpdate(node.operator)
      ? lowerUpdate(builder, node)
      : lowerOperator(builder, node, tokenText(node.operator), node.operand);
  }
  if (ts.isTypeOfExpression(node)) {
    return lowerOperator(builder, node, "typeof", node.expression);
  }
  if (ts.isVoidExpression(node)) {
    return lowerOperator(builder, node, "void", node.expression);
  }
  return ts.isDeleteExpression(node) ? lowerDelete(builder, node) : null;
}

function lowerOperator(builder: FunctionBuilder, node: ts.Expression, operator: string, operand: ts.Expression): Temp {
  return builder.value({ kind: "operator", node, operator, operands: [lowerExpression(builder, operand)] });
}

/** `delete a.b` reads `a`, not `a.b`; the operands are the object and, where it is computed, the key. */
function lowerDelete(builder: FunctionBuilder, node: ts.DeleteExpression): Temp {
  if (!isShortCircuiting(unwrap(node.expression))) {
    return lowerDeletion(builder, node, null);
  }
  const target = builder.temp();
  const short = builder.newBlock();
  const end = builder.newBlock();
  builder.copy(node, target, lowerDeletion(builder, node, short));
  builder.goto(node, end);
  builder.start(short);
  builder.copy(node, target, builder.literal(node, { kind: "boolean", value: true }));
  builder.goto(node, end);
  builder.start(end);
  return target;
}

function lowerDeletion(builder: FunctionBuilder, node: ts.DeleteExpression, short: BlockId | null): Temp {
  const member = lowerMember(builder, node.expression, short);
  if (member === null) {
    return lowerOperator(builder, node, "delete", node.expression);
  }
  const operands = member.key.kind === "computed" ? [member.object, member.key.value] : [member.object];
  return builder.value({ kind: "operator", node, operator: "delete", operands });
}

export function tokenText(kind: ts.SyntaxKind): string {
  return ts.tokenToString(kind) ?? ts.SyntaxKind[kind];
}
