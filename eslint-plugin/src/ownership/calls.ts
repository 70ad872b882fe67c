/**
 * What a call does to the tracked obligation. In this order: it is the acquisition itself; its receiver is a view, a promise or an array
 * that is followed; it runs a function in place; the model knows it; nobody knows it, and then what it is given goes with it (quiet).
 */
import ts from "typescript";
import type { CallModel } from "../model/types.js";
import { classify, classifyByName } from "../model/classify.js";
import { memberEffect } from "../model/tables.js";
import { isSuperCall } from "../typed/constructors.js";
import type { CallNode } from "../typed/types.js";
import type { Instruction } from "../ir/types.js";
import { type Machine, type Result, discharge, handOver } from "./machine.js";
import { type State, cellOf, read } from "./state.js";
import { type Value, constant, unknown, view } from "./value.js";
import { acquire, acquireBranch, ancestor, foreign } from "./acquire.js";
import { enter, isToBeFilled, neverReturns, runCallees, thrown } from "./callees.js";
import { runFlowing } from "./flowing.js";
import { callMember } from "./members.js";
import { callGeneratorMethod, spread } from "./generator-methods.js";
import { callPromiseMethod, resolve } from "./promises.js";
import { callArrayMethod, statusAmong } from "./lists.js";
import { callCollectionMethod, isCollection } from "./collections.js";
import { callBuiltin, signalAmong } from "./builtins.js";
import { bind, givenTo } from "./indirect.js";
import { facetOf, mayBeginIn } from "./slice.js";
import { isCalledByName, isIteration, matters } from "./harmless.js";
import { passArguments } from "./arguments.js";
import { unwrap } from "../typed/unwrap.js";
import { exits } from "./exits.js";
import { noteHandedOn } from "./handed-on.js";
import { place } from "./frame.js";
import { nameOfOrigin } from "./given.js";
import { keyName } from "./keys.js";
import { releaserName } from "./purity.js";
import { isGivenReleaser, releasedBy } from "./releasers.js";

type Call = Extract<Instruction, { kind: "call" }>;

/** A call with its operands evaluated. */
export interface Evaluated {
  readonly node: ts.Node;
  readonly args: readonly Value[];
  /** The receiver of a method call, or the function that is called. */
  readonly callee: Value;
  /** Name of the method, null if it is computed or this is no method call. */
  readonly name: string | null;
}

export function transferCall(machine: Machine, state: State, call: Call): readonly Result[] {
  return spread(machine, state, call.args, call.node).flatMap((after) => called(machine, after, call));
}

function called(machine: Machine, state: State, call: Call): readonly Result[] {
  const { frame } = machine;
  const args = call.args.flatMap((item): readonly Value[] => {
    if (item.kind === "hole") return [unknown];
    const value = read(state, place(frame, item.value));
    if (item.kind === "item") return [value];
    const cell = cellOf(state, value);
    if (cell?.kind === "tuple") return cell.elements;
    return [cell?.kind === "list" ? cell.element : value];
  });
  const { callee } = call;
  const target = read(state, place(frame, callee.kind === "method" ? callee.object : callee.value));
  const name = callee.kind === "method" ? keyName(machine, state, callee.key, call.node) : null;
  const evaluated: Evaluated = { node: call.node, args, callee: target, name };
  if (target.kind === "constant" && target.value == null) return [];
  const among = statusAmong(machine, name, args[0], call.node);
  if (among !== null) return [{ state, value: among }];
  return (
    splitSite(machine, state, evaluated) ??
    ownReceiver(machine, state, call, evaluated) ??
    release(machine, state, evaluated) ??
    immediate(machine, state, call, evaluated) ??
    modelled(machine, state, evaluated)
  );
}

