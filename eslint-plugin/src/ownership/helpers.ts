/**
 * Helpers that acquire for their callers: functions of the program that return a response they have fetched, directly or through others.
 * A call of one begins an obligation like a call of `fetch` does, and is followed through the helper from where it fetches.
 *
 * What a function hands over within so many calls rests on what those it calls hand over within one call less, and on nothing else. So it
 * does not matter which of them is asked for first, nor do functions that call each other in circles.
 *
 * Errs towards quiet: what is written as a function's return type is believed, and a way that passes a function twice is left out.
 */
import ts from "typescript";
import { isWrappedFunction } from "../typed/wrapped-function.js";
import { writtenReturnType } from "../typed/annotation.js";
import { mayHoldResponse } from "../typed/may-hold.js";
import { calleeBodies } from "../typed/contract.js";
import { calleeOperands, isOpen } from "../typed/signature.js";
import { type Classification, classify, classifyByName } from "../model/classify.js";
import { type InformedFile, knowledgeFor } from "../model/knowledge.js";
import { LoweringLimitError } from "../ir/builder.js";
import { enclosingFunction, isFunctionNode } from "../ir/function-nodes.js";
import type { FunctionNode } from "../ir/types.js";
import { AnswersBySettings } from "./answers-by-settings.js";
import { type Candidate, candidates, isGivenByName, mayAcquireByType, mayBeKnownByName } from "./candidates.js";
import { contextOf, follow } from "./follow.js";
import { type Filled, makingOf, mayBeFilled, mayFill } from "./filled.js";
import { functionsGivenTo, functionsInCallee } from "./given-sites.js";
import { isBoxed, isOnlyCloned } from "./response-use.js";
import { isAwaited } from "./result-use.js";
import { type Site, directSite, isSameSite } from "./sites.js";
import { type FileContext, type Settings, StepLimitError } from "./slice.js";
import { isSaidToHoldNone } from "./written-use.js";

/** An acquisition that a function hands to its caller. */
interface Handed extends Pick<Site, "origin" | "through" | "acquisition" | "givenUp"> {
  /** Not by its result: what of its caller's it puts it into. */
  readonly filled: Filled | null;
}

/** What a function hands to its caller, as far as was looked. */
interface Answer {
  readonly handed: readonly Handed[];
  /** How many calls deep helpers go, where all were looked into: looking further would find the same. Infinite where some were not. */
  readonly depth: number;
}

/** Helpers that call helpers that call helpers …: deeper ones are not followed. */
const longestChain = 6;
/** Ways in which one helper may acquire; of more, the first ones are followed. */
const mostWays = 8;

/** Of some acquisitions in a function, those that it hands over. */
interface Asked {
  readonly sites: readonly Site[];
  readonly handed: readonly Handed[];
}

/** What is known of one function. */
interface Known {
  readonly byReach: Map<number, Answer>;
  readonly asked: Asked[];
}

const known = new AnswersBySettings<FunctionNode, Known>();

/** What a candidate acquires: itself, or through a helper. */
export function sitesOf(call: Candidate, file: InformedFile, settings: Settings): readonly Site[] {
  const { sites } = search(call, file, settings, longestChain);
  return sites.length > 0 && isKeptByCallee(call, file) ? [] : sites;
}

/** `memoize(fetch)`: who reads nothing but clones knows that somebody keeps the response. */
function isKeptByCallee(call: Candidate, file: InformedFile): boolean {
  return ts.isCallExpression(call) && isOnlyCloned(call) && isWrappedFunction(call, file);
}

interface Found extends Pick<Answer, "depth"> {
  readonly sites: readonly Site[];
}

