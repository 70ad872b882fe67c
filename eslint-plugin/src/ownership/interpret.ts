/**
 * The fixpoint over one function. Blocks are taken in reverse postorder, so that a join has all its predecessors but those of loops before
 * it is passed; a state goes through a block once. States are finite (see `value.ts`), and joins keep them few, so this ends; `mostSteps`
 * bounds how long it may take.
 */
import type ts from "typescript";
import type { BasicBlock, BlockId, FunctionIR, FunctionNode, Instruction, Terminal } from "../ir/types.js";
import { lower } from "../ir/lower.js";
import { mayThrow } from "../ir/effects.js";
import type { Frame, Slice } from "./slice.js";
import type { Activation, Machine, Result, Way, Yielded } from "./machine.js";
import { withImplicitException, withoutObligation } from "./machine.js";
import { type PlaceId, type State, forget, isSameState, read, write } from "./state.js";
import { type GeneratorCell, type How, type Suspension, type Value, undefinedValue, unknown } from "./value.js";
import { argumentOf, pending, place } from "./frame.js";
import { distinct, frameWithin, promised } from "./activation.js";
import { resultIn } from "./closures.js";
import { transferInstruction } from "./transfer.js";
import { endOf, isLostOnTheWay, returnPlace, settle } from "./loss.js";
import { type Frontier, MergingFrontier, SeparateFrontier } from "./frontier.js";
import { Deaths } from "./deaths.js";
import { releasersIn } from "./releasers.js";
import { repeatedConditions } from "./repeated.js";
import { withoutUnused } from "./last-uses.js";
import { awaitsAcquisition, mayStillAcquire } from "./reachable-site.js";
import { split } from "./conditions.js";
import { outlivesCall, variablesOf } from "./reach.js";
import type { Place } from "./observations.js";
import type { Arrival, Arrivals } from "./arrivals.js";
import { leaveFunction } from "./leave-function.js";
import { closedBefore, closedIn, stopAt, suspensionAt } from "./generators.js";
import { nextTurn } from "./iteration.js";

type Thrown = Activation["throws"][number];

/** One activation of a function: the root, a helper, a callback, a turn of a generator. */
export class Interpretation implements Machine {
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
  readonly #returns: (Result & { readonly node: ts.Node })[] = [];
  readonly #throws: Thrown[] = [];
  readonly #yields: Yielded[] = [];
  #block: BasicBlock;
  /** The instruction of the block that is being interpreted. */
  #index = 0;
  node: ts.Node;
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
    this.node = frame.ir.node;
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

  on(state: State, at: Suspension, way: Way): Activation {
    const block = at.kind === "yield" ? this.frame.ir.blocks[at.block] : undefined;
    if (at.kind !== "yield" || block === undefined) return this.from(state);
    if (way === "next") this.#goThrough(block, at.index, [state]);
    else this.#close(block, at.index, state);
    return this.#toTheEnd();
  }

