/**
 * What must have been evaluated before control comes to a node, told from syntax alone: where it mentions a variable, TypeScript has
 * accepted it there, and accepts it at the node too. Errs towards "nothing is known".
 */
import ts from "typescript";
import { mayBeUndefined } from "../../typed/member-chain.js";
import { isFunctionNode } from "../../ir/function-nodes.js";
import type { Variable } from "../../ir/types.js";
import type { Scene } from "./scene.js";

/** Whether the variable is neither null nor undefined at `at`: a member of it was read on the way, without `?.`. */
export function isPresentAt(scene: Scene, variable: Variable, at: ts.Node): boolean {
  return evaluatedBefore(at, variable).some((node) => {
    const { parent } = node;
    const reads = ts.isPropertyAccessExpression(parent) && parent.expression === node && !parent.questionDotToken;
    return reads && refersTo(scene, node, variable) && !isWrittenBetween(scene, variable, node, at);
  });
}

/** Whether TypeScript knows that the variable has a value at `at`. */
export function isAssignedBefore(scene: Scene, variable: Variable, at: ts.Node): boolean {
  const declaration = variable.declaration.parent;
  // JavaScript, and `let res;`, may read what nobody has written yet.
  if (!ts.isVariableDeclaration(declaration) || declaration.type === undefined || declaration.initializer) return true;
  if (declaration.exclamationToken || mayBeUndefined(scene.file, variable.declaration)) return true;
  return evaluatedBefore(at, variable).some((node) => refersTo(scene, node, variable));
}

function refersTo({ scopes }: Scene, node: ts.Identifier, variable: Variable): boolean {
  return scopes.variableOf(node) === variable;
}

function isWrittenBetween(scene: Scene, variable: Variable, from: ts.Node, to: ts.Node): boolean {
  if (!variable.reassigned) return false;
  let written = false;
  const visit = (node: ts.Node): void => {
    if (node.end <= from.pos || node.pos >= to.end) return;
    if (ts.isIdentifier(node) && node !== from && refersTo(scene, node, variable)) {
      written ||= ts.isBinaryExpression(node.parent) && node.parent.left === node;
    }
    ts.forEachChild(node, visit);
  };
  visit(variable.owner);
  return written;
}

/** Identifiers of the variable's name in what is evaluated before `at`, whatever path leads there. */
function evaluatedBefore(at: ts.Node, variable: Variable): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  for (let node = at; node !== variable.owner && !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    // Code of a function runs at another time; only what never changes is still the same.
    if (isFunctionNode(node) && variable.kind !== "const") break;
    if (ts.isIfStatement(parent) && node !== parent.expression) {
      collect(parent.expression, variable.name, node === parent.thenStatement, found);
    } else if (ts.isWhileStatement(parent) && node === parent.statement) {
      collect(parent.expression, variable.name, true, found);
    } else if (ts.isSwitchStatement(parent)) {
      collect(parent.expression, variable.name, null, found);
    }
    for (const earlier of statementsBefore(node)) collectFromStatement(earlier, variable.name, found);
  }
  return found;
}

function statementsBefore(node: ts.Node): readonly ts.Statement[] {
  const { parent } = node;
  const isList =
    ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent);
  return isList ? parent.statements.filter(({ end }) => end <= node.pos) : [];
}

function collectFromStatement(statement: ts.Statement, name: string, found: ts.Identifier[]): void {
  if (ts.isIfStatement(statement) || ts.isExpressionStatement(statement) || ts.isSwitchStatement(statement)) {
    collect(statement.expression, name, null, found);
  } else if (ts.isVariableStatement(statement)) {
    for (const { initializer } of statement.declarationList.declarations) {
      if (initializer) collect(initializer, name, null, found);
    }
  } else if (ts.isBlock(statement)) {
    for (const inner of statement.statements) collectFromStatement(inner, name, found);
  }
}

/** @param outcome - What the expression came to, as far as that is known: it tells which operands were evaluated. */
function collect(node: ts.Node, name: string, outcome: boolean | null, found: ts.Identifier[]): void {
  if (ts.isIdentifier(node)) {
    if (node.text === name) found.push(node);
  } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    collect(node.operand, name, outcome === null ? null : !outcome, found);
  } else if (ts.isParenthesizedExpression(node)) {
    collect(node.expression, name, outcome, found);
  } else if (ts.isBinaryExpression(node) && isLogical(node.operatorToken.kind)) {
    const whole = outcome === (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken);
    collect(node.left, name, whole ? outcome : null, found);
    if (whole && node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken) {
      collect(node.right, name, outcome, found);
    }
  } else if (ts.isConditionalExpression(node)) {
    collect(node.condition, name, null, found);
  } else if (!isFunctionNode(node) && !ts.isClassLike(node)) {
    // Behind `?.` nothing is certain but what it starts from.
    const certain = ts.isOptionalChain(node) ? [node.expression] : node.getChildren();
    for (const child of certain) collect(child, name, null, found);
  }
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}
