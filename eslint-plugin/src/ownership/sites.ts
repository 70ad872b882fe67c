/** Where a file acquires responses, and from which function each acquisition is followed. */
import ts from "typescript";
import { acquisitionByType, classify, classifyByName } from "../model/classify.js";
import { type InformedFile, knowledgeFor } from "../model/knowledge.js";
import type { Acquisition, Builtin } from "../model/types.js";
import { callbackFlow } from "../typed/callback-flow.js";
import { calleeBodies } from "../typed/contract.js";
import type { CallNode } from "../typed/types.js";
import { enclosingFunction, isFunctionNode, isGenerator } from "../ir/function-nodes.js";
import type { Scopes } from "../ir/scopes.js";
import type { FunctionNode } from "../ir/types.js";
import { mayAcquireByType } from "./candidates.js";
import { asGiven } from "./result-use.js";

export interface Site {
  /** Where the duty begins for the function that contains it: the call that acquires, or that of a helper which does. */
  readonly call: CallNode;
  /** The call that acquires. */
  readonly origin: CallNode;
  /** The calls from `call` to `origin`, outermost first; empty where they are the same. */
  readonly through: readonly CallNode[];
  /** The function that is handed over at `call` and contains the next one; empty where the function that is called does. */
  readonly given: readonly FunctionNode[];
  /** The `new` that makes the object which the response is put into; null where it comes back otherwise, or into an object literal. */
  readonly made: ts.NewExpression | null;
  readonly acquisition: Acquisition;
  /** The function whose code contains it. */
  readonly function: FunctionNode;
  /** A helper may acquire for it, but following that took too long: why. */
  readonly givenUp?: string;
}

/** Whether two sites begin and end with the same calls, on the same way. */
export function isSameSite(left: Site, right: Site): boolean {
  return (
    left.call === right.call &&
    left.origin === right.origin &&
    left.given[0] === right.given[0] &&
    left.made === right.made &&
    left.through.length === right.through.length &&
    left.through.every((call, index) => call === right.through[index])
  );
}

/**
 * What a candidate acquires. Types are asked only where names do not tell and it is used as an injected fetch is.
 *
 * @param strict Types alone may speak for an acquisition.
 * @returns null if nothing.
 */
export function directSite(call: ts.CallExpression, file: InformedFile, strict: boolean): Site | null {
  if (classifyByName(call, file) === undefined && !mayAcquireByType(call, knowledgeFor(file), strict)) return null;
  const { model } = classify(call, file);
  const byTable = model?.kind === "acquire" ? model : undefined;
  const acquisition = byTable ?? (strict ? acquisitionByType(call, file) : undefined);
  return acquisition === undefined
    ? null
    : { call, origin: call, through: [], given: [], made: null, acquisition, function: enclosingFunction(call) };
}

/** A function from which to follow an acquisition. */
export interface Root {
  readonly function: FunctionNode;
  /** The call in its own code that leads to the acquisition. */
  readonly call: CallNode;
}

/**
 * The functions from which to follow an acquisition, best first: the outermost one that runs it in place (`urls.map(() => fetch(u))`,
 * `retry(() => fetch(u))` with a `retry` of the program), so that what a callback returns is seen where it arrives; then those further in, should the interpretation of the outer ones not get there.
 */
export function rootsOf(site: Site, file: InformedFile, scopes: Scopes): readonly Root[] {
  const roots: Root[] = [{ function: site.function, call: site.call }];
  let call = inlinedBy(site.function, file);
  while (call !== null) {
    const root = { function: scopes.functionOf(call), call };
    roots.unshift(root);
    call = inlinedBy(root.function, file);
  }
  return roots;
}

/** The call that runs this function expression in place, if the model knows that it does. */
function inlinedBy(fn: FunctionNode, file: InformedFile): CallNode | null {
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn) && !isOfLiteral(fn)) return null;
  let node: ts.Node = fn;
  while (ts.isParenthesizedExpression(node.parent)) node = node.parent;
  const given = asGiven(node);
  const { parent } = given;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return null;
  if (parent.expression === node) return parent;
  const { model, decidedBy } = classify(parent, file);
  if (decidedBy === "body in program") {
    const bodies = calleeBodies(parent, file);
    // What a generator finds in its options, it may run much later.
    return bodies.every((body) => isFunctionNode(body) && (given === node || !isGenerator(body))) ? parent : null;
  }
  if (given !== node) return null;
  if (model?.kind === "builtin" && runsCallback(model.builtin)) return parent;
  const index = parent.arguments?.findIndex((argument) => argument === node) ?? -1;
  return decidedBy === "nothing" && index >= 0 && callbackFlow(parent, index, file) !== null ? parent : null;
}

/** `{ load() { … } }` */
function isOfLiteral(fn: FunctionNode): boolean {
  return ts.isMethodDeclaration(fn) && ts.isObjectLiteralExpression(fn.parent);
}

function runsCallback(builtin: Builtin): boolean {
  return builtin.includes(".prototype.") || builtin === "Array.from" || builtin === "Promise";
}
