/** A set of small numbers, for data flow over many blocks. */
export class BitSet {
  readonly #words: Uint32Array;

  /** @param size - Members are 0 … size-1; there are none yet. */
  constructor(size: number) {
    this.#words = new Uint32Array(Math.ceil(size / 32));
  }

  /** All numbers below `size` (and some above, which no one asks about). */
  static full(size: number): BitSet {
    const set = new BitSet(size);
    set.#words.fill(0xffff_ffff);
    return set;
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
    return this.#update((old, word) => old | (other.#word(word) & ~(without === undefined ? 0 : without.#word(word))));
  }

  /** Drops what is in neither of two sets; answers whether that changed anything. */
  keep(first: BitSet, second: BitSet): boolean {
    return this.#update((old, word) => old & (first.#word(word) | second.#word(word)));
  }

  /** The members that `other` does not have, in ascending order. */
  without(other: BitSet): readonly number[] {
    const members: number[] = [];
    for (let word = 0; word < this.#words.length; word += 1) {
      for (let rest = this.#word(word) & ~other.#word(word); rest !== 0; rest &= rest - 1) {
        members.push(word * 32 + (31 - Math.clz32(rest & -rest)));
      }
    }
    return members;
  }

  #update(change: (old: number, word: number) => number): boolean {
    let changed = false;
    for (let word = 0; word < this.#words.length; word += 1) {
      const old = this.#word(word);
      // Unsigned again: the operators compute with signed numbers.
      const now = change(old, word) >>> 0;
      changed ||= now !== old;
      this.#words[word] = now;
    }
    return changed;
  }

  #word(index: number): number {
    return this.#words[index] ?? 0;
  }
}
