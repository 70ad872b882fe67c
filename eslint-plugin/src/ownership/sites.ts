/** Where a file acquires responses, and from which function each acquisition is followed. */
import ts from "typescript";
import { acquisitionByType, classify, classifyByName } from "../model/classify.js";
import type { Acquisition, Builtin } from "../model/types.js";
import type { CallNode, TypedFile } from "../typed/types.js";
import { enclosingFunction } from "../ir/function-nodes.js";
import type { FileScopes } from "../ir/scopes.js";
import type { FunctionNode } from "../ir/types.js";
import { mayAcquireByType } from "./candidates.js";

export interface Site {
  readonly call: CallNode;
  readonly acquisition: Acquisition;
  /** The function whose code contains it. */
  readonly function: FunctionNode;
}

/**
 * What a candidate acquires. Types are asked only where names do not tell and it is used as an injected fetch is.
 *
 * @param strict Types alone may speak for an acquisition.
 * @returns null if nothing.
 */
export function siteOf(call: ts.CallExpression, file: TypedFile, strict: boolean): Site | null {
  if (classifyByName(call, file) === undefined && !mayAcquireByType(call, strict)) return null;
  const { model } = classify(call, file);
  const byTable = model?.kind === "acquire" ? model : undefined;
  const acquisition = byTable ?? (strict ? acquisitionByType(call, file) : undefined);
  return acquisition === undefined ? null : { call, acquisition, function: enclosingFunction(call) };
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
