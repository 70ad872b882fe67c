/**
 * Abstract values: what a place may hold, seen from **one** obligation.
 *
 * The interpretation runs once per acquiring call and follows one arbitrary instance of what that call acquires (see `slice.ts`). So a
 * value says only what it has to do with that instance: it *is* a view of it, it leads to one (a promise, a list, an object, a closure),
 * it tells something about it (a test, a measure), or it is `unknown`, which says nothing at all, not even "something else".
 *
 * Everything is immutable, so that what two states share need not be compared.
 */
import type { FacetName } from "../model/types.js";
import type { ExactClass } from "../typed/exact-class.js";
import type { BlockId, FunctionNode, Variable } from "../ir/types.js";
import { type StatusSet, isSameSet } from "./statuses.js";
import type { PlaceId } from "./places.js";

/** A heap cell: an object or array literal that the function itself made. Named after the instruction that makes it. */
export type CellId = string;

export type Constant = undefined | null | boolean | number | string;

/** A question about the tracked obligation whose answer is a boolean. */
export type Test = { readonly negated: boolean } & (
  | { readonly on: "status"; readonly set: StatusSet }
  | { readonly on: "bodyNull" }
  | { readonly on: "bodyUsed" }
  /** `done` of a reader's result: true means read to the end. */
  | { readonly on: "drained" }
  /** The reply says `content-length: 0`. */
  | { readonly on: "emptyLength" }
  /** `type` is one whose responses have no body, as the standard filters them. */
  | { readonly on: "emptyType" }
  /** It came with a socket, and so with status 101, which has no body. Null where it did not. */
  | { readonly on: "upgraded" }
  /** `aborted` of the signal that the call was given. */
  | { readonly on: "aborted" }
  /** The expression of that name (`purity.ts`) is "HEAD", and may be the request's method. */
  | { readonly on: "head"; readonly of: string }
);

export type Value =
  | { readonly kind: "unknown" }
  | { readonly kind: "constant"; readonly value: Constant }
  /** A view of the tracked obligation; `sibling`: of the response it was cloned from, or of its clone (guards agree, duties do not). */
  | { readonly kind: "view"; readonly facet: FacetName; readonly of: "own" | "sibling" }
  /** `acquiring`: the acquisition itself may still reject, and then nothing was acquired. */
  | { readonly kind: "promise"; readonly of: Value; readonly acquiring: boolean }
  /** A promise that an explicit `throw` (or a rejection its author provoked) has rejected on this path. */
  | { readonly kind: "rejected"; readonly reason: Value }
  | { readonly kind: "cell"; readonly id: CellId }
  /**
   * `function` is null for a class, whose code runs when and where nobody knows. `receiver`: the `this` of a bound function, and
   * of an arrow function that was made where that is known, and uses it.
   */
  | {
      readonly kind: "closure";
      readonly function: FunctionNode | null;
      readonly captures: readonly Variable[];
      readonly receiver?: { readonly kind: "cell"; readonly id: CellId };
    }
  | { readonly kind: "test"; readonly test: Test }
  /** `count`: how many elements a list has that holds the obligation, which is one at least. */
  | { readonly kind: "measure"; readonly of: "status" | "contentLength" | "count" | "type" }
  /**
   * The iterator of a loop. `visited`: the turn for the tracked element has come; `current`: it is this turn's.
   * An iteration that runs out without a visit to a list that holds the element does not exist. `awaits`: `for await`. `certain`: there
   * is a first turn, and it has not come.
   */
  | {
      readonly kind: "iterator";
      readonly over: Value;
      readonly awaits: boolean;
      readonly visited: boolean;
      readonly current: boolean;
      readonly certain: boolean;
    }
  /** Another acquisition's response: no duty of this run, but a rival in a race. */
  | { readonly kind: "foreign" }
  /** `resolve` of `new Promise`: what it is called with is what that promise fulfils with, and is kept at `place` until then. */
  | { readonly kind: "resolver"; readonly place: PlaceId }
  /** `controller.signal`; `controller` names the controller's expression, or another that the signal is read from (see `purity.ts`). */
  | { readonly kind: "signal"; readonly controller: string };

export const unknown: Value = { kind: "unknown" };
export const undefinedValue: Value = { kind: "constant", value: undefined };

export function constant(value: Constant): Value {
  return { kind: "constant", value };
}

export function view(facet: FacetName, of: "own" | "sibling" = "own"): Value {
  return { kind: "view", facet, of };
}

/** A promise of `value`, flattened as the language does. */
export function promiseOf(value: Value, acquiring = false): Value {
  if (value.kind === "rejected") return value;
  if (value.kind === "promise") return acquiring && !value.acquiring ? { ...value, acquiring } : value;
  return { kind: "promise", of: value, acquiring };
}

/** Another acquisition's response, or its promise: one of both loses a race. */
export function isRival(value: Value): boolean {
  return value.kind === "foreign" || (value.kind === "promise" && value.of.kind === "foreign");
}

/** `await ky(url)` that throws, `return ky(url)` that is rejected. */
export function isRejection(value: Value): boolean {
  return value.kind === "rejected" ? isRejection(value.reason) : value.kind === "view" && value.facet === "rejection";
}

export function negate(test: Test): Test {
  return { ...test, negated: !test.negated };
}

