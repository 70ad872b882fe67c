/**
 * Where control flow meets: the union of two sets of states, kept small.
 *
 * Merges that lose nothing come first and always: equal states, a state that another one covers, and two states that differ in one fact
 * whose values together are again one fact (`status` 404 on one, 410 on the other; a condition true on one, false on the other).
 * Past the cap, states of equal status are merged by force: places that disagree become unknown, statuses are united, conditions are
 * forgotten. What is open after that is marked `imprecise`: it may not exist, so it is not reported (quiet) but counted.
 */
import { countDifferences, differencesOf, withValue } from "./environment.js";
import { type State, blameFor, collectGarbage, isSameShape, mergeOrphaned } from "./state.js";
import { type Cell, type CellId, type Value, isSameCell, unknown } from "./value.js";
import { isSameSet, isSubset, union } from "./statuses.js";
import { mergePaths } from "./path.js";

/**
 * @param mostStates How many states may remain in which the obligation is open, and how many in which it is not; DESIGN's bound is 8.
 */
export function join(old: readonly State[], incoming: readonly State[], mostStates: number): readonly State[] {
  let states = [...old];
  for (const state of incoming) states = insert(states, collectGarbage(state));
  if (states.length <= mostStates && states.filter(isSettled).length <= 1) return states;
  for (const [most, isOf] of crowds(mostStates)) {
    for (let crowd = states.filter(isOf); crowd.length > most; crowd = states.filter(isOf)) {
      states = mergeClosest(crowd, states);
    }
  }
  return states;
}

/** What owes nothing goes on only to be seen read somewhere: for that, one state says as much as many. */
function crowds(mostStates: number): readonly (readonly [most: number, isOf: (state: State) => boolean])[] {
  return [
    [mostStates, ({ status }) => status === "open"],
    [1, isSettled],
    [mostStates, ({ status }) => status === "none" || status === "flowing"],
  ];
}

function isSettled({ status }: State): boolean {
  return status === "settled";
}

/** Adds a state, merging as long as nothing is lost. */
function insert(states: readonly State[], state: State): State[] {
  for (const other of states) {
    const merged = isSameShape(other, state) ? mergeExactly(other, state) : null;
    if (merged === null) continue;
    return insert(
      states.filter((each) => each !== other),
      merged,
    );
  }
  return [...states, state];
}

/** One state for two of equal shape, or null where that would forget a correlation. */
function mergeExactly(left: State, right: State): State | null {
  const merge = (into: State): State => {
    if (into.status !== "open") return into;
    const paths = mergePaths(left.paths, right.paths);
    const blame = blameFor(left);
    const blamed = blame?.since === undefined ? blame : { ...blame, since: paths };
    const orphaned = mergeOrphaned(left.orphaned, right.orphaned);
    return { ...into, paths, blamed, orphaned, thrower: left.thrower ?? right.thrower };
  };
  if (covers(left, right)) return merge(left);
  if (covers(right, left)) return merge(right);
  const differing = differingConditions(left, right);
  if (differing.length === 0) return merge({ ...left, statuses: union(left.statuses, right.statuses) });
  const [only] = differing;
  if (differing.length > 1 || only === undefined || !isSameSet(left.statuses, right.statuses)) return null;
  const conditions = new Map(left.conditions);
  conditions.delete(only);
  return merge({ ...left, conditions });
}

/** Everything `right` allows, `left` allows. */
function covers(left: State, right: State): boolean {
  for (const [key, holds] of left.conditions) if (right.conditions.get(key) !== holds) return false;
  return isSubset(right.statuses, left.statuses);
}

function differingConditions(left: State, right: State): readonly string[] {
  if (left.conditions === right.conditions) return [];
  const differing: string[] = [];
  for (const [key, holds] of left.conditions) if (right.conditions.get(key) !== holds) differing.push(key);
  for (const key of right.conditions.keys()) if (!left.conditions.has(key)) differing.push(key);
  return differing;
}

/** Merges two of the `crowd` among `states`. */
function mergeClosest(crowd: readonly State[], states: readonly State[]): State[] {
  let best: { left: State; right: State; cost: number } | undefined;
  for (const [index, left] of crowd.entries()) {
    for (const right of crowd.slice(index + 1)) {
      if (left.status !== right.status) continue;
      const cost = distance(left, right, best?.cost ?? Infinity);
      if (best === undefined || cost < best.cost) best = { left, right, cost };
    }
  }
  // Two statuses at most in a crowd of at least three: some pair shares one.
  if (best === undefined) return [...states].slice(0, -1);
  const { left, right } = best;
  return insert(
    states.filter((state) => state !== left && state !== right),
    force(left, right),
  );
}

/** A crowd keeps most of its states from one join to the next. */
const distances = new WeakMap<State, Map<State, Distance>>();

interface Distance {
  readonly cost: number;
  /** They may be further apart. */
  readonly atLeast: boolean;
}

/** How far two states are apart; where that is not below `limit`, as far as was looked. */
function distance(left: State, right: State, limit: number): number {
  const ofLeft = distances.get(left) ?? new Map<State, Distance>();
  distances.set(left, ofLeft);
  let known = ofLeft.get(right);
  if (known === undefined || (known.atLeast && known.cost < limit)) {
    known = computeDistance(left, right, limit);
    ofLeft.set(right, known);
  }
  return known.cost;
}

function computeDistance(left: State, right: State, limit: number): Distance {
  const ofFlags = left.implicit === right.implicit ? 0 : 100;
  const cost = ofFlags + 10 * countDifferences(left.env, right.env, Math.ceil((limit - ofFlags) / 10));
  if (cost >= limit) return { cost, atLeast: true };
  return { cost: cost + differingConditions(left, right).length, atLeast: false };
}

function force(left: State, right: State): State {
  let env = left.env;
  for (const { place, left: ofLeft, right: ofRight } of differencesOf(left.env, right.env)) {
    // A place that holds a view on one side only still may be where it is read: keep it, the state is marked anyway.
    const kept = [ofRight, ofLeft].find((value) => value !== undefined && leads(value));
    env = withValue(env, place, kept ?? unknown);
  }
  const heap = new Map<CellId, Cell>(left.heap);
  for (const [id, cell] of right.heap) {
    const other = heap.get(id);
    if (other === undefined || !isSameCell(other, cell)) heap.set(id, cell);
  }
  const conditions = new Map([...left.conditions].filter(([key, holds]) => right.conditions.get(key) === holds));
  const open = left.status !== "none";
  return {
    ...left,
    env,
    heap,
    conditions,
    statuses: union(left.statuses, right.statuses),
    touched: left.touched || right.touched,
    locked: left.locked || right.locked,
    implicit: left.implicit && right.implicit,
    imprecise: left.imprecise || right.imprecise || open,
    shared: new Set([...left.shared, ...right.shared]),
    controller: left.controller ?? right.controller,
    owner: left.owner ?? right.owner,
    method: left.method === right.method ? left.method : null,
    paths: mergePaths(left.paths, right.paths),
  };
}

/** Could lead to the body. */
function leads(value: Value): boolean {
  switch (value.kind) {
    case "view":
    case "promise":
    case "cell":
    case "closure":
    case "iterator":
      return true;
    case "unknown":
    case "constant":
    case "rejected":
    case "test":
    case "measure":
    case "foreign":
    case "resolver":
    case "signal":
      return false;
  }
}
