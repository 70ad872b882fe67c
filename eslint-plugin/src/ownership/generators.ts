/**
 * Generators of the program. A call of one runs nothing: it gives an activation that stands still (a cell), which holds what it was given.
 * Whoever iterates it runs it on from there to its next `yield`, and stands still again or has come to its end. So what a generator does
 * happens where its consumer asks for it; what it holds while it stands still is held by the generator alone, and lost with it; and a
 * consumer that stops early makes it return at its `yield`, where what is around that still runs.
 *
 * Where the consumer is out of sight, a generator is a root like others, and taken to be iterated to its end.
 */
import type ts from "typescript";
import { lower } from "../ir/lower.js";
import type { BasicBlock, BlockId, FunctionIR, FunctionNode, Instruction, Temp } from "../ir/types.js";
import { place } from "./frame.js";
import { told } from "./told.js";
import { allocate } from "./containers.js";
import { placesIn, valueAt } from "./environment.js";
import { type Machine, type Result, type Way, type Yielded, discharge, handOver } from "./machine.js";
import { unnamedHolder } from "./observations.js";
import { type PlaceId, argumentPlace, atDepth, isOfFrame, receiverPlace } from "./places.js";
import { holds, isHeld, seenByOthers, variablesOf } from "./reach.js";
import { facetOf } from "./slice.js";
import { StateSet } from "./state-set.js";
import { type State, cellOf, forget, read, variablePlace, write, writeCell } from "./state.js";
import {
  type CellId,
  type GeneratorCell,
  type How,
  type Suspension,
  type Value,
  undefinedValue,
  unknown,
} from "./value.js";

/** What a consumer gets: what was yielded, or, where `done`, what was returned. */
export interface Turn extends Result {
  readonly done: boolean;
}

/** A generator that was called, and has not begun. */
export function makeGenerator(
  machine: Machine,
  state: State,
  fn: FunctionNode,
  args: readonly Value[],
  receiver: Value,
  node: ts.Node,
  how: How,
): readonly Result[] {
  const captures = machine.slice.scopes.capturesOf(fn);
  const given: readonly [PlaceId, Value][] = args.map((arg, index) => [argumentPlace(0, index), arg]);
  const held = new Map([...given, [receiverPlace(0), receiver] as const].filter(([, { kind }]) => kind !== "unknown"));
  const closure = { kind: "closure", function: fn, captures } as const;
  const cell = { kind: "generator", function: closure, how, at: { kind: "start" }, held, yielded: unknown } as const;
  return allocate(machine, state, node, cell);
}

/** Runs a generator on until it stands still or has ended; where it throws, its consumer does. */
export function resume(machine: Machine, state: State, id: CellId, way: Way, node: ts.Node): readonly Turn[] {
  const { turns, throws } = resumed(machine, state, id, way, node);
  for (const { state: after, value } of throws) machine.throwExplicitly(after, value, node);
  return turns;
}

interface Resumed {
  readonly turns: readonly Turn[];
  readonly throws: readonly Result[];
}

/** The same, where the consumer has still to decide what a `throw` becomes: of an async generator, a rejected promise. */
export function resumed(machine: Machine, state: State, id: CellId, way: Way, node: ts.Node): Resumed {
  const { slice, frame } = machine;
  const cell = state.heap.get(id);
  // It was handed over: whoever has it runs it, too.
  if (cell?.kind !== "generator" || cell.function.function === null) return { turns: anyTurn(state), throws: [] };
  const { at, how, function: closure } = cell;
  if (at.kind === "ended") return { turns: [{ state, value: undefinedValue, done: true }], throws: [] };
  const running = writeCell(state, id, withEnd(cell));
  if (at.kind === "start" && way === "return") return { turns: unbegun(machine, state, running, id, node), throws: [] };
  const depth = frame.depth + 1;
  const entry = [...cell.held].reduce((it, [place, value]) => write(it, atDepth(place, 0, depth), value), running);
  const run = (): ReturnType<Machine["resume"]> => machine.resume(entry, cell, way, node);
  const activation = how === "callback" ? run() : told(machine, entry, node, how, run);
  if (activation === null) {
    const after = handOver(machine, state, [{ kind: "cell", id }], node, "callback");
    return { turns: after === null ? [] : anyTurn(after), throws: [] };
  }
  const own = variablesOf(lower(closure.function ?? cell.function.function, slice.scopes));
  const suspended = (it: Yielded): Turn => {
    const { state: after, held } = takenOut(it.state, own, depth);
    const lent = how === "acquires" && holds(slice, it.state, it.value);
    const standing = writeCell(after, id, { ...cell, at: it.at, held });
    return { state: lent ? { ...standing, lent } : standing, value: it.value, done: false };
  };
  return {
    turns: [...activation.yields.map(suspended), ...activation.returns.map((it) => ({ ...it, done: true }))],
    throws: activation.throws,
  };
}

