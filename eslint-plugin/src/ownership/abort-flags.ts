/**
 * Flags that are set where a controller is aborted, and nowhere else: `return () => { cancelled = true; controller.abort(); }`. Who finds
 * one set after waiting knows that the call was aborted.
 */
import ts from "typescript";
import { lower } from "../ir/lower.js";
import type { Instruction, Variable } from "../ir/types.js";
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

/** What a variable tells that other code has written meanwhile; null if that is nothing of the followed call. */
export function abortTold(slice: Slice, { status, controller }: State, variable: Variable): Test | null {
  if (status !== "open" || controller === null || variable.kind !== "let" || !variable.captured) return null;
  let flag = known.get(variable);
  if (flag === undefined) {
    flag = flagOf(variable, slice);
    known.set(variable, flag);
  }
  const isAborted = (call: ts.CallExpression): boolean =>
    releasedBy(call, slice.resource.kind, (receiver) => releaserName(receiver, slice.scopes))?.receiver === controller;
  return flag?.calls.every((calls) => calls.some(isAborted)) === true ? { on: "aborted", negated: flag.unset } : null;
}

function flagOf(variable: Variable, { scopes }: Slice): AbortFlag | null {
  const declaration = variable.declaration.parent;
  if (variable.exported || !ts.isVariableDeclaration(declaration)) return null;
  const unset = booleanIn(declaration.initializer);
  if (unset === null) return null;
  const owner = lower(variable.owner, scopes);
  const calls: (readonly ts.CallExpression[])[] = [];
  for (const { node } of [owner, ...functionsIn(owner, scopes)].flatMap(({ blocks }) => blocks.flatMap(storesOf))) {
    const assigned = assignedIn(node);
    if (assigned === null) return null;
    if (assigned.value !== unset) calls.push(callsWith(assigned.statement));
  }
  return calls.length === 0 ? null : { unset, calls };

  function storesOf({ instructions }: { readonly instructions: readonly Instruction[] }): readonly Instruction[] {
    return instructions.filter((it) => it.kind === "store" && it.variable === variable && !it.initializer);
  }
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
