/**
 * Flags that are set where a controller is aborted, and nowhere else: `return () => { cancelled = true; controller.abort(); }`. Who finds
 * one set after waiting knows that the call was aborted. A private field is such a flag as well as a variable is.
 */
import ts from "typescript";
import { lower } from "../ir/lower.js";
import { isAssignmentOperator } from "../ir/syntax.js";
import type { FunctionNode, Instruction, Variable } from "../ir/types.js";
import { unwrap } from "../typed/unwrap.js";
import { functionsIn } from "./last-uses.js";
import { releaserName } from "./purity.js";
import { releasedBy } from "./releasers.js";
import type { Slice } from "./slice.js";
import type { State } from "./state.js";
import type { Test } from "./value.js";

interface AbortFlag {
  /** What it starts as; else it is set. */
  readonly unset: boolean;
  /** For each place where it is set, the calls that run with it. */
  readonly calls: readonly (readonly ts.CallExpression[])[];
}

const known = new WeakMap<Variable, AbortFlag | null>();
const knownFields = new WeakMap<ts.PropertyDeclaration, AbortFlag | null>();

/** What a variable tells that other code has written meanwhile; null if that is nothing of the followed call. */
export function abortTold(slice: Slice, state: State, variable: Variable): Test | null {
  if (!mayBeAborted(state) || variable.kind !== "let" || !variable.captured) return null;
  let flag = known.get(variable);
  if (flag === undefined) {
    flag = flagOf(variable, slice);
    known.set(variable, flag);
  }
  return testOf(flag, slice, state);
}

/** The same for `this.#stopped`, read at `node`, in the class that has it. */
export function abortToldByField(slice: Slice, state: State, node: ts.Node): Test | null {
  if (
    !mayBeAborted(state) ||
    !ts.isPropertyAccessExpression(node) ||
    node.expression.kind !== ts.SyntaxKind.ThisKeyword
  ) {
    return null;
  }
  const owner = ts.findAncestor(node, ts.isClassLike);
  const field = owner?.members.find((it) => it.name?.getText() === node.name.text);
  if (owner === undefined || field === undefined || !ts.isPropertyDeclaration(field) || !isPrivate(field)) return null;
  let flag = knownFields.get(field);
  if (flag === undefined) {
    flag = flagOfField(field, owner);
    knownFields.set(field, flag);
  }
  return testOf(flag, slice, state);
}

/** Whether what a function returns may tell of an abort: `const isDone = () => cancelled`. */
export function asksAbortFlag(slice: Slice, state: State, fn: FunctionNode): boolean {
  return mayBeAborted(state) && slice.scopes.capturesOf(fn).some((it) => abortTold(slice, state, it) !== null);
}

function mayBeAborted({ status, controller }: State): boolean {
  return status === "open" && controller !== null;
}

function testOf(flag: AbortFlag | null, { resource, scopes }: Slice, { controller }: State): Test | null {
  const isAborted = (call: ts.CallExpression): boolean =>
    releasedBy(call, resource.kind, (receiver) => releaserName(receiver, scopes))?.receiver === controller;
  return flag?.calls.every((calls) => calls.some(isAborted)) === true ? { on: "aborted", negated: flag.unset } : null;
}

function flagOf(variable: Variable, { scopes }: Slice): AbortFlag | null {
  const declaration = variable.declaration.parent;
  if (variable.exported || !ts.isVariableDeclaration(declaration)) return null;
  const owner = lower(variable.owner, scopes);
  const bodies = [owner, ...functionsIn(owner, scopes)].flatMap(({ blocks }) => blocks);
  return flagSetAt(declaration.initializer, () => bodies.flatMap(storesOf).map(({ node }) => node));

  function storesOf({ instructions }: { readonly instructions: readonly Instruction[] }): readonly Instruction[] {
    return instructions.filter((it) => it.kind === "store" && it.variable === variable && !it.initializer);
  }
}

function flagOfField({ name, initializer }: ts.PropertyDeclaration, owner: ts.ClassLikeDeclaration): AbortFlag | null {
  const writes: ts.Node[] = [];
  visit(owner);
  return flagSetAt(initializer, () => writes);

  function visit(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node) && node.name.text === name.getText() && isWritten(node)) writes.push(node);
    ts.forEachChild(node, visit);
  }
}

/** Where anything but a plain assignment might write it, it counts as written: that is no flag then. */
function isWritten(access: ts.PropertyAccessExpression): boolean {
  const { parent } = access;
  if (ts.isBinaryExpression(parent)) return parent.left === access && isAssignmentOperator(parent.operatorToken.kind);
  return (
    ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isDeleteExpression(parent) ||
    ts.isPostfixUnaryExpression(parent) ||
    (ts.isPrefixUnaryExpression(parent) && parent.operator !== ts.SyntaxKind.ExclamationToken)
  );
}

/** `#stopped`, `private stopped` */
function isPrivate(field: ts.PropertyDeclaration): boolean {
  const isMarked = field.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) === true;
  return ts.isPrivateIdentifier(field.name) || isMarked;
}

/** @param writes - All places where it is written but for its declaration. */
function flagSetAt(initializer: ts.Expression | undefined, writes: () => readonly ts.Node[]): AbortFlag | null {
  const unset = booleanIn(initializer);
  if (unset === null) return null;
  const calls: (readonly ts.CallExpression[])[] = [];
  for (const node of writes()) {
    const assigned = assignedIn(node);
    if (assigned === null) return null;
    if (assigned.value !== unset) calls.push(callsWith(assigned.statement));
  }
  return calls.length === 0 ? null : { unset, calls };
}

/** `flag = true;` */
function assignedIn(node: ts.Node): { readonly value: boolean; readonly statement: ts.Statement } | null {
  const statement = ts.findAncestor(node, ts.isExpressionStatement);
  const assignment = statement && unwrap(statement.expression);
  if (!assignment || !ts.isBinaryExpression(assignment)) return null;
  const value = assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken ? booleanIn(assignment.right) : null;
  return value === null ? null : { value, statement };
}

function booleanIn(node: ts.Expression | undefined): boolean | null {
  const kind = node && unwrap(node).kind;
  return kind === ts.SyntaxKind.TrueKeyword || (kind === ts.SyntaxKind.FalseKeyword ? false : null);
}

/** The calls that are statements of the same block, if nothing on the way to them waits or leaves it. */
function callsWith(statement: ts.Statement): readonly ts.CallExpression[] {
  if (!ts.isBlock(statement.parent)) return [];
  const { statements } = statement.parent;
  const at = statements.indexOf(statement);
  const after = statements.slice(at + 1);
  const before = statements.slice(0, at).reverse();
  return [after, before].flatMap((way) => {
    const end = way.findIndex(isInterrupted);
    return (end === -1 ? way : way.slice(0, end)).flatMap((it) => {
      const call = ts.isExpressionStatement(it) ? unwrap(it.expression) : it;
      return ts.isCallExpression(call) ? [call] : [];
    });
  });
}

function isInterrupted(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
  if (ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node)) return true;
  return ts.forEachChild(node, isInterrupted) ?? false;
}
