/**
 * Helpers that acquire for their callers: functions of the program that return a response they have fetched, directly or through others.
 * A call of one begins an obligation like a call of `fetch` does, and is followed through the helper from where it fetches.
 *
 * Errs towards quiet: what is written as a function's return type is believed, and of a function that is found to call itself on the way
 * only what its other paths return is seen.
 */
import ts from "typescript";
import { mayHoldResponse, writtenReturnType } from "../typed/annotation.js";
import { calleeBodies } from "../typed/contract.js";
import { type Classification, classify, classifyByName } from "../model/classify.js";
import { AnswersByProgram, type InformedFile, knowledgeFor } from "../model/knowledge.js";
import type { Acquisition } from "../model/types.js";
import type { CallNode } from "../typed/types.js";
import { enclosingFunction, isFunctionNode } from "../ir/function-nodes.js";
import { programScopes } from "../ir/scopes.js";
import type { FunctionNode } from "../ir/types.js";
import { candidates, mayAcquireByType } from "./candidates.js";
import { follow } from "./follow.js";
import { type Site, directSite } from "./sites.js";
import type { Settings } from "./slice.js";

/** An acquisition that a function hands to its caller. */
interface Handed {
  readonly origin: CallNode;
  /** The calls from the function's own code to the acquisition, outermost first. */
  readonly through: readonly CallNode[];
  readonly acquisition: Acquisition;
}

/** Helpers that call helpers that call helpers …: deeper ones are not followed. */
const longestChain = 6;
/** Ways in which one helper may acquire; of more, the first ones are followed. */
const mostWays = 8;

const known = {
  strict: new AnswersByProgram<FunctionNode, readonly Handed[]>(),
  lenient: new AnswersByProgram<FunctionNode, readonly Handed[]>(),
};

/**
 * What a candidate acquires: itself, or through a helper.
 *
 * @throws StepLimitError, LoweringLimitError where a helper is too large to be followed.
 */
export function sitesOf(call: ts.CallExpression, file: InformedFile, settings: Settings): readonly Site[] {
  const direct = directSite(call, file, settings.strict);
  return direct === null ? sitesThroughHelper(call, file, settings) : [direct];
}

/** What a call of a helper acquires: a site for each acquisition that may arrive there. */
function sitesThroughHelper(call: ts.CallExpression, file: InformedFile, settings: Settings): readonly Site[] {
  return handedThrough(call, file, settings).map(({ origin, through, acquisition }) => ({
    call,
    origin,
    through,
    acquisition,
    function: enclosingFunction(call),
  }));
}

function handedThrough(call: ts.CallExpression, file: InformedFile, settings: Settings): readonly Handed[] {
  if (decidedBy(call, file, settings.strict) !== "body in program") return [];
  const bodies = calleeBodies(call, file);
  if (!bodies.every(isFunctionNode)) return [];
  return bodies
    .flatMap((body) => handedBy(body, file, settings))
    .filter(({ through }) => through.length < longestChain)
    .slice(0, mostWays)
    .map((handed) => ({ ...handed, through: [call, ...handed.through] }));
}

/** Types are asked only where an injected fetch would be asked for too. */
function decidedBy(
  call: ts.CallExpression,
  file: InformedFile,
  strict: boolean,
): Classification["decidedBy"] | undefined {
  const named = classifyByName(call, file);
  return (named ?? (mayAcquireByType(call, knowledgeFor(file), strict) ? classify(call, file) : undefined))?.decidedBy;
}

/** The acquisitions that `fn` returns to its caller on some path. */
function handedBy(fn: FunctionNode, file: InformedFile, settings: Settings): readonly Handed[] {
  const answers = (settings.strict ? known.strict : known.lenient).of(file);
  let handed = answers.get(fn);
  if (handed === undefined) {
    // While it is being found out, a call of itself hands over nothing.
    answers.set(fn, []);
    handed = mayHandOver(fn) ? search(fn, file, settings) : [];
    answers.set(fn, handed);
  }
  return handed;
}

/** Generators are not followed; a written return type that can be nothing like a response is believed. */
function mayHandOver(fn: FunctionNode): boolean {
  if ("asteriskToken" in fn && fn.asteriskToken !== undefined) return false;
  const written = writtenReturnType(fn);
  return written === undefined || mayHoldResponse(written) || takesCallback(fn);
}

function takesCallback(fn: FunctionNode): boolean {
  return ts.isFunctionLike(fn) && fn.parameters.some(({ type }) => type !== undefined && ts.isFunctionTypeNode(type));
}

function search(fn: FunctionNode, file: InformedFile, settings: Settings): readonly Handed[] {
  const sourceFile = fn.getSourceFile();
  const own = { ...file, sourceFile };
  const sites = candidates(fn, knowledgeFor(file), true).flatMap((call) => sitesOf(call, own, settings));
  if (sites.length === 0) return [];
  const calls = new Set<ts.Node>(sites.map(({ call }) => call));
  const context = { file: own, scopes: programScopes(sourceFile), sites: calls, settings, spent: new Map() };
  return sites.flatMap((site) => {
    const [first] = follow(site, context);
    return first?.observations.handedBy === fn ? [site] : [];
  });
}
