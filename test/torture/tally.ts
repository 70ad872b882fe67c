/** Counts by name, printed as a table at the end of a suite. */

export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** One line a name, the largest count first. */
  lines(): readonly string[] {
    return [...this.#counts]
      .sort(([left, a], [right, b]) => b - a || left.localeCompare(right))
      .map(([name, count]) => `  ${count.toLocaleString("en").padStart(12)}  ${name}`);
  }
}

/** The largest of a series of numbers, and what had it. */
export class Maximum {
  value = 0;
  at = "none";

  see(value: number, at: string): void {
    if (value > this.value) {
      this.value = value;
      this.at = at;
    }
  }

  toString(): string {
    return `${this.value.toLocaleString("en", { maximumFractionDigits: 2 })} (${this.at})`;
  }
}