/** The `clone()` or `tee()` at which this run's obligation begins. */
function splitSite(machine: Machine, state: State, { node, callee, name }: Evaluated): readonly Result[] | null {
  const { slice } = machine;
  const { site } = slice;
  if (site === null || node !== site || slice.acquisition !== null) return null;
  if (callee.kind !== "view" || name === null) return [{ state, value: unknown }];
  const effect = memberEffect(slice.resource.kind, callee.facet, name);
  return effect?.effect === "split" ? acquireBranch(machine, state, effect.result, site) : null;
}

function ownReceiver(machine: Machine, state: State, call: Call, evaluated: Evaluated): readonly Result[] | null {
  const { node, args, callee, name } = evaluated;
  if (call.callee.kind !== "method") {
    return callee.kind === "resolver" ? [resolve(state, callee, args[0] ?? unknown)] : null;
  }
  switch (callee.kind) {
    case "view":
      return callMember(machine, state, callee, name, args, node);
    case "promise":
    case "rejected":
      return callPromiseMethod(machine, state, callee, name, args, node);
    case "cell": {
      const cell = cellOf(state, callee);
      if (cell === undefined || cell.kind === "object" || cell.kind === "bound") return null;
      if (cell.kind === "generator") return callGeneratorMethod(machine, state, callee, cell, name, node);
      return isCollection(cell)
        ? callCollectionMethod(machine, state, callee.id, cell, name, args, node)
        : callArrayMethod(machine, state, callee.id, cell, name, args, node);
    }
    case "closure":
      return name === "bind" ? bind(machine, state, callee, args, node) : null;
    case "unknown":
    case "constant":
    case "test":
    case "measure":
    case "iterator":
    case "foreign":
    case "resolver":
    case "signal":
      return null;
  }
}

/** `controller.abort()` of the signal the call was given; `session.destroy()` of the session it was made on. */
function release(machine: Machine, state: State, { node }: Evaluated): readonly Result[] | null {
  const { slice, frame } = machine;
  if (state.status === "none" || !ts.isCallExpression(node)) return null;
  const nameOf = (receiver: ts.Expression): string | null => nameOfOrigin(frame, receiver, slice, releaserName);
  const released = releasedBy(node, slice.resource.kind, nameOf);
  const hit = released?.as.find((facet) => state[facet] === released.receiver);
  return hit === undefined ? null : discharge(machine, node, { kind: "release", of: hit });
}

/** `(async () => { … })()` runs here. */
function immediate(
  machine: Machine,
  state: State,
  call: Call,
  { node, args, callee }: Evaluated,
): readonly Result[] | null {
  if (!ts.isCallExpression(node) || call.callee.kind === "method" || callee.kind !== "closure") return null;
  const written = unwrap(node.expression);
  if (!ts.isFunctionExpression(written) && !ts.isArrowFunction(written)) return null;
  const activation = machine.run(state, written, args, machine.repeats);
  if (activation === null) return null;
  for (const thrown of activation.throws) machine.throwExplicitly(thrown.state, thrown.value, thrown.node);
  return activation.returns;
}

