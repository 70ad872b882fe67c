/** Promises: their methods on values that are known to be promises, and the combinators of the language. */
import ts from "typescript";
import { modelOfFunction } from "../model/classify.js";
import { memberEffect } from "../model/tables.js";
import type { ArgumentEffect } from "../model/types.js";
import { passArguments } from "./arguments.js";
import { type Machine, type Result, handOver, withImplicitException, withoutObligation } from "./machine.js";
import { type State, caughtAt, cellOf, forget, read, write } from "./state.js";
import {
  type ArrayCell,
  type Cell,
  type Value,
  constant,
  isArrayCell,
  promiseOf,
  undefinedValue,
  unknown,
  isRival,
} from "./value.js";
import { namedPlace } from "./places.js";
import { callMember } from "./members.js";
import { runHelper } from "./callees.js";
import { runCallback, withReceiver } from "./closures.js";
import { holds } from "./reach.js";
import { remade } from "./remade.js";
import { allocation, isLocal } from "./frame.js";
import { isBeginning } from "./given-functions.js";
import { noteHandedOn } from "./handed-on.js";
import { afterWaiting } from "./meanwhile.js";

/** Rejected or fulfilled, as `then`, `catch` and `finally` see it. */
type Promised = Extract<Value, { kind: "promise" | "rejected" }>;

/** The outcome of `promise.name(…args)`; null if `name` is none of a promise's methods. */
export function callPromiseMethod(
  machine: Machine,
  state: State,
  promise: Promised,
  name: string | null,
  args: readonly Value[],
  node: ts.Node,
): readonly Result[] | null {
  switch (name) {
    case "then":
      return then(machine, state, promise, reaction(args, 0, node), reaction(args, 1, node), node);
    case "catch":
      return then(machine, state, promise, absent, reaction(args, 0, node), node);
    case "finally":
      // The promise itself goes through, and is held meanwhile.
      return react(machine, write(state, passing, promise), reaction(args, 0, node), [], node).map((result) => ({
        state: forget(result.state, [passing]),
        value: result.value.kind === "rejected" ? result.value : promise,
      }));
    case null:
      return null;
    default:
      return ownMethod(machine, state, promise, name, args, node);
  }
}

/** A method that a client's promise has beside those of every promise: `ky(url).json()`. Of a rejected one it gives a rejected one. */
function ownMethod(
  machine: Machine,
  state: State,
  promise: Promised,
  name: string,
  args: readonly Value[],
  node: ts.Node,
): readonly Result[] | null {
  if (memberEffect(machine.slice.resource.kind, "promise", name) === undefined) return null;
  if (promise.kind === "rejected") return [{ state, value: promise }];
  const { of: fulfilment } = promise;
  return fulfilment.kind === "view"
    ? callMember(machine, state, { ...fulfilment, facet: "promise" }, name, args, node)
    : null;
}

const passing = namedPlace("finally");

function then(
  machine: Machine,
  state: State,
  promise: Promised,
  onFulfilled: Reaction,
  onRejected: Reaction,
  node: ts.Node,
): readonly Result[] {
  if (promise.kind === "rejected") {
    if (!isCallback(onRejected)) return [{ state, value: promise }];
    return react(machine, caughtAt(state, node), onRejected, [promise.reason], node);
  }
  const results: Result[] = [];
  if (isCallback(onFulfilled)) results.push(...react(machine, state, onFulfilled, [promise.of], node));
  else results.push({ state, value: { ...promise, acquiring: promise.acquiring && !isCallback(onRejected) } });
  if (!isCallback(onRejected)) return results;
  if (!promise.acquiring) {
    results.push(...react(machine, withImplicitException(state, node), onRejected, [unknown], node));
  } else if (machine.repeats) {
    results.push(...react(machine, withoutObligation(machine.slice, state), onRejected, [unknown], node));
  }
  return results;
}

/** A callback of `then`, `catch` or `finally`. */
interface Reaction {
  readonly value: Value;
  /** As written, where there is such an argument. */
  readonly written: ts.Expression | undefined;
}

const absent: Reaction = { value: undefinedValue, written: undefined };

function reaction(args: readonly Value[], index: number, node: ts.Node): Reaction {
  const written = ts.isCallExpression(node) ? node.arguments[index] : undefined;
  return { value: args[index] ?? undefinedValue, written };
}

function isCallback({ value }: Reaction): boolean {
  return value.kind !== "constant";
}

/** `.then(console.log)`: what the user or a table says of a function that is passed on by its name. */
function effectsOf(machine: Machine, { written }: Reaction): readonly ArgumentEffect[] | null {
  if (written === undefined || ts.isFunctionExpression(written) || ts.isArrowFunction(written)) return null;
  const model = modelOfFunction(written, machine.slice.file);
  return model?.kind === "arguments" ? model.effects : null;
}

/** Runs a callback; its result becomes a promise. A callback that is not followed takes its arguments over. */
function react(
  machine: Machine,
  before: State,
  given: Reaction,
  args: readonly Value[],
  node: ts.Node,
): readonly Result[] {
  const callback = given.value;
  const state = afterWaiting(machine.slice, machine.frame, before);
  if (callback.kind === "constant") return [{ state, value: promiseOf(unknown) }];
  const effects = effectsOf(machine, given);
  if (effects !== null) {
    return passArguments(machine, state, effects, args, node).map((result) => ({
      ...result,
      value: promiseOf(result.value),
    }));
  }
  if (callback.kind === "resolver") {
    const resolved = resolve(state, callback, args[0] ?? unknown);
    return [{ ...resolved, value: promiseOf(unknown) }];
  }
  if (callback.kind === "closure" && callback.function !== null) {
    // A function that has a name is a helper like one that is called.
    const activation =
      isLocal(machine.frame, callback.function) || isBeginning(machine, state, callback.function)
        ? runCallback(machine, state, callback, args, machine.repeats)
        : runHelper(machine, withReceiver(machine.frame, state, callback), callback.function, args, node, "called");
    if (activation !== null) {
      return [
        ...activation.returns.map(({ state: after, value }) => ({ state: after, value: promiseOf(value) })),
        ...activation.throws.map(({ state: after, value }) => ({
          state: after,
          value: { kind: "rejected", reason: value } as const,
        })),
      ];
    }
  }
  if (given.written !== undefined) noteHandedOn(machine, state, given.written, args);
  const after = handOver(machine, state, [callback, ...args], node, "callback");
  return after === null ? [] : [{ state: after, value: promiseOf(unknown) }];
}

