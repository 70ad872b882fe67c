/** A set of states, by what they say and not by how they were reached. */
import { type Environment, isSameEnvironment } from "./environment.js";
import { type State, identityKey } from "./state.js";
import { type Value, unknown, valueKey } from "./value.js";

export class StateSet {
  readonly #environments = new Map<string, Environment[]>();

  has(state: State): boolean {
    return this.#find(keyOf(state, unknown), state);
  }

  /**
   * @param value - Told apart, too: what an instruction or function gives in that state.
   * @returns whether it is new
   */
  add(state: State, value: Value = unknown): boolean {
    const key = keyOf(state, value);
    if (this.#find(key, state)) return false;
    const others = this.#environments.get(key);
    if (others === undefined) this.#environments.set(key, [state.env]);
    else others.push(state.env);
    return true;
  }

  #find(key: string, { env }: State): boolean {
    return this.#environments.get(key)?.some((other) => isSameEnvironment(env, other)) ?? false;
  }
}

function keyOf(state: State, value: Value): string {
  return `${identityKey(state)} ${valueKey(value)}`;
}
