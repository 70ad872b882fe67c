/**
 * What the places of a state hold. Variables and temporaries are kept apart: nearly every instruction writes a temporary, of which few are
 * alive at once, while a function may have hundreds of variables, which then need not be copied. Everything is immutable.
 */
import { type Value, valueKey } from "./value.js";

/** A variable (`v12`) or a temporary of a frame (`f0t3`). */
export type PlaceId = string;

type Places = ReadonlyMap<PlaceId, Value>;

/** Only what is not `unknown`. */
export interface Environment {
  readonly variables: Places;
  readonly temporaries: Places;
}

const none: Places = new Map();

export const emptyEnvironment: Environment = { variables: none, temporaries: none };

export function valueAt(env: Environment, place: PlaceId): Value | undefined {
  return partOf(env, place).get(place);
}

export function* valuesIn({ variables, temporaries }: Environment): Iterable<Value> {
  yield* variables.values();
  yield* temporaries.values();
}

export function* placesIn({ variables, temporaries }: Environment): Iterable<readonly [PlaceId, Value]> {
  yield* variables;
  yield* temporaries;
}

/** The same environment, where `place` holds that value already. */
export function withValue(env: Environment, place: PlaceId, value: Value): Environment {
  const old = valueAt(env, place);
  if (value.kind === "unknown" ? old === undefined : old !== undefined && valueKey(old) === valueKey(value)) return env;
  const part = new Map(partOf(env, place));
  if (value.kind === "unknown") part.delete(place);
  else part.set(place, value);
  return isVariable(place) ? { ...env, variables: part } : { ...env, temporaries: part };
}

/** The same environment, where none of `places` holds anything. */
export function withoutPlaces({ variables, temporaries }: Environment, places: readonly PlaceId[]): Environment {
  return { variables: without(variables, places, true), temporaries: without(temporaries, places, false) };
}

function without(part: Places, places: readonly PlaceId[], variables: boolean): Places {
  const held = places.filter((place) => isVariable(place) === variables && part.has(place));
  if (held.length === 0) return part;
  const rest = new Map(part);
  for (const place of held) rest.delete(place);
  return rest;
}

const keys = new WeakMap<Places, string>();

/** Equal keys mean equal environments. */
export function environmentKey({ variables, temporaries }: Environment): string {
  return `${keyOf(variables)}|${keyOf(temporaries)}`;
}

/** Variables change far less often than states do. */
function keyOf(part: Places): string {
  let key = keys.get(part);
  if (key === undefined) {
    key = [...part]
      .map(([place, value]) => `${place}=${valueKey(value)}`)
      .sort()
      .join(";");
    keys.set(part, key);
  }
  return key;
}

function partOf(env: Environment, place: PlaceId): Places {
  return isVariable(place) ? env.variables : env.temporaries;
}

function isVariable(place: PlaceId): boolean {
  return place.startsWith("v");
}
