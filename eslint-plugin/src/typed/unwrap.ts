/** Syntax that a value passes through unchanged. */
import ts from "typescript";

/** Syntax that has no effect at run time: parentheses, `as`, `satisfies`, `!`, `<T>x`, `f<T>`. */
export type TransparentExpression =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.TypeAssertion
  | ts.ExpressionWithTypeArguments;

export function isTransparent(node: ts.Node): node is TransparentExpression {
  switch (node.kind) {
    case ts.SyntaxKind.ParenthesizedExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.NonNullExpression:
    case ts.SyntaxKind.SatisfiesExpression:
    case ts.SyntaxKind.TypeAssertionExpression:
    case ts.SyntaxKind.ExpressionWithTypeArguments:
      return true;
    default:
      return false;
  }
}

/**
 * The expression inside parentheses and type syntax.
 *
 * @example unwrap(`(fetchImpl as typeof fetch)!`) // fetchImpl
 */
export function unwrap(node: ts.Expression): ts.Expression;
export function unwrap(node: ts.Node): ts.Node;
export function unwrap(node: ts.Node): ts.Node {
  let inner = node;
  while (isTransparent(inner)) inner = inner.expression;
  return inner;
}

/**
 * The expressions whose value `expression` may be: both operands of `??` and `||`, both arms of `?:`, the right side of `&&`, of a comma
 * and of an assignment. Each comes unwrapped.
 *
 * @example operandsOf(`options.fetch ?? fetch`) // [options.fetch, fetch]
 */
export function operandsOf(expression: ts.Expression): readonly ts.Expression[] {
  const inner = unwrap(expression);
  if (ts.isConditionalExpression(inner)) return [...operandsOf(inner.whenTrue), ...operandsOf(inner.whenFalse)];
  if (!ts.isBinaryExpression(inner)) return [inner];
  switch (inner.operatorToken.kind) {
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
      return [...operandsOf(inner.left), ...operandsOf(inner.right)];
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
    case ts.SyntaxKind.CommaToken:
    case ts.SyntaxKind.EqualsToken:
      return operandsOf(inner.right);
    default:
      return [inner];
  }
}
