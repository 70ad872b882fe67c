/** Where a file acquires responses, and from which function each acquisition is followed. */
import ts from "typescript";
import { acquisitionByType, classify } from "../model/classify.js";
import { isAcquiringName } from "../model/tables.js";
import type { Acquisition, Builtin } from "../model/types.js";
import type { CallNode, TypedFile } from "../typed/types.js";
import type { FileScopes } from "../ir/scopes.js";
import type { FunctionNode } from "../ir/types.js";
import { unwrap } from "../typed/unwrap.js";

export interface Site {
  readonly call: CallNode;
  readonly acquisition: Acquisition;
  /** The function whose code contains it. */
  readonly function: FunctionNode;
}

/** Every call of a file that may acquire, by its syntax; in source order. No type is asked. */
export function candidates(sourceFile: ts.SourceFile): readonly ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const waiting: ts.Node[] = [sourceFile];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ts.isCallExpression(node) && mayAcquire(node)) calls.push(node);
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return calls.sort((a, b) => a.pos - b.pos);
}

/**
 * What a candidate acquires.
 *
 * @param strict Types alone may speak for an acquisition.
 * @returns null if nothing.
 */
export function siteOf(call: CallNode, file: TypedFile, scopes: FileScopes, strict: boolean): Site | null {
  const { model } = classify(call, file);
  const byTable = model?.kind === "acquire" ? model : undefined;
  const acquisition = byTable ?? (strict ? acquisitionByType(call, file) : undefined);
  return acquisition === undefined ? null : { call, acquisition, function: scopes.functionOf(call) };
}

/**
 * Cheap enough to ask of every call. A method whose name no table knows can only be an injected fetch, and what one of those returns is
 * awaited, chained or kept: a result that is compared, concatenated or looked into on the spot is none.
 */
export function mayAcquire(call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return true;
  const name = callee.name.text;
  if (isAcquiringName(name) || indirect.has(name)) return true;
  if (call.arguments.length === 0) return false;
  let { parent } = call;
  while (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isNonNullExpression(parent)) {
    ({ parent } = parent);
  }
  if (ts.isPropertyAccessExpression(parent)) return chained.has(parent.name.text);
  if (ts.isExpressionStatement(parent)) return /fetch|request/i.test(name);
  return !(
    ts.isTemplateSpan(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isIfStatement(parent) ||
    (ts.isBinaryExpression(parent) && computing(parent.operatorToken.kind))
  );
}

const indirect: ReadonlySet<string> = new Set(["call", "apply", "bind"]);
const chained: ReadonlySet<string> = new Set(["then", "catch", "finally"]);

/** An operator that makes a new value of its operands, rather than handing one of them on. */
function computing(operator: ts.SyntaxKind): boolean {
  return (
    operator !== ts.SyntaxKind.EqualsToken &&
    operator !== ts.SyntaxKind.QuestionQuestionToken &&
    operator !== ts.SyntaxKind.BarBarToken &&
    operator !== ts.SyntaxKind.AmpersandAmpersandToken &&
    operator !== ts.SyntaxKind.CommaToken &&
    operator !== ts.SyntaxKind.QuestionQuestionEqualsToken
  );
}

/**
 * The functions from which to follow an acquisition, best first: the outermost one that runs it in place (`urls.map(() => fetch(u))`), so
 * that what a callback returns is seen where it arrives; then its own, should the interpretation of the outer one not get there.
 */
export function rootsOf(site: Site, file: TypedFile, scopes: FileScopes): readonly FunctionNode[] {
  let root = site.function;
  for (let caller = inlinedBy(root, file); caller !== null; caller = inlinedBy(root, file)) {
    root = scopes.functionOf(caller);
  }
  return root === site.function ? [root] : [root, site.function];
}

/** The call that runs this function expression in place, if the model knows that it does. */
function inlinedBy(fn: FunctionNode, file: TypedFile): CallNode | null {
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return null;
  let node: ts.Node = fn;
  while (ts.isParenthesizedExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return null;
  if (parent.expression === node) return parent;
  const { model } = classify(parent, file);
  return model?.kind === "builtin" && runsCallback(model.builtin) ? parent : null;
}

function runsCallback(builtin: Builtin): boolean {
  return builtin.includes(".prototype.") || builtin === "Array.from" || builtin === "Promise";
}
