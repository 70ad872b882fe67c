/**
 * Functions of the program: where they have to do with what is followed, they are run in place, with what they are given. So a helper that
 * reads its argument, throws on a condition, or returns a response says by its own code what it does, under the very conditions of the call.
 *
 * What a helper decides is not told step by step: the caller knows only that it threw, or what it answered.
 */
import ts from "typescript";
import { callExit } from "../typed/call-exit.js";
import { constructorOf, isSuperCall, superConstructorOf } from "../typed/constructors.js";
import { calleeBodies } from "../typed/contract.js";
import { isOverridden } from "../typed/implementations.js";
import { functionNamed } from "../typed/named-function.js";
import type { CallNode } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import { isFunctionNode, isGenerator } from "../ir/function-nodes.js";
import { lower } from "../ir/lower.js";
import type { FunctionIR, FunctionNode } from "../ir/types.js";
import { abortTold, asksAbortFlag } from "./abort-flags.js";
import { valueAt } from "./environment.js";
import { isCallback } from "./frame.js";
import { lent } from "./handed-on.js";
import { receiverPlace } from "./places.js";
import { makeGenerator } from "./generators.js";
import { isBeginning, makeCallee, runGiven } from "./given-functions.js";
import { callSuper, makeInstance } from "./instances.js";
import { type Activation, type Machine, type Result, handOver } from "./machine.js";
import { capturedBy, capturesHolder, capturesReleaser, holds } from "./reach.js";
import { isGivenReleaser, mayBeReleased, releases } from "./releasers.js";
import { contains, mayBeginIn } from "./slice.js";
import { type State, cellOf, cellValues, variablePlace, write } from "./state.js";
import { told } from "./told.js";
import { type How, type Value, promiseOf, undefinedValue, unknown } from "./value.js";

/** A call, with what it is given. */
export interface Given {
  readonly node: CallNode;
  readonly args: readonly Value[];
  /** The function that is called, where it is known, or the receiver of a method call. */
  readonly callee: Value;
  /** What it is called on. */
  readonly receiver: Value;
}

/** The next call on the way to the acquisition: it is entered, wherever it leads. */
export function enter(machine: Machine, state: State, call: Given): readonly Result[] | null {
  const { slice, frame } = machine;
  const { node, args } = call;
  if (node !== slice.through[frame.entered] || state.status !== "none") return null;
  // What it was given, or made with, leads there.
  if (frame.entered === 0 && slice.given.length > 0) {
    return (
      makeCallee(machine, state, call)?.flatMap(
        (made) => runCallees(machine, made.state, { ...call, callee: made.value }) ?? [],
      ) ?? null
    );
  }
  const next = slice.through[frame.entered + 1] ?? slice.origin?.call ?? slice.site;
  if (next === null) return null;
  const body = bodiesOf(machine, node).find(
    (it) => it !== null && contains(it, next) && it.getSourceFile() === next.getSourceFile(),
  );
  if (body && isGenerator(body)) {
    return makeGenerator(machine, state, body, argumentsFor(node, args, body), unknown, node, "acquires");
  }
  if (body === undefined || body === null) return null;
  const isOnKnown = call.receiver.kind === "cell" && !ts.isArrowFunction(body);
  const entry = isOnKnown ? write(state, receiverPlace(frame.depth + 1), call.receiver) : state;
  const activation = runHelper(machine, entry, body, argumentsFor(node, args, body), node, "acquires");
  if (activation === null) return null;
  const results = ended(machine, activation, node);
  return machine.repeats && results.length > 0
    ? [...results, { state, value: promiseOf({ kind: "foreign" }) }]
    : results;
}

/**
 * Runs what `node` calls, if that is written out in the program and has to do with what is followed.
 *
 * @returns null if it is not followed: then it takes what it is given.
 */