/** A local object or array. */
export type Cell =
  /**
   * `shared`: code that is not followed has it too; what is put into it is handed over. `complete`: it has these properties and no others.
   * `class`: it was made of that class, and has its methods and accessors.
   */
  | {
      readonly kind: "object";
      readonly properties: ReadonlyMap<string, Value>;
      readonly shared?: true;
      readonly complete?: true;
      readonly class?: ExactClass;
    }
  /** Positions are known. */
  | { readonly kind: "tuple"; readonly elements: readonly Value[] }
  /**
   * Some element, at an unknown position, is `element`; `rivals`: others are acquisitions too. `of`: it is a set, or a map, whose elements
   * are its entries; absent for arrays.
   */
  | { readonly kind: "list"; readonly element: Value; readonly rivals: boolean; readonly of?: "map" | "set" }
  /** `f.bind(self, …args)` */
  | { readonly kind: "bound"; readonly function: Closure; readonly args: readonly Value[] }
  | GeneratorCell;

/** What a call of a generator of the program returns: an activation that stands still between two turns (`generators.ts`). */
export interface GeneratorCell {
  readonly kind: "generator";
  readonly function: Closure;
  readonly how: How;
  readonly at: Suspension;
  /** The places of its activation, as one of depth 0. */
  readonly held: ReadonlyMap<PlaceId, Value>;
  /** What it has yielded last, until somebody takes it. */
  readonly yielded: Value;
}

/** Why a function is run: it is handed over and runs here, a call names it, or that call is on the way to the acquisition. */
export type How = "callback" | "called" | "acquires";

/** Where a generator goes on; `ended`: nowhere, it is being run or has come to its end. */
export type Suspension =
  { readonly kind: "start" | "ended" } | { readonly kind: "yield"; readonly block: BlockId; readonly index: number };

/** A cell whose elements have positions, known or not. */
export type ArrayCell = Extract<Cell, { kind: "tuple" | "list" }>;

export function isArrayCell(cell: Cell): cell is ArrayCell {
  return cell.kind === "tuple" || cell.kind === "list";
}

export function isSameValue(left: Value, right: Value): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case "unknown":
    case "foreign":
      return left.kind === right.kind;
    case "resolver":
      return left.kind === right.kind && left.place === right.place;
    case "constant":
      return left.kind === right.kind && Object.is(left.value, right.value);
    case "view":
      return left.kind === right.kind && left.facet === right.facet && left.of === right.of;
    case "promise":
      return left.kind === right.kind && left.acquiring === right.acquiring && isSameValue(left.of, right.of);
    case "rejected":
      return left.kind === right.kind && isSameValue(left.reason, right.reason);
    case "cell":
      return left.kind === right.kind && left.id === right.id;
    case "closure":
      return (
        left.kind === right.kind &&
        left.function === right.function &&
        left.receiver?.id === right.receiver?.id &&
        hasSameCaptures(left, right)
      );
    case "test":
      return left.kind === right.kind && isSameTest(left.test, right.test);
    case "measure":
      return left.kind === right.kind && left.of === right.of;
    case "iterator":
      return (
        left.kind === right.kind &&
        left.awaits === right.awaits &&
        left.visited === right.visited &&
        left.current === right.current &&
        left.certain === right.certain &&
        isSameValue(left.over, right.over)
      );
    case "signal":
      return left.kind === right.kind && left.controller === right.controller;
  }
}

export type Closure = Extract<Value, { kind: "closure" }>;

/** Those of a function are always the same. */
function hasSameCaptures(left: Closure, right: Closure): boolean {
  return (
    left.function !== null ||
    (left.captures.length === right.captures.length && left.captures.every((it, index) => it === right.captures[index]))
  );
}

function isSameTest(left: Test, right: Test): boolean {
  if (left.on !== right.on || left.negated !== right.negated) return false;
  if (left.on === "head") return right.on === "head" && left.of === right.of;
  return left.on !== "status" || right.on !== "status" || isSameSet(left.set, right.set);
}

export function isSameCell(left: Cell, right: Cell): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case "object":
      return (
        left.kind === right.kind &&
        left.shared === right.shared &&
        left.complete === right.complete &&
        left.class === right.class &&
        hasSameValues(left.properties, right.properties)
      );
    case "tuple":
      return left.kind === right.kind && areSameValues(left.elements, right.elements);
    case "bound":
      return (
        left.kind === right.kind && isSameValue(left.function, right.function) && areSameValues(left.args, right.args)
      );
    case "list":
      return (
        left.kind === right.kind &&
        left.rivals === right.rivals &&
        left.of === right.of &&
        isSameValue(left.element, right.element)
      );
    case "generator":
      return (
        left.kind === right.kind &&
        left.how === right.how &&
        isSameSuspension(left.at, right.at) &&
        isSameValue(left.function, right.function) &&
        isSameValue(left.yielded, right.yielded) &&
        hasSameValues(left.held, right.held)
      );
  }
}

function areSameValues(left: readonly Value[], right: readonly Value[]): boolean {
  return (
    left.length === right.length && left.every((value, index) => isSameValue(value, right[index] ?? undefinedValue))
  );
}

function isSameSuspension(left: Suspension, right: Suspension): boolean {
  if (left.kind !== "yield" || right.kind !== "yield") return left.kind === right.kind;
  return left.block === right.block && left.index === right.index;
}

function hasSameValues<Key>(left: ReadonlyMap<Key, Value>, right: ReadonlyMap<Key, Value>): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other === undefined || !isSameValue(value, other)) return false;
  }
  return true;
}
