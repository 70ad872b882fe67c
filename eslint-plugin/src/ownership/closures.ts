/** `this`, where it is known: in what is called on an object that is followed, and in arrow functions that are written there. */
import ts from "typescript";
import type { FunctionNode, Instruction, Temp } from "../ir/types.js";
import { valueAt } from "./environment.js";
import { place, writtenIn } from "./frame.js";
import { isBeginning, runGiven } from "./given-functions.js";
import { lent } from "./handed-on.js";
import type { Activation, Machine } from "./machine.js";
import { receiverPlace } from "./places.js";
import type { Frame } from "./slice.js";
import { type State, read, write } from "./state.js";
import { type Value, undefinedValue, unknown } from "./value.js";

/** `this` of code in `frame`. An arrow function has that of the code it is written in, or the one it was made with. */
export function thisIn(frame: Frame, state: State): Value {
  for (let at: Frame | null = frame; at !== null; at = at.outer && writtenIn(at.ir.node, at.outer)) {
    const known = valueAt(state.env, receiverPlace(at.depth));
    if (known !== undefined || !ts.isArrowFunction(at.ir.node)) return known ?? unknown;
  }
  return unknown;
}

/** What a function returns. Where that is no value, a constructor, or a field's initialiser, gives the object that is being made. */
export function resultIn(frame: Frame, state: State, value: Temp | null): Value {
  if (value !== null) return read(state, place(frame, value));
  const { node } = frame.ir;
  const made = ts.isConstructorDeclaration(node) || ts.isPropertyDeclaration(node) ? thisIn(frame, state) : unknown;
  return made.kind === "cell" ? made : undefinedValue;
}

/** A function as a value. An arrow function that sees an object as `this` leads to it, wherever it goes. */
export function closure(
  { frame }: Machine,
  state: State,
  { function: fn, captures }: Extract<Instruction, { kind: "closure" }>,
): Value {
  const value = { kind: "closure", function: fn, captures } as const;
  if (!ts.isArrowFunction(fn)) return value;
  const seen = thisIn(frame, state);
  return seen.kind === "cell" && usesThis(fn) ? { ...value, receiver: seen } : value;
}

/**
 * Runs a callback.
 *
 * @returns null if it is no function that is followed.
 */
export function runCallback(
  machine: Machine,
  state: State,
  callback: Value,
  args: readonly Value[],
  repeats: boolean,
): Activation | null {
  if (callback.kind !== "closure" || callback.function === null) return null;
  if (isBeginning(machine, state, callback.function)) return runGiven(machine, state, callback.function, args);
  const entry = lent(machine, state, callback.function, args);
  return machine.run(withReceiver(machine.frame, entry, callback), callback.function, args, repeats);
}

/** The state in which a closure that `frame` is about to run sees its `this`. */
export function withReceiver(frame: Frame, state: State, { receiver }: Extract<Value, { kind: "closure" }>): State {
  return receiver === undefined ? state : write(state, receiverPlace(frame.depth + 1), receiver);
}

const known = new WeakMap<FunctionNode, boolean>();

function usesThis(fn: ts.ArrowFunction): boolean {
  let uses = known.get(fn);
  if (uses === undefined) {
    uses = mentionsThis(fn);
    known.set(fn, uses);
  }
  return uses;
}

function mentionsThis(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
  const hasOwn = ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node));
  return !hasOwn && ts.forEachChild(node, mentionsThis) === true;
}
