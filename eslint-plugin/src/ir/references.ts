/** Which identifiers stand for a variable, and which expressions write one. */
import ts from "typescript";

import { isTransparent } from "../typed/unwrap.js";
import { isAssignmentOperator } from "./syntax.js";

/** The identifiers that `node` itself writes, if it is an assignment, an update or the head of a loop. */
export function identifiersWrittenBy(node: ts.Node): readonly ts.Identifier[] {
  if (ts.isBinaryExpression(node)) {
    return isAssignmentOperator(node.operatorToken.kind) ? identifiersOfTarget(node.left) : [];
  }
  if (ts.isPostfixUnaryExpression(node)) {
    return identifiersOfTarget(node.operand);
  }
  if (ts.isPrefixUnaryExpression(node)) {
    return isUpdate(node.operator) ? identifiersOfTarget(node.operand) : [];
  }
  if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    return ts.isVariableDeclarationList(node.initializer) ? [] : identifiersOfTarget(node.initializer);
  }
  return [];
}

export function isUpdate(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

/** The identifiers in an assignment's target, through any depth of destructuring. */
function identifiersOfTarget(target: ts.Node): readonly ts.Identifier[] {
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

/** Types, which no value passes through. `ts.isTypeNode` also takes `f<T>` and the class after `extends` for one. */
export function isTypeSyntax(node: ts.Node): boolean {
  return (
    (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isIndexSignatureDeclaration(node)
  );
}

/** Nodes whose identifiers are all names of something else than a variable. */
export function hasOnlyNames(node: ts.Node): boolean {
  return (
    ts.isMetaProperty(node) ||
    ts.isBreakOrContinueStatement(node) ||
    ts.isJsxClosingElement(node) ||
    ts.isJsxNamespacedName(node) ||
    ts.isNamespaceExportDeclaration(node) ||
    ts.isPrivateIdentifier(node)
  );
}

/** The variables that a file exports under some name: `export { local as name }`. */
export function exportedLocals(node: ts.ExportDeclaration): readonly ts.Identifier[] {
  const clause = node.exportClause;
  if (node.moduleSpecifier !== undefined || clause === undefined || ts.isNamespaceExport(clause)) {
    return [];
  }
  return clause.elements.map((element) => element.propertyName ?? element.name).filter(ts.isIdentifier);
}

/** What an import declares. */
export function importedNames(node: ts.ImportDeclaration): readonly ts.Identifier[] {
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const names = clause?.name === undefined ? [] : [clause.name];
  if (bindings === undefined) {
    return names;
  }
  return ts.isNamespaceImport(bindings)
    ? [...names, bindings.name]
    : [...names, ...bindings.elements.map((element) => element.name)];
}

/** The variable that `import x = A.B.C` starts from. */
export function leftmostName(reference: ts.ModuleReference): ts.Identifier | undefined {
  if (ts.isExternalModuleReference(reference)) {
    return undefined;
  }
  let name: ts.EntityName = reference;
  while (ts.isQualifiedName(name)) {
    name = name.left;
  }
  return name;
}