function modelled(machine: Machine, state: State, evaluated: Evaluated): readonly Result[] {
  const { slice } = machine;
  const node = callNode(evaluated.node);
  if (node === null) return unknownCallee(machine, state, evaluated);
  const given = givenTo(machine, state, evaluated, node);
  const { args } = given;
  const entered = enter(machine, state, given);
  if (entered !== null) return entered;
  if (node === slice.site && slice.acquisition !== null && machine.frame.entered === slice.through.length) {
    return acquire(machine, state, slice.acquisition, args, node);
  }
  if (node === slice.origin?.call && machine.frame.entered === slice.through.length) {
    return ancestor(machine, state, slice.origin.acquisition, args, node);
  }
  const isConcerning =
    isConcerned(machine, state, evaluated, node) ||
    isToBeFilled(machine, node) ||
    mayMakeCollection(node) ||
    isGivenReleaser(machine, state, node);
  if (!isConcerning && state.status !== "open") {
    if (isIteration(evaluated.name)) return [{ state, value: unknown }];
    const asks = [evaluated.callee, ...args].some(isAnything) && isCalledByName(node, slice);
    if (!asks) return unknownCallee(machine, state, evaluated);
  }
  // Of a call that has nothing to do with what is open, only names are asked: it may abandon that, by never returning.
  const { model, decidedBy } =
    (isConcerning ? classify(node, slice.file) : classifyByName(node, slice.file)) ?? unclassified;
  const isRun =
    decidedBy === "body in program" ||
    isSuperCall(node) ||
    (given.callee.kind === "closure" && decidedBy !== "settings");
  const ran = isRun ? runCallees(machine, state, given) : null;
  if (ran !== null) return ran;
  if (decidedBy === "body in program" && state.status === "open" && neverReturns(machine, node)) {
    return thrown(machine, unknownCallee(machine, state, evaluated), node);
  }
  const flowed = decidedBy === "nothing" ? runFlowing(machine, state, given) : null;
  if (flowed !== null) return flowed;
  if (model === undefined) return exits(machine, unknownCallee(machine, state, evaluated), args, node);
  return exits(machine, apply(machine, state, model, { ...evaluated, args }, node), args, node);
}

function callNode(node: ts.Node): CallNode | null {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) ? node : null;
}

const unclassified = { model: undefined, decidedBy: "nothing" } as const;

/** Something that is followed is passed, or the acquisition may be inside. */
function isConcerned({ slice }: Machine, state: State, { args, callee }: Evaluated, node: CallNode): boolean {
  if (mayBeginIn(slice, node) || slice.calls.has(node)) return true;
  return [callee, ...args].some((value) =>
    state.status === "open" || state.status === "flowing" ? isAnything(value) : matters(slice, state, value),
  );
}

function isAnything({ kind }: Value): boolean {
  return kind !== "unknown" && kind !== "constant";
}

/** What is put into it later is followed. */
function mayMakeCollection(node: CallNode): boolean {
  return (
    ts.isNewExpression(node) && ts.isIdentifier(node.expression) && /^(?:Weak)?(?:Map|Set)$/.test(node.expression.text)
  );
}

function unknownCallee(machine: Machine, state: State, { node, args, callee }: Evaluated): readonly Result[] {
  if (ts.isCallExpression(node)) noteHandedOn(machine, state, node.expression, args);
  const after = handOver(machine, state, [callee, ...args], node, "passed");
  return after === null ? [] : [{ state: after, value: signalAmong(state, args) }];
}

function apply(
  machine: Machine,
  state: State,
  model: CallModel,
  evaluated: Evaluated,
  node: CallNode,
): readonly Result[] {
  const { args } = evaluated;
  switch (model.kind) {
    case "acquire":
      return foreign(machine, state, model, args, node);
    case "recognises": {
      const [given] = args;
      if (given?.kind !== "view") return unknownCallee(machine, state, evaluated);
      return [{ state, value: constant(given.facet === model.facet) }];
    }
    case "selfContained":
    case "caretaker":
      return unknownCallee(machine, state, evaluated);
    case "arguments":
      return passArguments(machine, state, model.effects, args, node);
    case "wrap": {
      const wrapped = args[model.argument];
      if (wrapped?.kind !== "view") return unknownCallee(machine, state, evaluated);
      const { facet, alone } = model;
      const isAlone = args.length === 1 && alone !== undefined && facetOf(machine.slice, alone) !== undefined;
      const after = wrapped.of === "own" ? { ...state, touched: true } : state;
      return [{ state: after, value: view(isAlone ? alone : facet, wrapped.of) }];
    }
    case "timer": {
      const after = handOver(machine, state, args, node, "passed", true);
      return after === null ? [] : [{ state: after, value: unknown }];
    }
    case "exit":
      if (state.status === "open") machine.slice.observations.endings.excuse(node, { kind: "exit" });
      return [];
    case "builtin":
      return callBuiltin(machine, state, model.builtin, evaluated, node) ?? unknownCallee(machine, state, evaluated);
  }
}
