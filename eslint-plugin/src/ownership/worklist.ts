/** The blocks that wait to be interpreted. Each waits once; the first in reverse postorder comes first, so that joins see all that leads to them. */
import type { BlockId } from "../ir/types.js";

/** A binary heap: there are thousands at once where a function has thousands of handlers, and looking at all of them at every turn costs the square. */
export class Worklist {
  readonly #heap: BlockId[] = [];
  readonly #waiting = new Set<BlockId>();

  has(id: BlockId): boolean {
    return this.#waiting.has(id);
  }

  add(id: BlockId): void {
    if (this.#waiting.has(id)) return;
    this.#waiting.add(id);
    let at = this.#heap.push(id) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#at(parent) <= id) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The first of them, which waits no longer. */
  take(): BlockId | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return undefined;
    this.#waiting.delete(first);
    if (this.#heap.length === 0) return first;
    this.#heap[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const child = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(child) >= last) return first;
      this.#swap(at, child);
      at = child;
    }
  }

  /** Behind the end: more than any. */
  #at(index: number): number {
    return this.#heap[index] ?? Infinity;
  }

  #swap(left: number, right: number): void {
    const [a, b] = [this.#heap[left], this.#heap[right]];
    if (a === undefined || b === undefined) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}
