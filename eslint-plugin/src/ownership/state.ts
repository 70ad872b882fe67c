/**
 * One state of the tracked obligation: what is known on a set of paths that agree on everything the analysis asks about.
 *
 * `status`
 * - `none`: not acquired (yet), or the acquisition was rejected. Nothing is owed.
 * - `open`: acquired; nobody has read, cancelled or taken it over.
 * - `flowing`: read by a listener or a pipe, which `pause()` can still undo. Otherwise as good as discharged.
 * - `settled`: found to owe nothing (204, a null body). It goes on only to see whether the body is consumed all the same, which tells a
 *   response that one path forgets from one that nobody ever reads.
 * A state whose obligation is discharged or transferred is dropped: no continuation of it can leak.
 *
 * A block's input is a set of at most `mostStates` states. They are never merged across statuses, so "read on one arm, open on the other"
 * stays visible at any later exit.
 */
import type ts from "typescript";
import type { Variable } from "../ir/types.js";
import { type Cell, type CellId, type Value, isSameCell, undefinedValue, unknown } from "./value.js";
import {
  type Environment,
  emptyEnvironment,
  isSameEnvironment,
  someValue,
  valueAt,
  withValue,
  withoutPlaces,
} from "./environment.js";
import type { PlaceId } from "./places.js";
import { variableName } from "./purity.js";
import { type StatusSet, anyStatus, isSameSet } from "./statuses.js";
import type { LastHolder, LossKind, Place } from "./observations.js";
import { type Paths, extend, mergePaths, noDecision } from "./path.js";

export { type PlaceId, variablePlace } from "./places.js";

export type Status = "none" | "open" | "flowing" | "settled";

export interface State {
  readonly status: Status;
  readonly env: Environment;
  readonly heap: ReadonlyMap<CellId, Cell>;
  /** Possible values of `response.status`. */
  readonly statuses: StatusSet;
  /** Outcomes of conditions that cannot change between two tests, by canonical text (`purity.ts`). */
  readonly conditions: ReadonlyMap<string, boolean>;
  /** A read, an iterator or a pipe has touched the body: `bodyUsed` may be true although it is open. */
  readonly touched: boolean;
  /** A reader was taken from the body. */
  readonly locked: boolean;
  /** A helper that acquired it has handed it to a callback of its caller: that it keeps the body unread then is the callback's doing. */
  readonly lent: boolean;
  /** A call that merely might throw did throw on the way here: a leak is not this rule's business. */
  readonly implicit: boolean;
  /** States were merged by force on the way here: a leak may not exist, and is not reported. */
  readonly imprecise: boolean;
  /** Variables that a closure out of sight can see: what is stored there is handed over. */
  readonly shared: ReadonlySet<number>;
  /** Expressions (`purity.ts`) whose `abort()` cancels, whose `destroy()`/`close()` releases, and that hold the request's method. */
  readonly controller: string | null;
  readonly owner: string | null;
  readonly method: string | null;
  readonly paths: Paths;
  /** Where the explicit exception that is on its way was thrown; no part of a state's identity. */
  readonly thrown: ts.Node | null;
  /** The exit of a helper that had taken charge of the body: where a developer would mend what is lost later; no part of the identity. */
  readonly blamed: Blame | null;
  /** Where all but a controller or an owner was lost that led to the body; no part of the identity but for that place. */
  readonly orphaned: Orphaned | null;
  /** What threw where `implicit` says that something did; no part of a state's identity. */
  readonly thrower: ts.Node | null;
}

/** Where a helper threw, or returned, with the body open, and what led to the body there. */
export interface Blame extends LastHolder {
  readonly node: ts.Node;
  /** Its caller goes on, and has the body: the helper is to blame as long as nothing is decided from then on. */
  readonly since?: Paths;
  /** It returned: what it had decided. */
  readonly returned?: Paths;
}

/**
 * The code goes on with another response, and only what could abort this one is left: where nothing does, one report here says more than one
 * at every later exit.
 */
export interface Orphaned extends LastHolder {
  readonly kind: LossKind;
  readonly at: Place;
  readonly paths: Paths;
}

export function mergeOrphaned(left: Orphaned | null, right: Orphaned | null): Orphaned | null {
  return left && right && { ...left, paths: mergePaths(left.paths, right.paths) };
}

/** Who is to blame for a loss right now. */
export function blameFor({ blamed, paths }: State): Blame | null {
  return blamed?.since === undefined || blamed.since === paths ? blamed : null;
}

/** An explicit exception has come to the handler that is, or is called at, `node`. */
export function caughtAt(state: State, node: ts.Node): State {
  const paths = extend(state.paths, { kind: "caught", node });
  const blamed = blameFor(state);
  return { ...state, paths, blamed: blamed && { ...blamed, since: paths } };
}

export const emptyState: State = {
  status: "none",
  env: emptyEnvironment,
  heap: new Map(),
  statuses: anyStatus,
  conditions: new Map(),
  touched: false,
  locked: false,
  lent: false,
  implicit: false,
  imprecise: false,
  shared: new Set(),
  controller: null,
  owner: null,
  method: null,
  paths: noDecision,
  thrown: null,
  blamed: null,
  orphaned: null,
  thrower: null,
};

export function read(state: State, place: PlaceId): Value {
  return valueAt(state.env, place) ?? unknown;
}

export function write(state: State, place: PlaceId, value: Value): State {
  const env = withValue(state.env, place, value);
  return env === state.env ? state : { ...state, env };
}

export function forget(state: State, places: readonly PlaceId[]): State {
  const env = withoutPlaces(state.env, places);
  return env === state.env ? state : { ...state, env };
}

export function cellOf(state: State, value: Value): Cell | undefined {
  return value.kind === "cell" ? state.heap.get(value.id) : undefined;
}

