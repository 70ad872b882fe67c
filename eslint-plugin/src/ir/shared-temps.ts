/**
 * Temporaries that some block reads without having written them: the only ones that are alive between blocks. They are few, which keeps data
 * flow over large functions cheap.
 */
import { BitSet } from "./bit-set.js";
import type { BasicBlock, Temp } from "./types.js";
import { operandsOf, targetOf, terminalOperands } from "./visit.js";

export interface BlockAccesses {
  readonly block: BasicBlock;
  /** Read before the block itself writes them. */
  readonly read: ReadonlySet<Temp>;
  readonly written: ReadonlySet<Temp>;
}

/** What a block does to temporaries, terminal included. */
export function accessesOf(block: BasicBlock): BlockAccesses {
  const read = new Set<Temp>();
  const written = new Set<Temp>();
  const readAll = (operands: readonly Temp[]): void => {
    for (const operand of operands) {
      if (!written.has(operand)) {
        read.add(operand);
      }
    }
  };
  for (const instruction of block.instructions) {
    readAll(operandsOf(instruction));
    const target = targetOf(instruction);
    if (target !== null) {
      written.add(target);
    }
  }
  readAll(terminalOperands(block.terminal));
  return { block, read, written };
}

/** Numbers the shared temporaries of a function densely, and makes sets of them. */
export class SharedTemps {
  readonly #temps: Temp[] = [];
  readonly #indexes = new Map<Temp, number>();

  constructor(blocks: readonly BlockAccesses[]) {
    for (const { read } of blocks) {
      for (const temp of read) {
        if (!this.#indexes.has(temp)) {
          this.#indexes.set(temp, this.#temps.length);
          this.#temps.push(temp);
        }
      }
    }
  }

  /** The shared ones among `temps`. */
  setOf(temps: Iterable<Temp>): BitSet {
    const set = new BitSet(this.#temps.length);
    for (const temp of temps) {
      const index = this.#indexes.get(temp);
      if (index !== undefined) {
        set.add(index);
      }
    }
    return set;
  }

  all(): BitSet {
    return BitSet.full(this.#temps.length);
  }

  has(set: BitSet, temp: Temp): boolean {
    const index = this.#indexes.get(temp);
    return index !== undefined && set.has(index);
  }

  /** The members of `set` that `other` does not have. */
  without(set: BitSet, other: BitSet): readonly Temp[] {
    return set.without(other).flatMap((index) => this.#temps[index] ?? []);
  }
}
