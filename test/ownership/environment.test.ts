/** An environment is a map with an order of its own; here it is run beside a plain one. */
import { describe, expect, it } from "vitest";
import {
  type Environment,
  differencesOf,
  emptyEnvironment,
  isSameEnvironment,
  placesIn,
  valueAt,
  withValue,
  withoutPlaces,
} from "../../eslint-plugin/src/ownership/environment.js";
import {
  type PlaceId,
  argumentPlace,
  exceptionPlace,
  isOfFrame,
  namedPlace,
  temporaryPlace,
  variablePlace,
} from "../../eslint-plugin/src/ownership/places.js";
import type { Temp, Variable } from "../../eslint-plugin/src/ir/types.js";
import { type Value, constant, unknown } from "../../eslint-plugin/src/ownership/value.js";

function variable(id: number): PlaceId {
  return variablePlace({ id } as Variable);
}

function temporary(depth: number, temp: number): PlaceId {
  return temporaryPlace(depth, temp as Temp);
}

/** Enough for several levels, the last two alike in all bits but the highest. */
const places: readonly PlaceId[] = [
  ...Array.from({ length: 3000 }, (_, index) => (index % 3 === 0 ? temporary(index % 7, index) : variable(index))),
  variable(2 ** 30 + 1),
];
const first = variable(1);
const last = variable(2 ** 30 + 1);

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
      const place = places[next(places.length)] ?? first;
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
    expect(isSameEnvironment(env, withValue(env, first, constant("other")))).toBe(false);
    expect(isSameEnvironment(env, withoutPlaces(env, [first]))).toBe(false);
    expect(isSameEnvironment(withoutPlaces(env, places.slice(1)), environmentOf(entries.slice(0, 1)))).toBe(true);
    expect(withoutPlaces(env, places)).toBe(emptyEnvironment);
  });

  it("differs from another where one has been changed, and nowhere else", () => {
    const env = environmentOf(places.map((place) => [place, constant(1)]));
    const changed = withoutPlaces(withValue(withValue(env, first, constant(2)), variable(9999), constant(3)), [last]);
    const differences = [...differencesOf(env, changed)].map(({ place, left, right }) => [place, left, right]);
    expect(differences).toHaveLength(3);
    expect(differences).toEqual(
      expect.arrayContaining([
        [first, constant(1), constant(2)],
        [variable(9999), undefined, constant(3)],
        [last, constant(1), undefined],
      ]),
    );
    expect([...differencesOf(env, emptyEnvironment)]).toHaveLength(places.length);
  });

  it("is the same object where nothing changes", () => {
    const env = environmentOf(places.map((place) => [place, constant(true)]));
    expect(withValue(env, first, constant(true))).toBe(env);
    expect(withValue(env, variable(9999), unknown)).toBe(env);
    expect(withoutPlaces(env, [variable(9999), temporary(9, 9)])).toBe(env);
  });

  it("tells places apart that differ in one high bit", () => {
    const env = environmentOf([
      [first, constant("first")],
      [last, constant("last")],
    ]);
    expect(valueAt(env, last)).toEqual(constant("last"));
    expect(valueAt(withoutPlaces(env, [last]), first)).toEqual(constant("first"));
  });

  it("does not change when another is made of it", () => {
    const env = environmentOf([[first, constant(1)]]);
    withValue(env, first, constant(2));
    withoutPlaces(env, [first]);
    expect(valueAt(env, first)).toEqual(constant(1));
  });
});

describe("places", () => {
  const ofFrame = (depth: number): readonly PlaceId[] => [
    temporary(depth, 0),
    temporary(depth, 199_999),
    argumentPlace(depth, 0),
    argumentPlace(depth, 199_999),
    exceptionPlace(depth),
  ];

  it("are all different", () => {
    const all = [...[0, 1, 8, 63].flatMap(ofFrame), variable(0), variable(1), namedPlace("a"), namedPlace("b")];
    expect(new Set(all).size).toBe(all.length);
    expect(namedPlace("a")).toBe(namedPlace("a"));
  });

  it("end with their activation, and no other", () => {
    for (const place of ofFrame(8)) expect([7, 8, 9].filter((depth) => isOfFrame(place, depth))).toEqual([8]);
    for (const place of [variable(8), namedPlace("c")]) {
      expect(Array.from({ length: 64 }, (_, depth) => isOfFrame(place, depth))).not.toContain(true);
    }
  });
});
