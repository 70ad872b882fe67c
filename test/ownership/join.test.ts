import { describe, expect, it } from "vitest";
import { join } from "../../eslint-plugin/src/ownership/join.js";
import { type State, emptyState, variablePlace, write } from "../../eslint-plugin/src/ownership/state.js";
import type { Variable } from "../../eslint-plugin/src/ir/types.js";
import { StateSet } from "../../eslint-plugin/src/ownership/state-set.js";
import { statusesOf, statusesThat, union } from "../../eslint-plugin/src/ownership/statuses.js";
import { constant, view } from "../../eslint-plugin/src/ownership/value.js";

const place = variablePlace({ id: 1 } as Variable);
const other = variablePlace({ id: 9 } as Variable);
const open: State = write({ ...emptyState, status: "open" }, place, view("response"));
const cap = 8;

function facts(state: State, conditions: Readonly<Record<string, boolean>>): State {
  return { ...state, conditions: new Map(Object.entries(conditions)) };
}

function areSame(left: readonly State[], right: readonly State[]): boolean {
  const set = new StateSet();
  for (const state of left) set.add(state);
  return left.length === right.length && right.every((state) => set.has(state));
}

describe("the join of two sets of states", () => {
  it("is idempotent and commutes", () => {
    const left = join([], [open, facts({ ...open, statuses: statusesOf([404]) }, { v2: true })], cap);
    const right = join([], [{ ...open, status: "flowing" }, facts(open, { v2: false })], cap);
    expect(areSame(join(left, left, cap), left)).toBe(true);
    expect(areSame(join(left, right, cap), join(right, left, cap))).toBe(true);
    expect(areSame(left, right)).toBe(false);
  });

  it("unites statuses, which loses nothing", () => {
    const [only, ...others] = join(
      [{ ...open, statuses: statusesOf([404]) }],
      [{ ...open, statuses: statusesThat(">=", 500) }],
      cap,
    );
    expect(others).toEqual([]);
    expect(only).toMatchObject({ statuses: union(statusesOf([404]), statusesThat(">=", 500)), imprecise: false });
  });

  it("forgets a condition that is true on one side and false on the other", () => {
    expect(join([facts(open, { v2: true, v3: true })], [facts(open, { v2: false, v3: true })], cap)).toEqual([
      facts(open, { v3: true }),
    ]);
  });

  it("keeps a correlation of two conditions", () => {
    const states = [facts(open, { v2: true, v3: true }), facts(open, { v2: false, v3: false })];
    expect(join([], states, cap)).toEqual(states);
  });

  it("drops a state that another one covers", () => {
    expect(join([facts({ ...open, statuses: statusesOf([404]) }, { v2: true })], [open], cap)).toEqual([open]);
  });

  it("never merges an open state with one that is not, whatever the cap", () => {
    const states: State[] = [open, { ...open, status: "flowing" }, { ...open, status: "settled" }, emptyState];
    expect(join([], states, 3).map(({ status }) => status)).toEqual(["open", "flowing", "settled", "none"]);
    expect(join([], states, 1).filter(({ status }) => status === "open")).toEqual([open]);
  });

  it("merges by force past the cap, and says so", () => {
    const states = Array.from({ length: cap + 1 }, (_, index) =>
      facts(write(open, other, constant(index)), { [`v${String(index + 20)}`]: true }),
    );
    const joined = join([], states, cap);
    expect(joined).toHaveLength(cap);
    expect(joined.filter(({ imprecise }) => imprecise)).toHaveLength(1);
  });

  it("does not call a forced merge of states without an obligation imprecise", () => {
    const states = Array.from({ length: cap + 1 }, (_, index) => write(emptyState, other, constant(index)));
    expect(join([], states, cap).some(({ imprecise }) => imprecise)).toBe(false);
  });
});
