/**
 * The fixpoint over one function. Blocks are taken in reverse postorder, so that a join has all its predecessors but those of loops before
 * it is passed; a state goes through a block once. States are finite (see `value.ts`), and joins keep them few, so this ends; `mostSteps`
 * bounds how long it may take.
 */
import type ts from "typescript";
import type { BasicBlock, BlockId, FunctionNode, Instruction, Terminal } from "../ir/types.js";
import { lower } from "../ir/lower.js";
import { mayThrow } from "../ir/effects.js";
import { type Frame, type Slice, facetOf } from "./slice.js";
import type { Activation, How, Machine, Result } from "./machine.js";
import { discharge, withImplicitException, withoutObligation } from "./machine.js";
import { someValue } from "./environment.js";
import { type PlaceId, type State, emptyState, forget, isSameState, read, variablePlace, write } from "./state.js";
import { type Value, undefinedValue, unknown } from "./value.js";
import { argumentOf, pending, place } from "./frame.js";
import { distinct, frameWithin, promised } from "./activation.js";
import { transferInstruction } from "./transfer.js";
import { returnPlace, settle } from "./loss.js";
import { type Frontier, MergingFrontier, SeparateFrontier } from "./frontier.js";
import { Deaths } from "./deaths.js";
import { releasersIn } from "./releasers.js";
import { repeatedConditions } from "./repeated.js";
import { withoutUnused } from "./last-uses.js";
import { blocksBefore } from "./reachable-site.js";
import { split } from "./conditions.js";
import { capturesHolder, holds, isHeld, variablesOf } from "./reach.js";
import { unnamedHolder } from "./observations.js";
import { type Arrival, Arrivals } from "./arrivals.js";
import { leaveFunction } from "./leave-function.js";

type Thrown = Activation["throws"][number];

/** Interprets the function of `frame` from `entry`. */
export function interpret(slice: Slice, frame: Frame, entry: State, repeats: boolean): Activation {
  return slice.observations.within(frame, () => new Interpretation(slice, frame, repeats, null).from(entry));
}

/** Interprets a root before anything is acquired, up to the last of `calls`. */
export function arrivalsAt(slice: Slice, frame: Frame, calls: Iterable<ts.Node>): Arrivals {
  const arrivals = new Arrivals(calls);
  slice.observations.within(frame, () => new Interpretation(slice, frame, false, arrivals).from(emptyState));
  return arrivals;
}

/** Interprets a root from the call at which its acquisition begins. */
export function interpretFrom(slice: Slice, frame: Frame, arrivals: readonly Arrival[]): void {
  slice.observations.within(frame, () => {
    new Interpretation(slice, frame, false, null).fromArrivals(arrivals);
  });
}

class Interpretation implements Machine {
  readonly slice: Slice;
  readonly frame: Frame;
  readonly #repeats: boolean;
  /** Where to note what comes to the calls at which something is acquired. */
  readonly #arrivals: Arrivals | null;
  /** All that comes to the acquisition is known: what is without an obligation from then on leads nowhere else. */
  #hasArrived = false;
  readonly #deaths: Deaths;
  readonly #frontier: Frontier;
  readonly #lastSent = new Map<BlockId, State>();
  readonly #returns: Result[] = [];
  readonly #throws: Thrown[] = [];
  #block: BasicBlock;
  /** What is being interpreted. */
  #node: ts.Node;
  /** Places of the operands that the current instruction reads for the last time: while it runs a callback, they hold nothing. */
  #dying: readonly PlaceId[] = [];

  constructor(slice: Slice, frame: Frame, repeats: boolean, arrivals: Arrivals | null) {
    this.#arrivals = arrivals;
    this.slice = slice;
    this.frame = frame;
    this.#repeats = repeats;
    this.#deaths = new Deaths(frame);
    this.#frontier =
      slice.search === null || frame.depth > 0
        ? new MergingFrontier(slice.settings.limits.mostStates)
        : new SeparateFrontier();
    for (const key of repeatedConditions(frame.ir.node, slice.scopes)) slice.repeated.add(key);
    for (const name of releasersIn(frame.ir, slice.resource.kind, slice.scopes)) slice.releasers.add(name);
    const [entry] = frame.ir.blocks;
    if (entry === undefined) throw new Error("a function without an entry block");
    this.#block = entry;
    this.#node = frame.ir.node;
  }

  get repeats(): boolean {
    return this.#repeats || this.frame.ir.cyclic.has(this.#block.id);
  }

