/** The syntax of conditions: operators that decide which of their operands are evaluated. */
import ts from "typescript";

import { unwrap } from "../typed/unwrap.js";

export type ShortCircuitOperator =
  ts.SyntaxKind.AmpersandAmpersandToken | ts.SyntaxKind.BarBarToken | ts.SyntaxKind.QuestionQuestionToken;

/** `a && b && c`: every operand but the last may end the evaluation. */
export interface ShortCircuit {
  readonly operator: ShortCircuitOperator;
  readonly firsts: readonly ts.Expression[];
  readonly last: ts.Expression;
}

/** Takes `a && b && c` apart, which nests to the left as deeply as it is long; null if `node` is no `&&`, `||` or `??`. */
export function shortCircuitOf(node: ts.Expression): ShortCircuit | null {
  const operator = operatorOf(node);
  if (operator === null || !ts.isBinaryExpression(node)) {
    return null;
  }
  const firsts: ts.Expression[] = [];
  let left = unwrap(node.left);
  while (ts.isBinaryExpression(left) && left.operatorToken.kind === operator) {
    firsts.push(left.right);
    left = unwrap(left.left);
  }
  firsts.push(left);
  return { operator, firsts: firsts.reverse(), last: node.right };
}

function operatorOf(node: ts.Expression): ShortCircuitOperator | null {
  if (!ts.isBinaryExpression(node)) {
    return null;
  }
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
    ? kind
    : null;
}

/** Whether branches decide the value of `node`: `&&`, `||`, `??`, `?:`, or the negation of one. */
export function isBranching(node: ts.Expression): boolean {
  let inner = node;
  while (isNegation(inner)) {
    inner = unwrap(inner.operand);
  }
  return ts.isConditionalExpression(inner) || operatorOf(inner) !== null;
}

export function isNegation(node: ts.Node): node is ts.PrefixUnaryExpression {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

type Comma = ts.BinaryExpression & { readonly operatorToken: ts.Token<ts.SyntaxKind.CommaToken> };

export function isComma(node: ts.Node): node is Comma {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}

/** Whether a literal is true or false as a condition; null if `node` is no literal. */
export function literalTruth(node: ts.Expression): boolean | null {
  if (ts.isNumericLiteral(node)) {
    return Number(node.text) !== 0;
  }
  if (ts.isStringLiteralLike(node)) {
    return node.text !== "";
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) {
    return true;
  }
  return node.kind === ts.SyntaxKind.FalseKeyword || node.kind === ts.SyntaxKind.NullKeyword ? false : null;
}
