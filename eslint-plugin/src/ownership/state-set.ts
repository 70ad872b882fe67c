/** A set of states, by what they say and not by how they were reached. There are few of them at a time. */
import { type State, isSameState } from "./state.js";

export class StateSet {
  readonly #states: State[] = [];

  has(state: State): boolean {
    return this.#states.includes(state) || this.#states.some((other) => isSameState(state, other));
  }

  /** @returns whether it is new */
  add(state: State): boolean {
    if (this.has(state)) return false;
    this.#states.push(state);
    return true;
  }

  /** In the order in which they were added. */
  all(): readonly State[] {
    return this.#states;
  }
}
