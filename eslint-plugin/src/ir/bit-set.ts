/** A set of small numbers, for data flow over many blocks. */
export class BitSet {
  readonly #words: Uint32Array;

  /** @param size - Members are 0 … size-1. */
  constructor(size: number) {
    this.#words = new Uint32Array(Math.ceil(size / 32));
  }

  add(member: number): void {
    const word = member >>> 5;
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (member & 31));
  }

  has(member: number): boolean {
    return ((this.#words[member >>> 5] ?? 0) & (1 << (member & 31))) !== 0;
  }

  /** Adds what is in `other` but not in `without`; answers whether that changed anything. */
  addAll(other: BitSet, without?: BitSet): boolean {
    let changed = false;
    for (const [word, old] of this.#words.entries()) {
      // Unsigned again: the operators compute with signed numbers.
      const now = (old | (other.#word(word) & ~(without === undefined ? 0 : without.#word(word)))) >>> 0;
      changed ||= now !== old;
      this.#words[word] = now;
    }
    return changed;
  }

  /** Drops what is not in `other`; answers whether that changed anything. */
  keep(other: BitSet): boolean {
    let changed = false;
    for (const [word, old] of this.#words.entries()) {
      const now = (old & other.#word(word)) >>> 0;
      changed ||= now !== old;
      this.#words[word] = now;
    }
    return changed;
  }

  /** The members that `other` does not have, in ascending order. */
  *without(other: BitSet): Iterable<number> {
    for (const [word, bits] of this.#words.entries()) {
      for (let rest = bits & ~other.#word(word); rest !== 0; rest &= rest - 1) {
        yield word * 32 + (31 - Math.clz32(rest & -rest));
      }
    }
  }

  #word(index: number): number {
    return this.#words[index] ?? 0;
  }
}
