/**
 * What is known of a function before anything is acquired: the states in which control comes to each call at which an acquisition may begin.
 * They are the same whichever acquisition is followed, so they are found once for all of them, and each run starts from its own.
 */
import type ts from "typescript";
import type { BlockId, Instruction } from "../ir/types.js";
import type { State } from "./state.js";
import { StateSet } from "./state-set.js";

/** The states right before one instruction. */
export interface Arrival {
  readonly block: BlockId;
  /** Of the instruction in its block. */
  readonly index: number;
  readonly states: StateSet;
}

export class Arrivals {
  /** A call in a `finally` stands in several blocks. */
  readonly #byCall: ReadonlyMap<ts.Node, Arrival[]>;

  /** @param calls - Those at which an acquisition may begin. */
  constructor(calls: Iterable<ts.Node>) {
    this.#byCall = new Map([...calls].map((call) => [call, []]));
  }

  at(call: ts.Node): readonly Arrival[] {
    return this.#byCall.get(call) ?? [];
  }

  /** Control has come to an instruction in a state without an obligation. */
  note({ kind, node }: Instruction, block: BlockId, index: number, state: State): void {
    const arrivals = kind === "call" ? this.#byCall.get(node) : undefined;
    if (arrivals === undefined) return;
    let arrival = arrivals.find((it) => it.block === block && it.index === index);
    if (arrival === undefined) {
      arrival = { block, index, states: new StateSet() };
      arrivals.push(arrival);
    }
    arrival.states.add(state);
  }
}
