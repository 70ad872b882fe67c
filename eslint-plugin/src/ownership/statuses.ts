/** Sets of HTTP status codes as sorted, disjoint, inclusive ranges. What a path knows of `response.status`; `ok` is 200–299. */

export type StatusSet = readonly (readonly [low: number, high: number])[];

/** 1xx are interim (RFC 9110, 15.2): another one follows, or, after 101, a socket. 0 is what fetch shows of responses without a body. */
const lowest = 200;
const highest = 999;

export const anyStatus: StatusSet = [[lowest, highest]];
export const okStatuses: StatusSet = [[200, 299]];

/**
 * Statuses that compare with `limit` as `operator` says.
 *
 * @example statusesThat("<", 400) // [[0, 399]]
 */
export function statusesThat(operator: "<" | "<=" | ">" | ">=" | "===", limit: number): StatusSet {
  switch (operator) {
    case "<":
      return range(lowest, Math.ceil(limit) - 1);
    case "<=":
      return range(lowest, Math.floor(limit));
    case ">":
      return range(Math.floor(limit) + 1, highest);
    case ">=":
      return range(Math.ceil(limit), highest);
    case "===":
      return Number.isInteger(limit) ? range(limit, limit) : [];
  }
}

export function intersect(left: StatusSet, right: StatusSet): StatusSet {
  const result: [number, number][] = [];
  for (const [a, b] of left) {
    for (const [c, d] of right) {
      const low = Math.max(a, c);
      const high = Math.min(b, d);
      if (low <= high) result.push([low, high]);
    }
  }
  return result;
}

export function complement(set: StatusSet): StatusSet {
  const result: [number, number][] = [];
  let next = lowest;
  for (const [low, high] of set) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= highest) result.push([next, highest]);
  return result;
}

export function union(left: StatusSet, right: StatusSet): StatusSet {
  if (isSameSet(left, right)) return left;
  return complement(intersect(complement(left), complement(right)));
}

export function isSubset(set: StatusSet, of: StatusSet): boolean {
  return isSameSet(set, of) || intersect(set, complement(of)).length === 0;
}

export function statusesOf(codes: readonly number[]): StatusSet {
  return codes.reduce<StatusSet>((set, code) => union(set, statusesThat("===", code)), []);
}

export function isSameSet(left: StatusSet, right: StatusSet): boolean {
  return (
    left === right ||
    (left.length === right.length &&
      left.every(([low, high], index) => low === right[index]?.[0] && high === right[index][1]))
  );
}

function range(low: number, high: number): StatusSet {
  const from = Math.max(low, lowest);
  const to = Math.min(high, highest);
  return from <= to ? [[from, to]] : [];
}