/** @param reach - How many calls of helpers to follow. */
function search(call: Candidate, file: InformedFile, settings: Settings, reach: number): Found {
  if (!mayBeKnownByName(call, knowledgeFor(file)) && isSaidToHoldNone(call, file.checker)) {
    return { sites: [], depth: 0 };
  }
  const isByName = ts.isCallExpression(call) && isGivenByName(call);
  const direct = ts.isCallExpression(call) && !isByName ? directSite(call, file, settings.strict) : null;
  if (direct !== null) return { sites: [direct], depth: 0 };
  const decided = isByName ? "nothing" : decidedBy(call, file, settings.strict);
  const bodies = decided === "body in program" ? helpersOf(call, file) : [];
  const helped = among(bodies, false, call, file, settings, reach);
  if (helped.sites.length > 0 || !ts.isCallExpression(call)) return helped;
  const mayRunThem = isByName || bodies.length > 0 || (decided === "nothing" && isAwaited(call));
  const functions = [
    ...(mayRunThem ? functionsGivenTo(call, file) : []),
    ...(isByName || isNamed(call, file) ? [] : functionsInCallee(call, file)),
  ];
  const given = among(
    functions.filter((fn) => mayHandOver(fn, file)),
    true,
    call,
    file,
    settings,
    reach,
  );
  return { sites: given.sites, depth: Math.max(helped.depth, given.depth) };
}

/** What it calls is written out under its name: nobody made it. */
function isNamed(call: Candidate, file: InformedFile): boolean {
  return !calleeOperands(call, file, "names").some(isOpen);
}

/**
 * What `call` acquires by running one of some functions.
 *
 * @param areGiven - They are handed to what it calls, and not what it calls.
 */
function among(
  functions: readonly FunctionNode[],
  areGiven: boolean,
  call: Candidate,
  file: InformedFile,
  settings: Settings,
  reach: number,
): Found {
  if (functions.length === 0) return { sites: [], depth: 0 };
  if (reach === 0) return { sites: [], depth: Infinity };
  const answers = functions.map((fn) => ({ ...handedBy(fn, file, settings, reach - 1), given: areGiven ? [fn] : [] }));
  const handed = answers.flatMap((answer) => answer.handed.map((one) => ({ ...one, given: answer.given })));
  const sites = distinct(handed.flatMap((one) => received(one, call, file)))
    .slice(0, mostWays)
    .map((one) => ({ ...one, call, through: [call, ...one.through], function: enclosingFunction(call) }));
  return { sites, depth: 1 + Math.max(...answers.map(({ depth }) => depth)) };
}

/** What `call` answers for: what it is given back, or what is put into an object that is made around it. */
function received<One extends Handed>(
  one: One,
  call: Candidate,
  file: InformedFile,
): readonly (One & Pick<Site, "made">)[] {
  if (one.filled === null) return [{ ...one, made: null }];
  const made = ts.isCallExpression(call) ? makingOf(call, one.filled, file) : undefined;
  return made === undefined ? [] : [{ ...one, made }];
}

/** One way to each acquisition: a caller is told of it once. */
function distinct<One extends Pick<Site, "origin">>(handed: readonly One[]): readonly One[] {
  return handed.filter(({ origin }, index) => handed.findIndex((other) => other.origin === origin) === index);
}

/** What `call` runs, where all of it is written out. */
function helpersOf(call: Candidate, file: InformedFile): readonly FunctionNode[] {
  const bodies = calleeBodies(call, file);
  const isFilling = ts.isCallExpression(call) && mayBeFilled(call);
  return bodies.every(isFunctionNode)
    ? bodies.filter((body) => mayHandOver(body, file) || (isFilling && mayFill(body)))
    : [];
}

/** Types are asked only where an injected fetch would be asked for too. */
function decidedBy(call: Candidate, file: InformedFile, strict: boolean): Classification["decidedBy"] | undefined {
  const named = classifyByName(call, file);
  return (
    named ??
    (ts.isCallExpression(call) && (isBoxed(call) || mayAcquireByType(call, knowledgeFor(file), strict))
      ? classify(call, file)
      : undefined)
  )?.decidedBy;
}

