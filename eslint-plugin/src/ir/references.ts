/** Which identifiers stand for a variable, and which expressions write one. */
import ts from "typescript";

/** Whether the operator of a binary expression assigns to its left side. */
export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `<div>` and `<my-element>` name elements; `<App>` refers to a variable. */
export function isIntrinsicTag(name: string): boolean {
  return /^[a-z]/u.test(name) || name.includes("-");
}

/** The identifiers that an assignment to `target` writes, through any depth of destructuring. */
export function assignedIdentifiers(target: ts.Node): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const pending: ts.Node[] = [target];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (ts.isIdentifier(node)) {
      found.push(node);
    } else {
      pending.push(...targetsIn(node));
    }
  }
  return found;
}

function targetsIn(node: ts.Node): readonly ts.Node[] {
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements;
  }
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties;
  }
  if (ts.isPropertyAssignment(node)) {
    return [node.initializer];
  }
  if (ts.isShorthandPropertyAssignment(node)) {
    return [node.name];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return [node.left];
  }
  if (isTransparent(node) || ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) {
    return [node.expression];
  }
  return [];
}

/** Syntax that has no effect at run time: parentheses, `as`, `satisfies`, `!`, `<T>x`, `f<T>`. */
export type TransparentExpression =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.TypeAssertion
  | ts.ExpressionWithTypeArguments;

export function isTransparent(node: ts.Node): node is TransparentExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isExpressionWithTypeArguments(node)
  );
}

/** The expression that counts: without parentheses and type syntax around it. */
export function unwrapped(expression: ts.Expression): ts.Expression {
  let node = expression;
  while (isTransparent(node)) {
    node = node.expression;
  }
  return node;
}

/** Whether a namespace exists at run time: it holds something besides types. */
export function isInstantiated(namespace: ts.ModuleDeclaration): boolean {
  let body = namespace.body;
  while (body !== undefined && ts.isModuleDeclaration(body)) {
    body = body.body;
  }
  return body !== undefined && ts.isModuleBlock(body) && body.statements.some(hasValue);
}

function hasValue(statement: ts.Statement): boolean {
  if (ts.isModuleDeclaration(statement)) {
    return isInstantiated(statement);
  }
  return !ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement);
}

/** `declare …`: a promise about some other file, with nothing to run here. */
export function isAmbientDeclaration(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.DeclareKeyword);
}

export function isExported(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

export function isDefaultExport(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.DefaultKeyword);
}
