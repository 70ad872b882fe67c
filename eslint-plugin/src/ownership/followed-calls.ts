/** Which calls acquire for other runs than the one that asks. */
import type ts from "typescript";
import { contains } from "./slice.js";

/**
 * The calls that are followed together, for the runs over one function. Remembers what they have asked of it: where other calls would have
 * been answered alike, the same runs would have seen the same.
 */
export class FollowedCalls {
  readonly #calls: ReadonlySet<ts.Node>;
  readonly #asked = new Set<ts.Node>();
  readonly #searched = new Set<ts.Node>();

  constructor(calls: ReadonlySet<ts.Node>) {
    this.#calls = calls;
  }

  has(call: ts.Node): boolean {
    this.#asked.add(call);
    return this.#calls.has(call);
  }

  /** Whether one of them is written inside `node`. */
  hasAnyIn(node: ts.Node): boolean {
    this.#searched.add(node);
    return isAnyIn(node, this.#calls);
  }

  /** Whether everything that was asked so far would have been answered alike if these were the calls. */
  agreesWith(calls: ReadonlySet<ts.Node>): boolean {
    return (
      calls === this.#calls ||
      ([...this.#asked].every((call) => calls.has(call) === this.#calls.has(call)) &&
        [...this.#searched].every((node) => isAnyIn(node, calls) === isAnyIn(node, this.#calls)))
    );
  }
}

function isAnyIn(node: ts.Node, calls: ReadonlySet<ts.Node>): boolean {
  for (const call of calls) if (contains(node, call)) return true;
  return false;
}
