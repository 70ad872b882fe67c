/** The text of a decision, in the terms of the source: what held there, written as the author could have written it. */
import ts from "typescript";
import type { Step } from "../findings/types.js";
import { oneLine, shorten } from "./source-text.js";

export type ConditionStep = Extract<Step, { readonly kind: "condition" }>;

/**
 * Each comparison with the one that holds when it does not. `NaN` makes `>=` a little less than the negation of `<`; a reader of
 * `res.status >= 400` expects no other words.
 */
const opposites: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.EqualsEqualsToken, "!="],
  [ts.SyntaxKind.ExclamationEqualsToken, "=="],
  [ts.SyntaxKind.LessThanToken, ">="],
  [ts.SyntaxKind.LessThanEqualsToken, ">"],
  [ts.SyntaxKind.GreaterThanToken, "<="],
  [ts.SyntaxKind.GreaterThanEqualsToken, "<"],
]);

/**
 * What held at a branch.
 *
 * @returns Source text on one line, at most 60 characters, without quotes around it.
 * @example
 * // if (res.ok) …        not taken    → "!res.ok"
 * // if (n < 3) …         not taken    → "n >= 3"
 * // switch (res.status)  case 404     → "res.status === 404"
 * // res?.ok              res missing  → "res == null"
 */
export function conditionText(step: ConditionStep): string {
  return shorten(conditionSource(step));
}

/**
 * What a step says to be equal to something, or not.
 *
 * @returns null for anything but `===` and `!==` (or a case of a switch).
 * @example
 * // switch (res.status)  case 404  not taken → { subject: "res.status", equal: false }
 */
export function equalityOf({
  node,
  holds,
  test,
  discriminant,
}: ConditionStep): { readonly subject: string; readonly equal: boolean } | null {
  if (discriminant !== undefined) return { subject: oneLine(discriminant), equal: holds };
  const comparison = withoutParentheses(node);
  if (test !== "truthy" || !ts.isBinaryExpression(comparison)) return null;
  const { kind } = comparison.operatorToken;
  const says = kind === ts.SyntaxKind.EqualsEqualsEqualsToken;
  if (!says && kind !== ts.SyntaxKind.ExclamationEqualsEqualsToken) return null;
  return { subject: oneLine(comparison.left), equal: says === holds };
}

/** The same at full length: source text that could stand in an `if`. */
export function conditionSource({ node, holds, test, discriminant }: ConditionStep): string {
  // `switch (true)` is an if-chain in disguise: its cases are the conditions.
  if (discriminant !== undefined && discriminant.kind !== ts.SyntaxKind.TrueKeyword) {
    return `${operandText(discriminant)} ${holds ? "===" : "!=="} ${operandText(node)}`;
  }
  switch (test) {
    case "truthy":
      return holds ? oneLine(withoutParentheses(node)) : negated(withoutParentheses(node));
    case "nullish":
      return `${operandText(node)} ${holds ? "==" : "!="} null`;
    case "undefined":
      return `${operandText(node)} ${holds ? "===" : "!=="} undefined`;
  }
}

function negated(node: ts.Node): string {
  if (ts.isBinaryExpression(node)) {
    const opposite = opposites.get(node.operatorToken.kind);
    if (opposite !== undefined) return `${oneLine(node.left)} ${opposite} ${oneLine(node.right)}`;
  }
  return bindsTighterThanNot(node) ? `!${oneLine(node)}` : `!(${oneLine(node)})`;
}

function operandText(node: ts.Node): string {
  const operand = withoutParentheses(node);
  return bindsTighterThanNot(operand) || ts.isPrefixUnaryExpression(operand) || ts.isAwaitExpression(operand)
    ? oneLine(operand)
    : `(${oneLine(operand)})`;
}

function bindsTighterThanNot(node: ts.Node): boolean {
  return (
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isLiteralExpression(node) ||
    keywords.has(node.kind)
  );
}

const keywords: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ThisKeyword,
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
]);

function withoutParentheses(node: ts.Node): ts.Node {
  return ts.isParenthesizedExpression(node) ? withoutParentheses(node.expression) : node;
}