  from(entry: State): Activation {
    this.#send(this.#block.id, entry);
    return this.#toTheEnd();
  }

  fromArrivals(arrivals: readonly Arrival[]): Activation {
    this.#hasArrived = true;
    for (const { block: id, index, states } of arrivals) {
      const block = this.frame.ir.blocks[id];
      if (block !== undefined) this.#goThrough(block, index, this.#frontier.keep(states.all()));
    }
    return this.#toTheEnd();
  }

  #toTheEnd(): Activation {
    for (let at = this.#frontier.take(); at !== undefined; at = this.#frontier.take()) {
      const block = this.frame.ir.blocks[at.block];
      if (block !== undefined) this.#goThrough(block, 0, at.states);
      if (this.slice.search?.isOver === true) break;
    }
    return { returns: distinct(this.#returns), throws: distinct(this.#throws) };
  }

  /** @param dying Of temporaries that whatever leads to `to` has read for the last time. */
  #send(to: BlockId, state: State, dying: readonly PlaceId[] = []): void {
    const onEntry = this.#deaths.onEntry(to);
    const dead = dying.length === 0 ? onEntry : [...onEntry, ...dying];
    const arriving = withoutUnused(this.slice, forget(state, dead), to, this.frame.ir);
    if (
      state.status === "open" &&
      arriving !== state &&
      this.#leavesPlace(state, dead) &&
      !isHeld(this.slice, arriving)
    ) {
      const node = state.thrown ?? this.#block.terminal.node;
      this.slice.observations.lose(state, "exit", { node, part: "whole" }, unnamedHolder);
      return;
    }
    if (arriving.status === "none" && !this.#mayAcquire(to, arriving)) return;
    // Most of what may throw throws in the state in which what came before it might have thrown.
    const last = this.#lastSent.get(to);
    const isNew = last?.paths !== arriving.paths || (last.thrower === null && arriving.thrower !== null);
    if (last !== undefined && !isNew && isSameState(last, arriving)) return;
    this.#lastSent.set(to, arriving);
    this.#frontier.add(to, arriving);
  }

  #leavesPlace(state: State, dead: readonly PlaceId[]): boolean {
    return dead.some((it) => holds(this.slice, state, read(state, it)));
  }

  /** A callback may run again, and its caller goes on: there, every state may. */
  #mayAcquire(from: BlockId, state: State): boolean {
    const { frame, slice } = this;
    if (frame.depth > 0 || (!this.#hasArrived && blocksBefore(frame.ir, slice.beginnings).has(from))) return true;
    // A request that was made without a callback may still be listened to.
    return someValue(state.env, (value) => value.kind === "view");
  }

  /** @param start - The instruction to begin with. */
  #goThrough(block: BasicBlock, start: number, entering: readonly State[]): void {
    this.#block = block;
    let states = entering;
    for (let index = start; index < block.instructions.length; index++) {
      const instruction = block.instructions[index];
      if (instruction === undefined) break;
      const after: State[] = [];
      for (const state of states) this.#step(state, instruction, index, after);
      if (after.length === 0) return;
      states = this.#frontier.keep(after);
    }
    for (const state of states) this.#leave(state, block.terminal);
  }