export function runCallees(machine: Machine, state: State, call: Given): readonly Result[] | null {
  const { node, args, callee, receiver } = call;
  const closure = callee.kind === "closure" ? callee.function : null;
  const isConcerned =
    isToBeFilled(machine, node) ||
    [callee, receiver, ...args].some((value) => isFollowed(machine, state, value)) ||
    isGivenReleaser(machine, state, node);
  if (!isConcerned && !mayBeReleased(state)) return null;
  const bodies = closure === null ? bodiesOf(machine, node) : [closure];
  const tells = (body: FunctionNode | null): boolean =>
    body !== null && (asksAbortFlag(machine.slice, state, body) || releases(machine, state, node, body));
  if (!isConcerned && !bodies.some(tells)) return null;
  if (bodies.length === 0 || isAssertion(machine, node)) return null;
  // An object of a class that can see the response may do with it what it likes.
  if (ts.isNewExpression(node) && isFollowed(machine, state, callee)) return null;
  const made = ts.isNewExpression(node)
    ? makeInstance(machine, state, node, args)
    : isSuperCall(node)
      ? callSuper(machine, state, receiver, args, node)
      : null;
  if (made !== null) return ended(machine, made, node);
  const isKnown = closure !== null || !isDispatched(node);
  if (!isKnown && bodies.some((body) => body !== null && isOverridden(body, machine.slice.file))) return null;
  // An arrow function without one of its own sees that of the code it is written in.
  const bound = callee.kind === "closure" ? callee.receiver : undefined;
  const seen = bound ?? receiver;
  const results: Result[] = [];
  for (const body of bodies) {
    if (body === null) {
      results.push({ state, value: unknown });
      continue;
    }
    if (isGenerator(body)) {
      const how = isCallback(machine.frame, body) ? "callback" : "called";
      results.push(...makeGenerator(machine, state, body, argumentsFor(node, args, body), seen, node, how));
      continue;
    }
    // What it does when it calls itself shows where it does not: the least that is consistent, which errs towards quiet.
    if (machine.frame.stack.includes(body)) continue;
    const values = argumentsFor(node, args, body);
    const own = ts.isArrowFunction(body) ? bound : seen;
    const entry = own === undefined ? state : write(state, receiverPlace(machine.frame.depth + 1), own);
    const activation = isBeginning(machine, state, body)
      ? runGiven(machine, entry, body, values)
      : isCallback(machine.frame, body)
        ? machine.run(lent(machine, entry, body, values), body, values, machine.repeats)
        : runHelper(machine, entry, body, values, node, "called");
    if (activation === null) return null;
    const after = ended(machine, activation, node);
    results.push(...(makesObject(node) ? after.map((result) => ({ ...result, value: unknown })) : after));
  }
  return results;
}

/** The response will be put into the object that `node` makes. */
export function isToBeFilled({ slice }: Machine, node: ts.Node): boolean {
  return slice.made.includes(node);
}

/** Which class's method is called depends on the object. */
function isDispatched(node: CallNode): boolean {
  const callee = ts.isCallExpression(node) ? unwrap(node.expression) : node;
  return ts.isPropertyAccessExpression(callee) && callee.expression.kind !== ts.SyntaxKind.SuperKeyword;
}

/** Runs a function of a local object that nothing calls by name: `get ok() { return res.ok; }`, `[Symbol.dispose]() {}`. */
export function runOn(
  machine: Machine,
  state: State,
  fn: FunctionNode,
  receiver: Value,
  node: ts.Node,
  args: readonly Value[] = [],
): readonly Result[] {
  const entry = write(state, receiverPlace(machine.frame.depth + 1), receiver);
  const activation = runHelper(machine, entry, fn, args, node, "called");
  if (activation !== null) return ended(machine, activation, node);
  const after = handOver(machine, state, [receiver, ...args], node, "passed");
  return after === null ? [] : [{ state: after, value: unknown }];
}

/** What becomes of an object that is made by `node` is not followed: what its constructor stores in it is handed over. */
function makesObject(node: CallNode): boolean {
  return ts.isNewExpression(node) || isSuperCall(node);
}

/** `invariant(res.ok)`: its signature says it all, and in the caller's words. */
function isAssertion({ slice }: Machine, node: CallNode): boolean {
  const exit = callExit(node, slice.file);
  return exit.kind === "asserts" && exit.passes === "truthy";
}

/** All that `call` may run, where all of it is written out; null for a class without a constructor. */
function bodiesOf({ slice: { file } }: Machine, call: CallNode): readonly (FunctionNode | null)[] {
  const reached = isSuperCall(call)
    ? [superConstructorOf(call, file)]
    : calleeBodies(call, file).map((body) => (ts.isClassLike(body) ? constructorOf(body, file) : body));
  return reached.every((body) => body === null || (body !== undefined && isFunctionNode(body))) ? reached : [];
}

