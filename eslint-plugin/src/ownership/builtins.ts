/** Functions of the language that move the tracked obligation about: promises, arrays, conversions. */
import ts from "typescript";
import type { Builtin } from "../model/types.js";
import type { CallNode } from "../typed/types.js";
import { type Machine, type Result, handOver } from "./machine.js";
import { callMember } from "./members.js";
import { namedPlace } from "./places.js";
import { allocation } from "./frame.js";
import { type State, cellOf, cellValues, forget, read } from "./state.js";
import { type Value, constant, isArrayCell, promiseOf, unknown } from "./value.js";
import type { Evaluated } from "./calls.js";
import { allocate } from "./containers.js";
import { callPromiseMethod, combine, construct } from "./promises.js";
import { callArrayMethod, callUnknownArray } from "./lists.js";
import { asList, isCollection, makeCollection } from "./collections.js";
import { drained } from "./generators.js";
import { mayBeginIn } from "./slice.js";
import { truthiness } from "./conditions.js";

/**
 * The outcome of a call of a function of the language.
 *
 * @returns null if nothing is known of it with these arguments: it is then like any other unknown callee.
 */
export function callBuiltin(
  machine: Machine,
  state: State,
  name: Builtin,
  evaluated: Evaluated,
  node: CallNode,
): readonly Result[] | null {
  const { args, callee } = evaluated;
  const first = args[0] ?? unknown;
  switch (name) {
    case "Request": {
      const after = handOver(machine, state, args, node, "passed");
      return after === null ? [] : [{ state: after, value: args[1]?.kind === "cell" ? args[1] : unknown }];
    }
    case "Promise":
      return construct(machine, state, first, node);
    case "Promise.all":
    case "Promise.allSettled":
    case "Promise.race":
    case "Promise.any":
      return combine(
        machine,
        state,
        name.slice("Promise.".length) as "all" | "allSettled" | "race" | "any",
        first,
        node,
      );
    case "Promise.resolve":
      return [{ state, value: promiseOf(first) }];
    case "Promise.reject":
      return [{ state, value: { kind: "rejected", reason: first } }];
    case "Promise.prototype.then":
    case "Promise.prototype.catch":
    case "Promise.prototype.finally": {
      // A promise nobody follows: its callback runs some time, perhaps.
      const promise = promiseOf(callee.kind === "foreign" ? callee : unknown);
      const method = name.slice("Promise.prototype.".length);
      const inline = args.some(
        (arg) => arg.kind === "closure" && arg.function !== null && mayBeginIn(machine.slice, arg.function),
      );
      const results =
        inline && promise.kind === "promise" ? callPromiseMethod(machine, state, promise, method, args, node) : null;
      return results;
    }
    case "Array.prototype.map":
    case "Array.prototype.flatMap":
    case "Array.prototype.forEach":
    case "Array.prototype.filter":
    case "Array.prototype.find":
    case "Array.prototype.some":
    case "Array.prototype.every":
    case "Array.prototype.reduce":
      return callUnknownArray(machine, state, name, first, node);
    case "Array.from":
      return ofGenerator(machine, state, args, node, false) ?? arrayFrom(machine, state, first, args[1], node);
    case "Array.fromAsync":
      return ofGenerator(machine, state, args, node, true);
    case "Map":
      return makeCollection(machine, state, "map", first, node);
    case "Set":
      return makeCollection(machine, state, "set", first, node);
    case "Array.of":
      if (args.length === 0 || isSpread(node)) return null;
      return allocate(machine, state, node, { kind: "tuple", elements: args });
    case "Object.freeze":
      return [{ state, value: first }];
    case "Number":
      return [{ state, value: numberOf(first) }];
    case "Boolean": {
      const answer = truthiness(machine.slice, first);
      if (answer.kind === "test") return [{ state, value: { kind: "test", test: answer.test } }];
      return [{ state, value: answer.kind === "known" ? { kind: "constant", value: answer.holds } : unknown }];
    }
    case "AbortSignal.any":
      return [{ state, value: signalAmong(state, [first]) }];
    case "events.once":
      return once(machine, state, first, args[1] ?? unknown, node);
    case "Array.isArray":
      return [{ state, value: first.kind === "view" ? constant(false) : unknown }];
    case "AbortController":
    case "Promise.withResolvers":
      return [{ state, value: unknown }];
  }
}

/** The number of a header or a status; of a text that is a constant, nobody asks. */
function numberOf(value: Value): Value {
  const isNumber = value.kind === "constant" && typeof value.value === "number";
  return isNumber || value.kind === "measure" ? value : unknown;
}

/** `Array.from(generator)`: it runs to its end. */
function ofGenerator(
  machine: Machine,
  state: State,
  [generator, callback]: readonly Value[],
  node: CallNode,
  isAsync: boolean,
): readonly Result[] | null {
  if (generator?.kind !== "cell" || cellOf(state, generator)?.kind !== "generator" || callback !== undefined) {
    return null;
  }
  const ended = drained(machine, state, generator.id, node);
  return isAsync ? ended.map((result) => ({ ...result, value: promiseOf(result.value) })) : ended;
}

/** `once(request, "response")`: its listener's arguments are the promise's. */
function once(machine: Machine, state: State, emitter: Value, event: Value, node: CallNode): readonly Result[] | null {
  if (emitter.kind !== "view") return null;
  const heard = namedPlace(`heard ${allocation(machine.frame, node)}`);
  const listener = { kind: "resolver", place: heard } as const;
  return callMember(machine, state, emitter, "once", [event, listener], node).flatMap(({ state: after }) => {
    const given = read(after, heard);
    const listened = forget(after, [heard]);
    if (given.kind !== "promise") return [{ state: listened, value: promiseOf(unknown) }];
    const elements = [given.of];
    return allocate(machine, listened, node, { kind: "tuple", elements }).map((result) => ({
      ...result,
      value: promiseOf(result.value),
    }));
  });
}

function isSpread(node: CallNode): boolean {
  return ts.isCallExpression(node) && node.arguments.some(ts.isSpreadElement);
}

/** `Array.from(elements, callback)` */
function arrayFrom(
  machine: Machine,
  state: State,
  elements: Value,
  callback: Value | undefined,
  node: CallNode,
): readonly Result[] | null {
  const cell = cellOf(state, elements);
  if (cell?.kind === "generator") return null;
  if (cell === undefined || !isArrayCell(cell) || elements.kind !== "cell") {
    return callback === undefined
      ? [{ state, value: unknown }]
      : callUnknownArray(machine, state, "Array.prototype.map", callback, node);
  }
  if (callback !== undefined) return callArrayMethod(machine, state, elements.id, cell, "map", [callback], node);
  return isCollection(cell) ? asList(machine, state, cell, cell.element, node) : [{ state, value: elements }];
}

/**
 * A signal made of others (`AbortSignal.any`, a helper of any name): aborting any of them may abort it, and the first whose controller is
 * known stands for all.
 */
export function signalAmong(state: State, values: readonly Value[]): Value {
  const signals = values.flatMap((value) => {
    const cell = cellOf(state, value);
    return cell === undefined ? [value] : cellValues(cell);
  });
  return signals.find((signal) => signal.kind === "signal") ?? unknown;
}