/** The acquisitions that `fn` returns to its caller on some path. */
function handedBy(fn: FunctionNode, file: InformedFile, settings: Settings, reach: number): Answer {
  const ofProgram = known.of(file, settings);
  const { byReach, asked } = ofProgram.get(fn) ?? { byReach: new Map<number, Answer>(), asked: [] };
  ofProgram.set(fn, { byReach, asked });
  const found = byReach.get(reach) ?? [...byReach.values()].find(({ depth }) => depth <= reach);
  const answer = found ?? look(fn, file, settings, reach, asked);
  byReach.set(reach, answer);
  return answer;
}

/** A written return type that can be nothing like a response is believed. */
function mayHandOver(fn: FunctionNode, { checker }: InformedFile): boolean {
  const written = writtenReturnType(fn);
  return written === undefined || mayHoldResponse(written, checker) || takesCallback(fn);
}

function takesCallback(fn: FunctionNode): boolean {
  return ts.isFunctionLike(fn) && fn.parameters.some(({ type }) => type !== undefined && ts.isFunctionTypeNode(type));
}

function look(fn: FunctionNode, file: InformedFile, settings: Settings, reach: number, asked: Asked[]): Answer {
  const sourceFile = fn.getSourceFile();
  const own = { ...file, sourceFile };
  const found = candidates(fn, knowledgeFor(file), true).map((call) => search(call, own, settings, reach));
  const sites = found
    .flatMap((one) => one.sites)
    .filter((site) => site.givenUp === undefined && !passes(site, fn))
    .sort((a, b) => a.through.length - b.through.length);
  const depth = Math.max(0, ...found.map((one) => one.depth));
  return { handed: sites.length === 0 ? [] : handedAmong(sites, fn, own, settings, asked), depth };
}

/** Looking further often finds the same: what that hands over is known. */
function handedAmong(
  sites: readonly Site[],
  fn: FunctionNode,
  own: InformedFile,
  settings: Settings,
  asked: Asked[],
): readonly Handed[] {
  let known = asked.find((it) => areSame(it.sites, sites));
  if (known === undefined) {
    known = { sites, handed: handedNow(sites, fn, own, settings) };
    asked.push(known);
  }
  return known.handed;
}

function areSame(left: readonly Site[], right: readonly Site[]): boolean {
  const isSame = (site: Site, other: Site | undefined): boolean => other !== undefined && isSameSite(site, other);
  return left.length === right.length && left.every((site, index) => isSame(site, right[index]));
}

function handedNow(sites: readonly Site[], fn: FunctionNode, own: InformedFile, settings: Settings): readonly Handed[] {
  const context = contextOf(own, sites, settings);
  const handed: Handed[] = [];
  for (const site of sites) {
    if (handed.length === mostWays) break;
    if (handed.some(({ origin }) => origin === site.origin)) continue;
    const outcome = hands(site, fn, context);
    if (outcome.kind === "handed") handed.push({ ...site, filled: outcome.filled });
    else if (outcome.kind === "gaveUp") handed.push({ ...site, filled: null, givenUp: outcome.reason });
  }
  for (const { steps } of context.spent.values()) settings.searched.steps += steps;
  return handed;
}

/** Whether a way goes through `fn` once more. */
function passes({ origin, through: [first, ...further] }: Site, fn: FunctionNode): boolean {
  return first !== undefined && [...further, origin].some((call) => enclosingFunction(call) === fn);
}

type Outcome =
  | { readonly kind: "handed"; readonly filled: Filled | null }
  | { readonly kind: "kept" }
  /** Following it takes too long. */
  | { readonly kind: "gaveUp"; readonly reason: string };

function hands(site: Site, fn: FunctionNode, context: FileContext): Outcome {
  try {
    const seen = follow(site, context)[0]?.observations;
    if (seen?.handedBy === fn) return { kind: "handed", filled: null };
    const filled = seen?.filled ?? null;
    return filled === null || site.function !== fn ? { kind: "kept" } : { kind: "handed", filled };
  } catch (error) {
    if (error instanceof StepLimitError || error instanceof LoweringLimitError) {
      return { kind: "gaveUp", reason: `${error.message}, in a function that it calls` };
    }
    throw error;
  }
}
