/**
 * Whether what merged states suggest is so.
 *
 * Where more states meet than are kept, some are merged by force, and a leak that only a merged state shows may rest on decisions that
 * nobody can take together. A second run then keeps every state apart and follows one path to its end before the next, which soon finds a
 * leak that is there. It ends when all that was suggested is found, when it has seen all there is, or after a number of steps.
 */
import { Observations } from "./observations.js";
import { StepLimitError } from "./slice.js";

/** What the second run looks for, and what it has seen. */
export class Search {
  readonly observations = new Observations();
  readonly #wanted: readonly string[];

  /** @param suggested - What the run with merged states saw. */
  constructor(suggested: Observations) {
    this.#wanted = suggested.suggested();
  }

  get isOver(): boolean {
    return this.#wanted.every((place) => this.observations.isLostAt(place));
  }
}

/**
 * Looks again where a run has only suggestions.
 *
 * @param suggested - What the run with merged states saw.
 * @param run - The run that keeps states apart.
 * @returns What is known after both.
 */
export function searched(suggested: Observations, run: (search: Search) => void): Observations {
  if (suggested.suggested().length === 0) return suggested;
  const search = new Search(suggested);
  try {
    run(search);
    if (!search.isOver) return search.observations;
  } catch (error) {
    if (!(error instanceof StepLimitError)) throw error;
  }
  suggested.confirm(search.observations);
  return suggested;
}
