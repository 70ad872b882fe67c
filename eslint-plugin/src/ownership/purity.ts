/**
 * Canonical names of expressions that give the same answer when asked again: `opts.stream`, `mode === "a"`, `this.controller`.
 *
 * Two tests of one such expression agree, unless one of its variables was written in between. That a property might have been written in
 * between is neglected: then a feasible path is dropped, and at worst a leak is missed (quiet).
 */
import ts from "typescript";
import { unwrap } from "../typed/unwrap.js";
import type { Scopes } from "../ir/scopes.js";
import type { Terminal, Variable } from "../ir/types.js";

/** A decision, as a terminal of the IR or a step of a path. */
type Branch = Pick<Extract<Terminal, { kind: "branch" }>, "node" | "test" | "discriminant">;

export interface Pure {
  /** Variables appear as `v<id>`. */
  readonly key: string;
  /** The expression is the negation of what `key` names. */
  readonly negated: boolean;
}

/** @returns null for anything with calls, writes or operators that are not understood. */
function pureExpression(node: ts.Node, scopes: Scopes): Pure | null {
  const inner = unwrap(node);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const operand = pureExpression(inner.operand, scopes);
    return operand && { ...operand, negated: !operand.negated };
  }
  if (ts.isBinaryExpression(inner)) return pureComparison(inner, scopes);
  const key = pureOperand(inner, scopes);
  return key === null ? null : { key, negated: false };
}

/** The name of `left === right`, the same for either order. */
export function equalityKey(left: string, right: string): string {
  return [left, right].sort().join(" === ");
}

/** What is known where an expression of that name has been found to be "HEAD" before any request. */
export function headFact(name: string): string {
  return `HEAD ${name}`;
}

/** What a variable is called in the names of expressions. */
export function variableName({ id }: Variable): string {
  return `v${String(id)}`;
}

/** The name of a path of properties that starts at a variable or `this`, or of a literal; null if a closure may have written that variable. */
export function pureOperand(node: ts.Node, scopes: Scopes): string | null {
  return operandName(node, scopes, ({ captured, reassigned }) => !(captured && reassigned));
}

/**
 * The same for what releases: a controller, its signal, a session. That a closure may have put another one in its place is neglected: at
 * worst a leak is missed.
 */
export function releaserName(node: ts.Node, scopes: Scopes): string | null {
  return operandName(node, scopes, () => true);
}

/** What a signal is known by whose controller is out of sight, by the name of its expression: that of a parameter, `init.signal`. */
export function signalName(name: string): string {
  return `signal ${name}`;
}

function operandName(node: ts.Node, scopes: Scopes, isNamed: (variable: Variable) => boolean): string | null {
  const inner = unwrap(node);
  if (ts.isIdentifier(inner)) {
    const variable = scopes.variableOf(inner);
    if (variable === undefined) return inner.text;
    return isNamed(variable) ? variableName(variable) : null;
  }
  if (inner.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (ts.isPropertyAccessExpression(inner)) {
    const object = operandName(inner.expression, scopes, isNamed);
    return object && `${object}.${inner.name.text}`;
  }
  if (ts.isStringLiteralLike(inner)) return JSON.stringify(inner.text);
  if (ts.isNumericLiteral(inner)) return inner.text;
  if (inner.kind === ts.SyntaxKind.NullKeyword) return "null";
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return "true";
  if (inner.kind === ts.SyntaxKind.FalseKeyword) return "false";
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.MinusToken) {
    const operand = ts.isNumericLiteral(inner.right) ? operandName(inner.left, scopes, isNamed) : null;
    return operand && `${operand} - ${inner.right.getText()}`;
  }
  if (ts.isTypeOfExpression(inner)) {
    const operand = operandName(inner.expression, scopes, isNamed);
    return operand && `typeof ${operand}`;
  }
  return null;
}

/** The name of what a branch asks; null if it may be answered differently the next time. */
export function conditionName(branch: Branch, scopes: Scopes): Pure | null {
  if (branch.discriminant !== undefined) {
    const left = pureOperand(branch.discriminant, scopes);
    const right = pureOperand(branch.node, scopes);
    return left === null || right === null ? null : { key: equalityKey(left, right), negated: false };
  }
  if (branch.test === "truthy") return pureExpression(branch.node, scopes);
  const key = pureOperand(branch.node, scopes);
  return key === null ? null : { key: `${branch.test} ${key}`, negated: false };
}

function pureComparison(node: ts.BinaryExpression, scopes: Scopes): Pure | null {
  const left = pureOperand(node.left, scopes);
  const right = pureOperand(node.right, scopes);
  if (left === null || right === null) return null;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      return { key: equalityKey(left, right), negated: false };
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      return { key: equalityKey(left, right), negated: true };
    case ts.SyntaxKind.LessThanToken:
      return { key: `${left} < ${right}`, negated: false };
    case ts.SyntaxKind.GreaterThanToken:
      return { key: `${right} < ${left}`, negated: false };
    case ts.SyntaxKind.LessThanEqualsToken:
      return { key: `${right} < ${left}`, negated: true };
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return { key: `${left} < ${right}`, negated: true };
    default:
      return null;
  }
}
