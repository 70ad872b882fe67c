/**
 * `if (this.#current !== controller) return;`: where whoever puts another controller in the place of the last one aborts that before, a call
 * whose controller is no longer there was aborted.
 */
import ts from "typescript";
import { isAssignmentOperator } from "../ir/syntax.js";
import type { Scopes } from "../ir/scopes.js";
import { unwrap } from "../typed/unwrap.js";
import { nameOfOrigin } from "./given.js";
import { releaserName } from "./purity.js";
import { releasedBy } from "./releasers.js";
import { type Frame, type Slice, contains } from "./slice.js";
import type { State } from "./state.js";
import type { Test } from "./value.js";

const known = new WeakMap<ts.BinaryExpression, boolean>();

/** What a comparison with the controller of the followed call tells; null if that is nothing. */
export function supersededTest(slice: Slice, frame: Frame, state: State, node: ts.Node): Test | null {
  const { status, controller } = state;
  if (status !== "open" || controller === null || !ts.isBinaryExpression(node)) return null;
  const { left, right, operatorToken } = node;
  const isIt = (side: ts.Expression): boolean => nameOfOrigin(frame, side, slice, releaserName) === controller;
  const place = isIt(right) ? left : isIt(left) ? right : null;
  if (place === null) return null;
  let isReplaced = known.get(node);
  if (isReplaced === undefined) {
    isReplaced = isAbortedWhereReplaced(place, slice);
    known.set(node, isReplaced);
  }
  const asksForIt = isEquality(operatorToken.kind);
  return isReplaced ? { on: "aborted", negated: asksForIt } : null;
}

function isEquality(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
}

/** Every assignment to `place` comes right behind an abort of what was there, or only takes away what is known to be there. */
function isAbortedWhereReplaced(place: ts.Expression, slice: Slice): boolean {
  const { scopes } = slice;
  const name = releaserName(place, scopes);
  const home = homeOf(place, scopes);
  if (name === null || home === undefined) return false;
  const writes = assignmentsTo(home, name, scopes);
  return writes.length > 0 && writes.every((it) => isBehindAbort(it, name, slice) || isGuarded(it, name, scopes));
}

/** The code that may see `place`: a class for its fields, else where its variable is declared. */
function homeOf(place: ts.Expression, scopes: Scopes): ts.Node | undefined {
  let root = unwrap(place);
  while (ts.isPropertyAccessExpression(root)) root = unwrap(root.expression);
  if (root.kind === ts.SyntaxKind.ThisKeyword) return ts.findAncestor(root, ts.isClassLike);
  const variable = ts.isIdentifier(root) ? scopes.variableOf(root) : undefined;
  return variable?.exported === false ? variable.owner : undefined;
}

function assignmentsTo(home: ts.Node, name: string, scopes: Scopes): readonly ts.BinaryExpression[] {
  const found: ts.BinaryExpression[] = [];
  visit(home);
  return found;

  function visit(node: ts.Node): void {
    if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) {
      if (releaserName(node.left, scopes) === name) found.push(node);
    }
    ts.forEachChild(node, visit);
  }
}

/** `current?.abort(); current = controller;` */
function isBehindAbort(assignment: ts.Node, name: string, { scopes, resource }: Slice): boolean {
  const statement = ts.findAncestor(assignment, ts.isStatement);
  if (statement === undefined || !(ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent))) return false;
  const { statements } = statement.parent;
  return statements.slice(0, statements.indexOf(statement)).some((before) => {
    const call = ts.isExpressionStatement(before) ? unwrap(before.expression) : before;
    const isCall = ts.isCallExpression(call);
    return isCall && releasedBy(call, resource.kind, (it) => releaserName(it, scopes))?.receiver === name;
  });
}

/** `if (current === controller) current = null;` */
function isGuarded(assignment: ts.Node, name: string, scopes: Scopes): boolean {
  const guard = ts.findAncestor(assignment, ts.isIfStatement);
  if (guard === undefined || !contains(guard.thenStatement, assignment)) return false;
  const asked = unwrap(guard.expression);
  if (!ts.isBinaryExpression(asked) || !isEquality(asked.operatorToken.kind)) return false;
  return [asked.left, asked.right].some((side) => releaserName(side, scopes) === name);
}