function withEnd(cell: GeneratorCell): GeneratorCell {
  return { ...cell, at: { kind: "ended" }, held: new Map(), yielded: unknown };
}

function anyTurn(state: State): readonly Turn[] {
  return [false, true].map((done) => ({ state, value: unknown, done }));
}

/** It is given up before it has begun: nothing of it runs. */
function unbegun(machine: Machine, before: State, after: State, id: CellId, node: ts.Node): readonly Turn[] {
  if (after.status === "open" && holds(machine.slice, before, { kind: "cell", id }) && !isHeld(machine.slice, after)) {
    machine.slice.observations.lose(before, "exit", { node, part: "whole" }, unnamedHolder);
    return [];
  }
  return [{ state: after, value: undefinedValue, done: true }];
}

/** Takes an activation out of a state: its temporaries, and those of its variables that nobody else sees. */
function takenOut(
  state: State,
  own: ReturnType<typeof variablesOf>,
  depth: number,
): { readonly state: State; readonly held: ReadonlyMap<PlaceId, Value> } {
  const places = placesIn(state.env).filter(({ place }) => isOfFrame(place, depth));
  const held = new Map(places.map(({ place, value }) => [atDepth(place, depth, 0), value]));
  const after = forget(
    state,
    places.map(({ place }) => place),
  );
  const seen = seenByOthers(after, own);
  const hidden = own.filter((variable) => !seen.has(variable)).map(variablePlace);
  for (const place of hidden) {
    const value = valueAt(after.env, place);
    if (value !== undefined) held.set(place, value);
  }
  return { state: forget(after, hidden), held };
}

/** The outcome of `yield value` and `yield* value`. */
export function yieldValue(
  machine: Machine,
  state: State,
  { node, delegate }: Extract<Instruction, { kind: "yield" }>,
  value: Value,
): readonly Result[] {
  const { slice, frame } = machine;
  if (delegate) return delegated(machine, state, value, node);
  const awaited = frame.ir.async && value.kind === "promise" ? value.of : value;
  if (frame.ir.async && value.kind === "rejected") {
    machine.throwExplicitly(state, value.reason, node);
    return [];
  }
  if (frame.depth > 0) {
    machine.suspend(state, awaited, false);
    return [];
  }
  if (state.status === "open" && holds(slice, state, value)) slice.observations.handedBy = frame.ir.node;
  const after = handOver(machine, state, [value], node, "yielded");
  return after === null ? [] : [{ state: after, value: unknown }];
}

/** `yield* generator` hands on what that yields; a body that is delegated to is iterated. */
function delegated(machine: Machine, state: State, value: Value, node: ts.Node): readonly Result[] {
  const { slice, frame } = machine;
  if (value.kind === "cell" && cellOf(state, value)?.kind === "generator") {
    if (frame.depth === 0) return drained(machine, state, value.id, node);
    const turns = resume(machine, state, value.id, "next", node);
    for (const turn of turns) if (!turn.done) machine.suspend(turn.state, turn.value, true);
    return turns.filter(({ done }) => done);
  }
  const iteration = value.kind === "view" && value.of === "own" ? facetOf(slice, value.facet)?.iteration : undefined;
  if (frame.depth > 0 && iteration === "always" && state.status !== "none") {
    return discharge(machine, node, { kind: "iteration" });
  }
  const after = handOver(machine, state, [value], node, "yielded");
  return after === null ? [] : [{ state: after, value: unknown }];
}

/** Turns after which a generator that is iterated to its end is handed over: more than there are states to tell apart. */
const mostTurns = 100;

/**
 * Iterates a generator to its end: `[...generator]`, `yield*` in one whose consumer is out of sight.
 *
 * @returns The states at its end. What it yields of the body is handed over.
 */