  /** A generator's consumer stops: it is left by a `return` at its `yield`. */
  #close(block: BasicBlock, index: number, state: State): void {
    this.#block = block;
    this.node = this.frame.from ?? this.node;
    const stop = stopAt(block, index);
    for (const after of closedBefore(this, state, stop, this.node)) {
      if (stop.to !== null) this.#send(stop.to, after, this.#deaths.after(block.id, block.instructions.length));
      else this.#return(after, undefinedValue, { node: stop.node, part: "whole" });
    }
  }

  #return(state: State, value: Value, at: Place): void {
    const after = leaveFunction(this, state, value, at, "returned");
    if (after !== null) this.#returns.push({ state: after, value, node: at.node });
  }

  #toTheEnd(): Activation {
    for (let at = this.#frontier.take(); at !== undefined; at = this.#frontier.take()) {
      const block = this.frame.ir.blocks[at.block];
      if (block !== undefined) this.#goThrough(block, 0, at.states);
      if (this.slice.search?.isOver === true) break;
    }
    return { returns: distinct(this.#returns), throws: distinct(this.#throws), yields: distinct(this.#yields) };
  }

  /** @param dying Of temporaries that whatever leads to `to` has read for the last time. */
  #send(to: BlockId, state: State, dying: readonly PlaceId[] = []): void {
    const onEntry = this.#deaths.onEntry(to);
    const arriving = withoutUnused(this.slice, forget(forget(state, onEntry), dying), to, this.frame.ir);
    const dead = dying.length === 0 || state.status !== "open" ? onEntry : [...onEntry, ...dying];
    if (isLostOnTheWay(this, state, arriving, dead, this.#block.terminal.node)) return;
    if (arriving.status === "none" && !this.#mayAcquire(to, arriving)) return;
    // Most of what may throw throws in the state in which what came before it might have thrown.
    const last = this.#lastSent.get(to);
    const isNew = last?.paths !== arriving.paths || (last.thrower === null && arriving.thrower !== null);
    if (last !== undefined && !isNew && isSameState(last, arriving)) return;
    this.#lastSent.set(to, arriving);
    this.#frontier.add(to, arriving);
  }

  #mayAcquire(from: BlockId, state: State): boolean {
    const { frame, slice } = this;
    return frame.depth > 0 || mayStillAcquire(slice, frame.ir, this.#hasArrived ? null : from, state);
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
    this.node = instruction.node;
    this.#index = index;
    this.#arrivals?.note(instruction, this.#block.id, index, state);
    const dying = this.#deaths.after(this.#block.id, index);
    this.#dying = dying;
    const results = transferInstruction(this, state, instruction);
    // What discharges or takes over does so even if it throws.
    if (results.length > 0 && mayThrow(instruction) && !awaitsAcquisition(this, state, instruction)) {
      this.#throwImplicitly(state, instruction);
    }
    for (const result of results) {
      const settled = settle(this, state, result, instruction, dying);
      if (settled !== null) after.push(settled);
    }
  }

  /** Only a handler makes an implicit exception visible; a body that is open then is the business of another rule. */
  #throwImplicitly(state: State, { kind, node }: Instruction): void {
    const { handler } = this.#block;
    if (handler === null) return;
    // A property that throws is hard to believe: a call nearby tells a reader more.
    this.#raise(handler, withImplicitException(state, kind === "get" || kind === "set" ? null : node), node);
  }

  #raise(handler: BlockId, state: State, node: ts.Node): void {
    for (const after of closedIn(this, state, this.#deaths.onEntry(handler), node)) this.#send(handler, after);
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
      this.#raise(handler, thrown, node);
      return;
    }
    for (const left of closedIn(this, state, null, node)) {
      const after = leaveFunction(this, left, reason, { node, part: "whole" }, "thrown");
      if (after !== null) this.#throws.push({ state: after, value: reason, node });
    }
  }

  suspend(state: State, value: Value, again: boolean): void {
    const at = suspensionAt(this.#block.id, this.#index, again);
    this.#yields.push({ state: again ? state : forget(state, this.#dying), value, at });
  }

  resume(
    state: State,
    { function: { function: fn }, at, how }: GeneratorCell,
    way: Way,
    from: ts.Node,
  ): Activation | null {
    const ir = fn && this.#entered(fn);
    if (ir === null) return null;
    return this.#within(frameWithin(this.frame, ir, how, from), false, (it) => it.on(state, at, way));
  }

  #within(inner: Frame, repeats: boolean, run: (inner: Interpretation) => Activation): Activation {
    const { slice } = this;
    return slice.observations.within(inner, () => run(new Interpretation(slice, inner, this.repeats || repeats, null)));
  }

  /** @returns null for a function that is not entered: it calls itself, or it is too deep. */
  #entered(fn: FunctionNode): FunctionIR | null {
    const { frame, slice } = this;
    const isTooDeep = frame.stack.includes(fn) || frame.depth >= slice.settings.limits.deepestInlining;
    return isTooDeep ? null : lower(fn, slice.scopes);
  }

  run(
    state: State,
    fn: FunctionNode,
    args: readonly Value[],
    repeats: boolean,
    how: How = "callback",
  ): Activation | null {
    const { frame, slice } = this;
    const ir = this.#entered(fn);
    if (ir === null || ir.generator) return null;
    // A closure that outlived an earlier call of it sees its variables, which this call would write again.
    if (variablesOf(ir).some((variable) => outlivesCall(slice, state, variable))) return null;
    const inner = frameWithin(frame, ir, how, this.node);
    const entry = args.reduce((it, arg, index) => write(it, argumentOf(inner, index), arg), forget(state, this.#dying));
    const activation = this.#within(inner, repeats, (it) => it.from(entry));
    return ir.async ? promised(activation) : activation;
  }

  #leave(state: State, terminal: Terminal): void {
    const { frame } = this;
    this.node = terminal.node;
    const dying = this.#deaths.after(this.#block.id, this.#block.instructions.length);
    switch (terminal.kind) {
      case "goto":
        this.#send(terminal.to, state);
        return;
      case "branch": {
        const sides = split(this.slice, state, terminal, place(frame, terminal.condition));
        if (sides.whenTrue !== null) this.#send(terminal.whenTrue, sides.whenTrue, dying);
        if (sides.whenFalse !== null) this.#send(terminal.whenFalse, sides.whenFalse, dying);
        return;
      }
      case "next":
        for (const turn of nextTurn(this, state, terminal)) this.#send(turn.to, turn.state);
        return;
      case "resume":
        this.#send(terminal.next, state);
        return;
      case "return":
        this.#return(state, resultIn(frame, state, terminal.value), returnPlace(terminal));
        return;
      case "throw":
        this.#throw(state, read(state, place(frame, terminal.value)), terminal.node, terminal.handler);
        return;
      case "rethrow": {
        const { node, handler } = terminal;
        const reason = read(state, pending(frame));
        if (state.thrown !== null) this.#throw(state, reason, state.thrown, handler);
        // Nobody wrote what goes on here, even where the body came after it.
        else if (handler !== null) this.#throw(withImplicitException(state, null), reason, node, handler);
        else leaveFunction(this, withImplicitException(state, null), unknown, endOf(node), "thrown");
        return;
      }
      case "unreachable":
        return;
    }
  }
}