export function writeCell(state: State, id: CellId, cell: Cell): State {
  const heap = new Map(state.heap);
  heap.set(id, cell);
  return { ...state, heap };
}

/** The value of property `name` of an object, or of element `name` of an array whose positions are known. */
export function property(cell: Cell, name: string): Value {
  switch (cell.kind) {
    case "object":
      return cell.properties.get(name) ?? (cell.complete && !(name in Object.prototype) ? undefinedValue : unknown);
    case "tuple":
      return /^\d+$/.test(name) ? (cell.elements[Number(name)] ?? undefinedValue) : unknown;
    case "list":
      return /^\d+$/.test(name) ? cell.element : unknown;
    case "bound":
    case "generator":
      return unknown;
  }
}

/** Conditions that mention a variable hold no longer once it is written. */
export function forgetConditions(state: State, variable: Variable): State {
  const { controller, owner, method } = state;
  const name = variableName(variable);
  const stale: string[] = [];
  for (const key of state.conditions.keys()) if (mentions(key, name)) stale.push(key);
  const still = (key: string | null): string | null => (key !== null && mentions(key, name) ? null : key);
  const names = { controller: still(controller), owner: still(owner), method: still(method) };
  if (stale.length === 0 && names.controller === controller && names.owner === owner && names.method === method) {
    return state;
  }
  const conditions = new Map(state.conditions);
  for (const key of stale) conditions.delete(key);
  return { ...state, conditions, ...names };
}

/** Conditions that ask a property hold no longer once it is written. */
export function forgetMentionsOf(state: State, name: string): State {
  return withoutConditions(state, new Set([...state.conditions.keys()].filter((key) => mentions(key, name))));
}

/** Whether a canonical text has a name, `v<id>` or `v<id>.property`, as a whole word. */
function mentions(key: string, name: string): boolean {
  for (let at = key.indexOf(name); at >= 0; at = key.indexOf(name, at + 1)) {
    if (!isWordAt(key, at - 1) && !isWordAt(key, at + name.length)) return true;
  }
  return false;
}

function isWordAt(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}

export function withConditions(state: State, facts: ReadonlyMap<string, boolean>): State {
  return facts.size === 0 ? state : { ...state, conditions: new Map([...state.conditions, ...facts]) };
}

/** Forgets the outcomes of some conditions. */
export function withoutConditions(state: State, names: ReadonlySet<string>): State {
  if (names.size === 0 || state.conditions.size === 0) return state;
  const conditions = [...state.conditions].filter(([name]) => !names.has(name));
  return conditions.length === state.conditions.size ? state : { ...state, conditions: new Map(conditions) };
}

/** Drops heap cells that no place leads to, so that equal states have equal keys. */
export function collectGarbage(state: State): State {
  if (state.heap.size === 0) return state;
  const live = new Set<CellId>();
  const isAll = someValue(state.env, (value) => {
    reach(state, value, live);
    return live.size === state.heap.size;
  });
  if (isAll || live.size === state.heap.size) return state;
  return { ...state, heap: new Map([...state.heap].filter(([id]) => live.has(id))) };
}

/** Adds the cells that a value leads to. */
function reach(state: State, value: Value, live: Set<CellId>): void {
  if (value.kind === "promise") reach(state, value.of, live);
  else if (value.kind === "rejected") reach(state, value.reason, live);
  else if (value.kind === "iterator") reach(state, value.over, live);
  else if (value.kind === "closure" && value.receiver !== undefined) reach(state, value.receiver, live);
  else if (value.kind === "cell" && !live.has(value.id)) {
    live.add(value.id);
    const cell = state.heap.get(value.id);
    if (cell !== undefined) for (const inner of cellValues(cell)) reach(state, inner, live);
  }
}

export function cellValues(cell: Cell): readonly Value[] {
  switch (cell.kind) {
    case "object":
      return [...cell.properties.values()];
    case "tuple":
      return cell.elements;
    case "list":
      return [cell.element];
    case "bound":
      return [cell.function, ...cell.args];
    case "generator":
      return cell.at.kind === "ended" ? [cell.yielded] : [cell.function, cell.yielded, ...cell.held.values()];
  }
}

/** States of equal shape differ in nothing but statuses, conditions and paths: in what their guards have told. Two helpers may both be to blame. */
export function isSameShape(left: State, right: State): boolean {
  return (
    left.status === right.status &&
    left.touched === right.touched &&
    left.locked === right.locked &&
    left.lent === right.lent &&
    left.implicit === right.implicit &&
    left.imprecise === right.imprecise &&
    left.controller === right.controller &&
    left.owner === right.owner &&
    left.method === right.method &&
    blameFor(left)?.node === blameFor(right)?.node &&
    left.orphaned?.at.node === right.orphaned?.at.node &&
    left.heap.size === right.heap.size &&
    isSameEnvironment(left.env, right.env) &&
    hasSameEntries(left.heap, right.heap, isSameCell) &&
    (left.shared === right.shared ||
      (left.shared.size === right.shared.size && [...left.shared].every((id) => right.shared.has(id))))
  );
}

/** They differ in nothing but how they were reached. What costs least to compare comes first. */
export function isSameState(left: State, right: State): boolean {
  return (
    left === right ||
    (left.conditions.size === right.conditions.size &&
      isSameShape(left, right) &&
      isSameSet(left.statuses, right.statuses) &&
      hasSameEntries(left.conditions, right.conditions, (a, b) => a === b))
  );
}

function hasSameEntries<K, V>(
  left: ReadonlyMap<K, V>,
  right: ReadonlyMap<K, V>,
  isSame: (left: V, right: V) => boolean,
): boolean {
  if (left === right) return true;
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other === undefined || !isSame(value, other)) return false;
  }
  return true;
}
