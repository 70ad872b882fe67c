import type { Temp } from "../ir/types.js";
import type { Frame } from "./slice.js";
import type { PlaceId } from "./state.js";

/** The place of a temporary: frames do not share theirs. */
export function place(frame: Frame, temp: Temp): PlaceId {
  return `f${String(frame.depth)}t${String(temp)}`;
}

/** The place of an exception on its way to a handler of this frame. */
export function pending(frame: Frame): PlaceId {
  return `f${String(frame.depth)}!`;
}

/** The place of an argument until its parameter takes it. */
export function argumentPlace(frame: Frame, index: number): PlaceId {
  return `f${String(frame.depth)}a${String(index)}`;
}
