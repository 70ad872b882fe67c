/** Where the temporaries of an activation end, as places: asked for at every step, and the same for all states that come by. */
import { type Liveness, livenessOf } from "../ir/liveness.js";
import type { BlockId } from "../ir/types.js";
import type { PlaceId } from "./places.js";
import { place } from "./frame.js";
import type { Frame } from "./slice.js";

export class Deaths {
  readonly #frame: Frame;
  readonly #liveness: Liveness;
  readonly #onEntry = new Map<BlockId, readonly PlaceId[]>();
  readonly #within = new Map<BlockId, (readonly PlaceId[])[]>();

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#liveness = livenessOf(frame.ir);
  }

  /** Of those that some predecessor of a block still had in use, but nobody reads from there on. */
  onEntry(block: BlockId): readonly PlaceId[] {
    let places = this.#onEntry.get(block);
    if (places === undefined) {
      places = this.#liveness.deadOnEntry(block).map((temp) => place(this.#frame, temp));
      this.#onEntry.set(block, places);
    }
    return places;
  }

  /**
   * Of those that an instruction reads for the last time, or writes for no one.
   *
   * @param index - Position in the block; behind the last instruction: the terminal.
   */
  after(block: BlockId, index: number): readonly PlaceId[] {
    let ofBlock = this.#within.get(block);
    if (ofBlock === undefined) {
      ofBlock = [];
      this.#within.set(block, ofBlock);
    }
    return (ofBlock[index] ??= this.#liveness.diesAfter(block, index).map((temp) => place(this.#frame, temp)));
  }
}
