import { describe, expect, it } from "vitest";
import {
  anyStatus,
  complement,
  intersect,
  isSameSet,
  isSubset,
  okStatuses,
  statusesOf,
  statusesThat,
  union,
} from "../../eslint-plugin/src/ownership/statuses.js";

const samples = [
  [],
  anyStatus,
  okStatuses,
  statusesOf([204, 304]),
  statusesThat("<", 300),
  statusesThat(">=", 400),
  statusesThat("===", 404),
  union(statusesThat("<=", 299), statusesThat(">", 499)),
];
const pairs = samples.flatMap((left) => samples.map((right) => [left, right] as const));

describe("sets of statuses", () => {
  it("are what the operators say", () => {
    expect(statusesThat("<", 400)).toEqual([[200, 399]]);
    expect(statusesThat("<=", 399.5)).toEqual([[200, 399]]);
    expect(statusesThat(">", 399)).toEqual([[400, 999]]);
    expect(statusesThat(">=", 299.5)).toEqual([[300, 999]]);
    expect(statusesThat("===", 204)).toEqual([[204, 204]]);
    expect(statusesThat("===", 204.5)).toEqual([]);
    expect(statusesThat("<", -1)).toEqual([]);
  });

  it("are final ones", () => {
    expect(statusesThat("<", 200)).toEqual([]);
    expect(statusesOf([0, 101, 204])).toEqual([[204, 204]]);
  });

  it("join neighbours into one range", () => {
    expect(statusesOf([201, 200, 203])).toEqual([
      [200, 201],
      [203, 203],
    ]);
  });

  it.each(pairs)("obey the laws of sets: %j, %j", (left, right) => {
    expect(complement(complement(left))).toEqual(left);
    expect(intersect(left, complement(left))).toEqual([]);
    expect(union(left, complement(left))).toEqual(anyStatus);
    expect(union(left, right)).toEqual(union(right, left));
    expect(complement(union(left, right))).toEqual(intersect(complement(left), complement(right)));
    expect(isSubset(intersect(left, right), left)).toBe(true);
    expect(isSubset(left, union(left, right))).toBe(true);
    expect(isSameSet(left, right)).toBe(isSubset(left, right) && isSubset(right, left));
  });
});