/** `Promise.all`, `allSettled`, `race`, `any` of a local list of promises. */
export function combine(
  machine: Machine,
  state: State,
  combinator: "all" | "allSettled" | "race" | "any",
  argument: Value,
  node: ts.Node,
): readonly Result[] {
  const cell = cellOf(state, argument);
  if (cell === undefined || !isArrayCell(cell)) {
    const after = handOver(machine, state, [argument], node, "passed");
    return after === null ? [] : [{ state: after, value: promiseOf(unknown) }];
  }
  return combinator === "all" || combinator === "allSettled"
    ? gather(machine, state, combinator, cell, node)
    : race(machine, state, combinator, cell);
}

function gather(
  machine: Machine,
  state: State,
  combinator: "all" | "allSettled",
  cell: ArrayCell,
  node: ts.Node,
): readonly Result[] {
  const elements = cell.kind === "tuple" ? cell.elements : [cell.element];
  const rejection = combinator === "all" ? elements.find((element) => element.kind === "rejected") : undefined;
  if (rejection !== undefined) {
    // A list may be empty.
    const none = cell.kind === "list" ? [{ state, value: promiseOf(unknown) }] : [];
    return [{ state, value: rejection }, ...none];
  }
  let after = state;
  const acquiring = elements.some((element) => element.kind === "promise" && element.acquiring);
  const settled = elements.map((element, index) => {
    if (combinator === "all") return fulfilment(element);
    const id = `settled ${allocation(machine.frame, node)} ${String(index)}`;
    const entries: [string, Value][] =
      element.kind === "rejected"
        ? [["status", constant("rejected")]]
        : [
            // Only the element that leads to the obligation is known to be fulfilled; in all others anything may have happened.
            ["status", holds(machine.slice, state, element) ? constant("fulfilled") : unknown],
            ["value", fulfilment(element)],
          ];
    const made = remade(machine, after, id, { kind: "object", properties: new Map(entries) });
    after = made.state;
    return made.value;
  });
  const id = `all ${allocation(machine.frame, node)}`;
  const result: Cell =
    cell.kind === "tuple"
      ? { kind: "tuple", elements: settled }
      : { kind: "list", element: settled[0] ?? unknown, rivals: cell.rivals };
  const made = remade(machine, after, id, result);
  return [{ ...made, value: promiseOf(made.value, acquiring && combinator === "all") }];
}

function fulfilment(value: Value): Value {
  return value.kind === "promise" ? value.of : value;
}

/**
 * One wins. The tracked response may be the winner, or a loser that nobody will look at. A rival that is no acquisition (a timer) does not
 * make it a loser here.
 */
function race(machine: Machine, state: State, combinator: "race" | "any", cell: ArrayCell): readonly Result[] {
  const elements = cell.kind === "tuple" ? cell.elements : [cell.element];
  const own = elements.find((element) => holds(machine.slice, state, element));
  if (own === undefined) {
    const rejection = combinator === "race" ? elements.find((element) => element.kind === "rejected") : undefined;
    if (rejection !== undefined) return [{ state, value: rejection }];
    const value = elements.find((element) => element.kind !== "unknown");
    return [{ state, value: value === undefined ? promiseOf(unknown) : promiseOf(fulfilment(value)) }];
  }
  const won: Result = { state, value: own };
  const others = elements.filter((element) => element !== own);
  const rivals =
    cell.kind === "list" ? cell.rivals : others.some(isRival) || (machine.slice.settings.strict && others.length > 0);
  return rivals ? [won, { state, value: promiseOf({ kind: "foreign" }), loss: "raceLoser" }] : [won];
}

/** `new Promise((resolve, reject) => …)`: the executor runs at once, and with it every callback that is followed. */
export function construct(machine: Machine, state: State, executor: Value, node: ts.Node): readonly Result[] {
  const promise = namedPlace(`resolved ${allocation(machine.frame, node)}`);
  const args: readonly Value[] = [{ kind: "resolver", place: promise }, unknown];
  const activation = runCallback(machine, state, executor, args, machine.repeats);
  if (activation === null) {
    const after = handOver(machine, state, [executor], node, "passed");
    return after === null ? [] : [{ state: after, value: promiseOf(unknown) }];
  }
  return [
    ...activation.returns.map(({ state: after }) => ({
      state: forget(after, [promise]),
      value: promiseOf(read(after, promise)),
    })),
    ...activation.throws.map(({ state: after, value }) => ({
      state: forget(after, [promise]),
      value: { kind: "rejected", reason: value } as const,
    })),
  ];
}

/** `resolve(value)`: the promise has it. */
export function resolve(state: State, resolver: Extract<Value, { kind: "resolver" }>, value: Value): Result {
  const first = read(state, resolver.place).kind === "unknown";
  return { state: first ? write(state, resolver.place, promiseOf(value)) : state, value: unknown };
}
