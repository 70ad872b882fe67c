/**
 * Functions of which only a declaration is there, and whose result is what they are given, or what one of its callbacks returns, by a type
 * parameter of their own: `retry<T>(run: () => Promise<T>): Promise<T>`, `withTimeout<T>(promise: Promise<T>): Promise<T>`.
 */
import { type Flow, callbackFlow, promiseFlow } from "../typed/callback-flow.js";
import { type Given, isFollowed } from "./callees.js";
import { runCallback } from "./closures.js";
import type { Machine, Result } from "./machine.js";
import { holds } from "./reach.js";
import type { State } from "./state.js";
import { promiseOf } from "./value.js";

/** @returns null if what comes back is not known: then the function takes what it is given. */
export function runFlowing(machine: Machine, state: State, given: Given): readonly Result[] | null {
  return flowFromCallback(machine, state, given) ?? passPromise(machine, state, given);
}

/** The callback runs, and its result comes back. */
function flowFromCallback(machine: Machine, state: State, { node, args }: Given): readonly Result[] | null {
  const index = args.findIndex((arg) => arg.kind === "closure" && isFollowed(machine, state, arg));
  const callback = args[index];
  if (callback === undefined) return null;
  const flow = callbackFlow(node, index, machine.slice.file);
  if (flow === null) return null;
  const activation = runCallback(machine, state, callback, [], true);
  if (activation === null) return null;
  for (const { state: after, value } of activation.throws) machine.throwExplicitly(after, value, node);
  return activation.returns.map((result) => backBy(flow, result));
}

function passPromise(machine: Machine, state: State, { node, args }: Given): readonly Result[] | null {
  const { slice } = machine;
  const index = args.findIndex((arg) => arg.kind === "promise" && holds(slice, state, arg));
  const promise = args[index];
  if (promise?.kind !== "promise") return null;
  const flow = promiseFlow(node, index, slice.file);
  return flow === null ? null : [backBy(flow, { state, value: promise.of })];
}

function backBy(flow: Flow, result: Result): Result {
  return flow === "promise" ? { ...result, value: promiseOf(result.value) } : result;
}