  /** @param after - Where what goes on is put. */
  #step(state: State, instruction: Instruction, index: number, after: State[]): void {
    this.slice.effort.step();
    this.#node = instruction.node;
    this.#arrivals?.note(instruction, this.#block.id, index, state);
    const dying = this.#deaths.after(this.#block.id, index);
    this.#dying = dying;
    const results = transferInstruction(this, state, instruction);
    // What discharges or takes over does so even if it throws.
    if (results.length > 0 && mayThrow(instruction) && !this.#awaitsAcquisition(state, instruction)) {
      this.#throwImplicitly(state, instruction);
    }
    for (const result of results) {
      const settled = settle(this, state, result, instruction, dying);
      if (settled !== null) after.push(settled);
    }
  }

  /** Where that throws, nothing was acquired; `throwUnacquired` sees to it. */
  #awaitsAcquisition(state: State, instruction: Instruction): boolean {
    if (instruction.kind !== "await") return false;
    const value = read(state, place(this.frame, instruction.value));
    return value.kind === "promise" && value.acquiring && state.status === "open";
  }

  /** Only a handler makes an implicit exception visible; a body that is open then is the business of another rule. */
  #throwImplicitly(state: State, { kind, node }: Instruction): void {
    const { handler } = this.#block;
    if (handler === null) return;
    // A property that throws is hard to believe: a call nearby tells a reader more.
    this.#send(handler, withImplicitException(state, kind === "get" || kind === "set" ? null : node));
  }

  throwUnacquired(state: State): void {
    const { handler } = this.#block;
    if (handler !== null && this.repeats) this.#send(handler, withoutObligation(this.slice, state));
  }

  throwExplicitly(state: State, reason: Value, node: ts.Node): void {
    this.#throw(state, reason, node, this.#block.handler);
  }

  #throw(state: State, reason: Value, node: ts.Node, handler: BlockId | null): void {
    const thrown = { ...write(state, pending(this.frame), reason), thrown: node };
    if (handler !== null) {
      this.#send(handler, thrown);
      return;
    }
    const after = leaveFunction(this, state, reason, { node, part: "whole" }, "thrown");
    if (after !== null) this.#throws.push({ state: after, value: reason, node });
  }

  run(
    state: State,
    fn: FunctionNode,
    args: readonly Value[],
    repeats: boolean,
    how: How = "callback",
  ): Activation | null {
    const { frame, slice } = this;
    if (frame.stack.includes(fn) || frame.depth >= slice.settings.limits.deepestInlining) return null;
    const ir = lower(fn, slice.scopes);
    if (ir.generator) return null;
    // A closure that outlived an earlier call of it sees the body in its variables, which this call would write again.
    if (variablesOf(ir).some((variable) => holds(slice, state, read(state, variablePlace(variable))))) return null;
    const inner = frameWithin(frame, ir, how, this.#node);
    const entry = args.reduce((it, arg, index) => write(it, argumentOf(inner, index), arg), forget(state, this.#dying));
    const activation = interpret(slice, inner, entry, this.repeats || repeats);
    return ir.async ? promised(activation) : activation;
  }

  #leave(state: State, terminal: Terminal): void {
    const { frame } = this;
    this.#node = terminal.node;
    const dying = this.#deaths.after(this.#block.id, this.#block.instructions.length);
    switch (terminal.kind) {
      case "goto":
        this.#send(terminal.to, state);
        return;
      case "branch": {
        const sides = split(this.slice, state, terminal, read(state, place(frame, terminal.condition)));
        if (sides.whenTrue !== null) this.#send(terminal.whenTrue, sides.whenTrue, dying);
        if (sides.whenFalse !== null) this.#send(terminal.whenFalse, sides.whenFalse, dying);
        return;
      }
      case "next":
        this.#next(state, terminal);
        return;
      case "return": {
        const value = terminal.value === null ? undefinedValue : read(state, place(frame, terminal.value));
        const after = leaveFunction(this, state, value, returnPlace(terminal), "returned");
        if (after !== null) this.#returns.push({ state: after, value });
        return;
      }
      case "throw":
        this.#throw(state, read(state, place(frame, terminal.value)), terminal.node, terminal.handler);
        return;
      case "rethrow": {
        const reason = read(state, pending(frame));
        const node = state.thrown ?? terminal.node;
        if (state.thrown !== null || terminal.handler !== null) this.#throw(state, reason, node, terminal.handler);
        else leaveFunction(this, state, unknown, { node, part: "whole" }, "thrown");
        return;
      }
      case "unreachable":
        return;
    }
  }

  /** One more turn, which may be the one for the tracked element, or the end, which cannot come before that one. */
  #next(state: State, { iterator, hasElement, done, node }: Extract<Terminal, { kind: "next" }>): void {
    const at = place(this.frame, iterator);
    const value = read(state, at);
    if (value.kind !== "iterator") {
      this.#send(hasElement, state);
      this.#send(done, state);
      return;
    }
    const { over, visited } = value;
    this.#send(hasElement, write(state, at, { ...value, current: false, certain: false }));
    const leads = holds(this.slice, state, over) || capturesHolder(this.slice, state, over);
    if (!visited && over.kind === "cell" && leads) {
      this.#send(hasElement, write(state, at, { ...value, visited: true, current: true, certain: false }));
      return;
    }
    if (value.certain) return;
    const readToEnd =
      over.kind === "view" && over.of === "own" && facetOf(this.slice, over.facet)?.iteration === "toEnd";
    if (readToEnd && value.awaits && state.status === "open") discharge(this, node, { kind: "iteration" });
    else this.#send(done, write(state, at, { ...value, current: false }));
  }
}
