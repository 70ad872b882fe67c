/** An environment is a map with an order of its own; here it is run beside a plain one. */
import { describe, expect, it } from "vitest";
import {
  type Environment,
  type PlaceId,
  differencesOf,
  emptyEnvironment,
  isSameEnvironment,
  placesIn,
  valueAt,
  withValue,
  withoutPlaces,
} from "../../eslint-plugin/src/ownership/environment.js";
import { type Value, constant, unknown } from "../../eslint-plugin/src/ownership/value.js";

/** Enough for several levels, the last two with the same hash of 30 bits. */
const places: readonly PlaceId[] = [
  ...Array.from({ length: 3000 }, (_, index) => `${index % 3 === 0 ? `f${String(index % 7)}t` : "v"}${String(index)}`),
  "v4548",
  "f1t36266",
];

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number): Generator<number> {
  for (let next = seed; ; next = (Math.imul(next, 1_103_515_245) + 12_345) >>> 0) yield next >>> 8;
}

function environmentOf(entries: Iterable<readonly [PlaceId, Value]>): Environment {
  return [...entries].reduce<Environment>((env, [place, value]) => withValue(env, place, value), emptyEnvironment);
}

describe("an environment", () => {
  it("holds what was written last, whatever was written and forgotten in between", () => {
    const random = numbers(1);
    const next = (end: number): number => (random.next().value as number) % end;
    const expected = new Map<PlaceId, Value>();
    let env = emptyEnvironment;
    for (let step = 0; step < 20_000; step++) {
      const place = places[next(places.length)] ?? "v0";
      // The first half mostly fills it, the second half mostly empties it.
      if (next(10) < (step < 10_000 ? 8 : 2)) {
        const value = constant(next(3));
        expected.set(place, value);
        env = withValue(env, place, value);
      } else {
        expected.delete(place);
        env = next(2) === 0 ? withoutPlaces(env, [place]) : withValue(env, place, unknown);
      }
    }
    expect(expected.size).toBeGreaterThan(100);
    expect(new Map([...placesIn(env)].map(({ place, value }) => [place, value]))).toEqual(expected);
    for (const place of places) expect(valueAt(env, place)).toEqual(expected.get(place));
    expect(isSameEnvironment(env, environmentOf([...expected].reverse()))).toBe(true);
  });

  it("equals another that was made in another order, and none that holds something else", () => {
    const entries = places.map((place, index) => [place, constant(index)] as const);
    const env = environmentOf(entries);
    expect(isSameEnvironment(env, environmentOf([...entries].reverse()))).toBe(true);
    expect(isSameEnvironment(env, withValue(env, "v1", constant("other")))).toBe(false);
    expect(isSameEnvironment(env, withoutPlaces(env, ["v1"]))).toBe(false);
    expect(isSameEnvironment(withoutPlaces(env, places.slice(1)), environmentOf(entries.slice(0, 1)))).toBe(true);
    expect(withoutPlaces(env, places)).toBe(emptyEnvironment);
  });

  it("differs from another where one has been changed, and nowhere else", () => {
    const env = environmentOf(places.map((place) => [place, constant(1)]));
    const changed = withoutPlaces(withValue(withValue(env, "v1", constant(2)), "new", constant(3)), ["v4548"]);
    const differences = [...differencesOf(env, changed)].map(({ place, left, right }) => [place, left, right]);
    expect(differences).toHaveLength(3);
    expect(differences).toEqual(
      expect.arrayContaining([
        ["v1", constant(1), constant(2)],
        ["new", undefined, constant(3)],
        ["v4548", constant(1), undefined],
      ]),
    );
    expect([...differencesOf(env, emptyEnvironment)]).toHaveLength(places.length);
  });

  it("is the same object where nothing changes", () => {
    const env = environmentOf(places.map((place) => [place, constant(true)]));
    expect(withValue(env, "v1", constant(true))).toBe(env);
    expect(withValue(env, "v-1", unknown)).toBe(env);
    expect(withoutPlaces(env, ["v-1", "f9t9"])).toBe(env);
  });

  it("tells places apart whose hashes are the same", () => {
    const env = environmentOf(places.slice(-2).map((place) => [place, constant(place)]));
    expect(valueAt(env, "v4548")).toEqual(constant("v4548"));
    expect(valueAt(withoutPlaces(env, ["v4548"]), "f1t36266")).toEqual(constant("f1t36266"));
  });

  it("does not change when another is made of it", () => {
    const env = environmentOf([["v1", constant(1)]]);
    withValue(env, "v1", constant(2));
    withoutPlaces(env, ["v1"]);
    expect(valueAt(env, "v1")).toEqual(constant(1));
  });
});
