/** Where a run has come to, in order. */

/** Where something stands in the module's text. */
export type Position = number;

export class Trace {
  readonly #positions: Position[] = [];

  get length(): number {
    return this.#positions.length;
  }

  come(position: Position): void {
    this.#positions.push(position);
  }

  since(from: number): ReadonlySet<Position> {
    return new Set(this.#positions.slice(from));
  }
}
