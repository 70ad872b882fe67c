/** The states that a run has still to interpret, by the block they have come to. */
import type { BlockId } from "../ir/types.js";
import { join } from "./join.js";
import { StateSet } from "./state-set.js";
import { type State, collectGarbage } from "./state.js";
import { Worklist } from "./worklist.js";

export interface Frontier {
  add(to: BlockId, state: State): void;
  /** States that nobody has taken yet. */
  take(): Arrived | undefined;
  /** What goes on of the states that an instruction has led to. */
  keep(states: readonly State[]): readonly State[];
}

interface Arrived {
  readonly block: BlockId;
  readonly states: readonly State[];
}

/** Blocks come in reverse postorder, so that what meets in one is merged before it is passed; states are few. */
export class MergingFrontier implements Frontier {
  readonly #mostStates: number;
  readonly #inputs = new Map<BlockId, readonly State[]>();
  readonly #taken = new Map<BlockId, StateSet>();
  readonly #waiting = new Worklist();

  constructor(mostStates: number) {
    this.#mostStates = mostStates;
  }

  add(to: BlockId, state: State): void {
    const states = join(this.#inputs.get(to) ?? [], [state], this.#mostStates);
    this.#inputs.set(to, states);
    if (this.#waiting.has(to)) return;
    const taken = this.#taken.get(to);
    if (states.some((it) => taken?.has(it) !== true)) this.#waiting.add(to);
  }

  take(): Arrived | undefined {
    const block = this.#waiting.take();
    if (block === undefined) return undefined;
    const taken = this.#taken.get(block) ?? new StateSet();
    this.#taken.set(block, taken);
    return { block, states: (this.#inputs.get(block) ?? []).filter((state) => taken.add(state)) };
  }

  keep(states: readonly State[]): readonly State[] {
    return states.length > this.#mostStates ? join([], states, this.#mostStates) : states;
  }
}

/** One path is followed to its end before the next one, and no state is merged with another. */
export class SeparateFrontier implements Frontier {
  readonly #waiting: Arrived[] = [];
  readonly #seen = new Map<BlockId, StateSet>();

  add(to: BlockId, state: State): void {
    const seen = this.#seen.get(to) ?? new StateSet();
    this.#seen.set(to, seen);
    const alive = collectGarbage(state);
    if (seen.add(alive)) this.#waiting.push({ block: to, states: [alive] });
  }

  take(): Arrived | undefined {
    return this.#waiting.pop();
  }

  keep(states: readonly State[]): readonly State[] {
    return states;
  }
}
