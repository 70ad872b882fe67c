/** Places: what can hold a value while functions run. They are numbers, so that states are read and compared quickly. */
import type { Temp, Variable } from "../ir/types.js";

/** A variable, if it is negative; else what belongs to one activation, or has a name. */
export type PlaceId = number;

/** More than a function has temporaries (`builder.ts`), or a call arguments that are told apart. */
const indices = 2 ** 20;
/** Activations are told apart by their depth, as no two of one depth are there at once; this is more than the limit of depth. */
const depths = 2 ** 6;
const kinds = ["temporary", "argument", "exception", "receiver"] as const;

export function variablePlace({ id }: Variable): PlaceId {
  return -1 - id;
}

export function isVariablePlace(place: PlaceId): boolean {
  return place < 0;
}

export function temporaryPlace(depth: number, temp: Temp): PlaceId {
  return placeOfFrame(depth, "temporary", temp);
}

/** An argument until its parameter takes it. */
export function argumentPlace(depth: number, index: number): PlaceId {
  return placeOfFrame(depth, "argument", index);
}

/** An exception on its way to a handler. */
export function exceptionPlace(depth: number): PlaceId {
  return placeOfFrame(depth, "exception", 0);
}

/** `this` of a function that is run in an activation this deep. */
export function receiverPlace(depth: number): PlaceId {
  return placeOfFrame(depth, "receiver", 0);
}

function placeOfFrame(depth: number, kind: (typeof kinds)[number], index: number): PlaceId {
  return (depth * kinds.length + kinds.indexOf(kind)) * indices + (index % indices);
}

/** It ends with the activation of that depth. */
export function isOfFrame(place: PlaceId, depth: number): boolean {
  return place >= 0 && Math.floor(place / (kinds.length * indices)) === depth;
}

/** The place of another activation that corresponds to `place` of the one that deep; variables stay what they are. */
export function atDepth(place: PlaceId, from: number, to: number): PlaceId {
  return isVariablePlace(place) ? place : place + (to - from) * kinds.length * indices;
}

const names = new Map<string, PlaceId>();

/** A place that belongs to no activation, the same for the same name. */
export function namedPlace(name: string): PlaceId {
  const place = names.get(name) ?? depths * kinds.length * indices + names.size;
  names.set(name, place);
  return place;
}