export function drained(machine: Machine, state: State, id: CellId, node: ts.Node): readonly Result[] {
  const ended: Result[] = [];
  const seen = new StateSet();
  const waiting = [state];
  for (let turns = 0; ; turns++) {
    const before = waiting.pop();
    if (before === undefined) return ended;
    if (turns === mostTurns) {
      handOver(machine, before, [{ kind: "cell", id }], node, "passed");
      return ended;
    }
    for (const turn of resume(machine, before, id, "next", node)) {
      const after = handOver(machine, turn.state, [turn.value], node, "yielded");
      if (after === null) continue;
      if (turn.done) ended.push({ state: after, value: unknown });
      else if (cellOf(after, { kind: "cell", id }) !== undefined && seen.add(after)) waiting.push(after);
    }
  }
}

/** The generator that a loop iterates, if `iterator` is one of a loop that does. */
export function generatorOf(state: State, iterator: Value): CellId | null {
  if (iterator.kind !== "iterator" || iterator.over.kind !== "cell") return null;
  return cellOf(state, iterator.over)?.kind === "generator" ? iterator.over.id : null;
}

/** A generator is left early, if `value` is one. */
export function closed(machine: Machine, state: State, value: Value, node: ts.Node): readonly State[] {
  if (value.kind !== "cell" || cellOf(state, value)?.kind !== "generator") return [state];
  return resume(machine, state, value.id, "return", node).map((turn) => turn.state);
}

/**
 * An exception leaves loops early: the generators that they iterate return.
 *
 * @param dead What the handler has no use for any more; null: the exception leaves the function.
 */
export function closedIn(
  machine: Machine,
  state: State,
  dead: readonly PlaceId[] | null,
  node: ts.Node,
): readonly State[] {
  const { frame } = machine;
  let states: readonly State[] = [state];
  if (!holdsGenerator(state)) return states;
  for (const iterator of loopIteratorsOf(frame.ir)) {
    const at = place(frame, iterator);
    states = states.flatMap((it) => {
      const value = valueAt(it.env, at);
      const isLeft = value?.kind === "iterator" && (dead === null || dead.includes(at));
      return isLeft ? closed(machine, it, value.over, node) : [it];
    });
  }
  return states;
}

function holdsGenerator({ heap }: State): boolean {
  for (const { kind } of heap.values()) if (kind === "generator") return true;
  return false;
}

const loopIterators = new WeakMap<FunctionIR, readonly Temp[]>();

/** The iterators of the loops in a function: nearly every instruction in a `try` may throw, and asks for them. */
function loopIteratorsOf(ir: FunctionIR): readonly Temp[] {
  let iterators = loopIterators.get(ir);
  if (iterators === undefined) {
    iterators = ir.blocks.flatMap(({ instructions }) =>
      instructions.flatMap((instruction) => (instruction.kind === "iterator" ? [instruction.target] : [])),
    );
    loopIterators.set(ir, iterators);
  }
  return iterators;
}

/** What runs where a generator returns at a `yield`. */
interface Stop {
  readonly node: ts.Node;
  /** What it delegates to, which is left first. */
  readonly inner: Temp | null;
  /** What else is run before it returns; null: nothing. */
  readonly to: BlockId | null;
}

/** @param index Where it would go on. */
export function stopAt({ instructions, terminal }: BasicBlock, index: number): Stop {
  const next = instructions[index];
  const delegating = next?.kind === "yield" && next.delegate ? next : null;
  const { node } = delegating ?? instructions[index - 1] ?? terminal;
  const isLast = index >= instructions.length - (delegating === null ? 0 : 1);
  return { node, inner: delegating?.value ?? null, to: isLast && terminal.kind === "resume" ? terminal.closed : null };
}

/**
 * The states in which a generator is left, after what it delegates to was. A consumer that stops depending on what it was given may do so
 * at some of several `yield`s only: which, nobody has written, so that what is left unread then is the business of another rule.
 */
export function closedBefore(machine: Machine, state: State, { inner }: Stop, node: ts.Node): readonly State[] {
  const left = inner === null ? [state] : closed(machine, state, read(state, place(machine.frame, inner)), node);
  const yields = machine.frame.ir.blocks.flatMap(({ instructions }) => instructions.filter(isYield));
  const isCertain = new Set(yields.map((it) => it.node)).size === 1;
  return isCertain ? left : left.map((it) => (it.status === "none" ? it : { ...it, implicit: true }));
}

function isYield({ kind }: Instruction): boolean {
  return kind === "yield";
}

/** Where a generator stands still after the instruction `index` of a block; with `again`, at that instruction. */
export function suspensionAt(block: BlockId, index: number, again: boolean): Suspension {
  return { kind: "yield", block, index: again ? index : index + 1 };
}