/** The arguments, and `undefined` for parameters that get none. */
export function argumentsFor(node: CallNode, args: readonly Value[], body: FunctionNode): readonly Value[] {
  const written = ts.isTaggedTemplateExpression(node) ? undefined : node.arguments;
  if (!ts.isFunctionLike(body) || written?.some(ts.isSpreadElement) === true) return args;
  const missing = Math.max(0, body.parameters.length - args.length);
  return [...args, ...Array.from({ length: missing }, () => undefinedValue)];
}

/** It has to do with the obligation, or with how it comes about. */
export function isFollowed(machine: Machine, state: State, value: Value): boolean {
  const { slice, frame } = machine;
  if (state.status === "none") return frame.entered === 0 && leadsToSite(machine, state, value);
  return (
    value.kind === "test" ||
    value.kind === "measure" ||
    value.kind === "view" ||
    holds(slice, state, value) ||
    capturesHolder(slice, state, value) ||
    capturesReleaser(state, value) ||
    (value.kind === "closure" && value.captures.some((variable) => abortTold(slice, state, variable) !== null))
  );
}

/** Calling it, or what it can see, may acquire. */
function leadsToSite(machine: Machine, state: State, value: Value, seen = new Set<Value>()): boolean {
  if (seen.has(value)) return false;
  seen.add(value);
  if (value.kind === "closure" && value.function !== null && mayBeginIn(machine.slice, value.function)) return true;
  const cell = cellOf(state, value);
  if (cell !== undefined && cellValues(cell).some((inner) => leadsToSite(machine, state, inner, seen))) return true;
  return capturedBy(state, value).some((variable) => {
    const inner = valueAt(state.env, variablePlace(variable));
    return inner !== undefined && leadsToSite(machine, state, inner, seen);
  });
}

/** Runs a helper, of which the caller is told no more than how it ended. */
export function runHelper(
  machine: Machine,
  state: State,
  fn: FunctionNode,
  args: readonly Value[],
  node: ts.Node,
  how: How,
): Activation | null {
  return told(machine, state, node, how, () => machine.run(state, fn, args, machine.repeats, how));
}

/** How the caller goes on. */
function ended(machine: Machine, { returns, throws }: Activation, node: ts.Node): readonly Result[] {
  for (const { state, value } of throws) machine.throwExplicitly(state, value, node);
  return returns;
}

/**
 * The function of the program that a name stands for where it is handed over: `.then(checkStatus)`, `retry(load)`, `load.bind(null)`. Where it is called, the
 * call is asked what it calls.
 */
export function functionHandedOver({ slice }: Machine, name: ts.Node): FunctionNode | null {
  const { parent } = name;
  if (!ts.isIdentifier(name)) return null;
  const isGiven = ts.isCallOrNewExpression(parent) && parent.expression !== name;
  const isBound = ts.isPropertyAccessExpression(parent) && parent.name.text === "bind";
  if (!isGiven && !isBound && slice.given.length === 0) return null;
  const fn = functionNamed(name, slice.file);
  return fn !== null && isFunctionNode(fn) ? fn : null;
}

/** Whether all that `call` may reach leaves only by a `throw`, as its code shows. */
export function neverReturns(machine: Machine, call: CallNode): boolean {
  const bodies = bodiesOf(machine, call);
  return (
    bodies.length > 0 &&
    bodies.every((body) => body !== null && endsInThrow(body) && !hasReturn(lower(body, machine.slice.scopes)))
  );
}

/** Asked first, because it costs nothing. */
function endsInThrow(fn: FunctionNode): boolean {
  const last = "body" in fn && fn.body !== undefined && ts.isBlock(fn.body) ? fn.body.statements.at(-1) : undefined;
  return last !== undefined && ts.isThrowStatement(last);
}

function hasReturn({ blocks, generator }: FunctionIR): boolean {
  return generator || blocks.some(({ terminal }) => terminal.kind === "return");
}

/** A call that leaves by a `throw`, or whose promise rejects. */
export function thrown(machine: Machine, results: readonly Result[], node: CallNode): readonly Result[] {
  const isAsync = bodiesOf(machine, node).some((body) => body !== null && lower(body, machine.slice.scopes).async);
  return results.flatMap((result): readonly Result[] => {
    if (isAsync) return [{ ...result, value: { kind: "rejected", reason: unknown } }];
    machine.throwExplicitly(result.state, unknown, node);
    return [];
  });
}
