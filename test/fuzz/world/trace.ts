/** Where a run has come to, in order, and what could still be got at there. */
import { reach } from "./reach.js";

/** Where something stands in the module's text. */
export type Position = number;

/** Something was within reach of the code that ran. */
export interface Sighting {
  /** Of a statement, of the end of a block, or of a call that returned it. */
  readonly at: Position;
  /** How many places the run had come to by then. */
  readonly time: number;
}

export class Trace {
  readonly #positions: Position[] = [];
  readonly #sightings = new Map<unknown, Sighting[]>();
  readonly #byClosures = new Map<unknown, Sighting[]>();

  get length(): number {
    return this.#positions.length;
  }

  /**
   * @param own - Values of the function's own variables.
   * @param captured - Of those around it that it sees.
   */
  come(at: Position, own: readonly unknown[], captured: readonly unknown[]): void {
    this.#positions.push(at);
    this.see(own, at);
    this.#note(captured, at, this.#byClosures);
  }

  see(values: readonly unknown[], at: Position): void {
    this.#note(values, at, this.#sightings);
  }

  #note(values: readonly unknown[], at: Position, sightings: Map<unknown, Sighting[]>): void {
    const sighting = { at, time: this.length };
    for (const value of reach(values, false)) {
      const earlier = sightings.get(value);
      if (earlier === undefined) sightings.set(value, [sighting]);
      else earlier.push(sighting);
    }
  }

  since(from: number): readonly Position[] {
    return this.#positions.slice(from);
  }

  /** When one of these was seen for the last time by the function whose variable held it; null: never. */
  lastOf(values: readonly unknown[]): Sighting | null {
    return latest(values.flatMap((value) => this.#sightings.get(value)?.at(-1) ?? []));
  }

  /** When one of these was seen by the function whose variable held it, in that order. */
  sightingsOf(values: readonly unknown[]): readonly Sighting[] {
    return values.flatMap((value) => this.#sightings.get(value) ?? []).sort((a, b) => a.time - b.time);
  }

  /** When one of these was seen by a closure, in a variable of a function around it. */
  sightingsByClosures(values: readonly unknown[]): readonly Sighting[] {
    return values.flatMap((value) => this.#byClosures.get(value) ?? []);
  }

  /** The same as `lastOf`, by closures too. */
  lastByAnyOf(values: readonly unknown[]): Sighting | null {
    return latest(
      [this.lastOf(values) ?? [], ...values.map((value) => this.#byClosures.get(value)?.at(-1) ?? [])].flat(),
    );
  }
}

function latest(sightings: readonly Sighting[]): Sighting | null {
  return sightings.reduce<Sighting | null>((last, one) => (last === null || one.time >= last.time ? one : last), null);
}
