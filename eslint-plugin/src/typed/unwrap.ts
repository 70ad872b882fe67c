/** Syntax that a value passes through unchanged. */
import ts from "typescript";

/**
 * The expression inside parentheses, `as T`, `<T>`, `!`, `satisfies T`.
 *
 * @example unwrap(`(fetchImpl as typeof fetch)!`) // fetchImpl
 */
export function unwrap(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isTypeAssertionExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isSatisfiesExpression(inner)
  ) {
    inner = inner.expression;
  }
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
