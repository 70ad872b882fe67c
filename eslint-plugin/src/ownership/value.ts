/**
 * Abstract values: what a place may hold, seen from **one** obligation.
 *
 * The interpretation runs once per acquiring call and follows one arbitrary instance of what that call acquires (see `slice.ts`). So a
 * value says only what it has to do with that instance: it *is* a view of it, it leads to one (a promise, a list, an object, a closure),
 * it tells something about it (a test, a measure), or it is `unknown`, which says nothing at all, not even "something else".
 *
 * Everything is immutable and has a canonical key, so that states can be compared.
 */
import type { FacetName } from "../model/types.js";
import type { FunctionNode, Variable } from "../ir/types.js";
import { functionNumber } from "../ir/function-nodes.js";
import { type StatusSet, statusKey } from "./statuses.js";

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
  /** `function` is null for a class, whose code runs when and where nobody knows. */
  | { readonly kind: "closure"; readonly function: FunctionNode | null; readonly captures: readonly Variable[] }
  | { readonly kind: "test"; readonly test: Test }
  | { readonly kind: "measure"; readonly of: "status" | "contentLength" }
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
  | { readonly kind: "resolver"; readonly place: string }
  /** `controller.signal`; `controller` names the controller's expression (see `purity.ts`). */
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
   */
  | {
      readonly kind: "object";
      readonly properties: ReadonlyMap<string, Value>;
      readonly shared?: true;
      readonly complete?: true;
    }
  /** Positions are known. */
  | { readonly kind: "tuple"; readonly elements: readonly Value[] }
  /** Some element, at an unknown position, is `element`; `rivals`: others are acquisitions too. */
  | { readonly kind: "list"; readonly element: Value; readonly rivals: boolean };

const valueKeys = new WeakMap<Value, string>();

/** Equal keys mean equal values. */
export function valueKey(value: Value): string {
  let key = valueKeys.get(value);
  if (key === undefined) {
    key = computeKey(value);
    valueKeys.set(value, key);
  }
  return key;
}

function computeKey(value: Value): string {
  switch (value.kind) {
    case "unknown":
    case "foreign":
      return value.kind;
    case "resolver":
      return `resolver ${value.place}`;
    case "constant":
      return `=${typeof value.value}:${String(value.value)}`;
    case "view":
      return `${value.of}.${value.facet}`;
    case "promise":
      return `promise${value.acquiring ? "?" : ""}(${valueKey(value.of)})`;
    case "rejected":
      return `rejected(${valueKey(value.reason)})`;
    case "cell":
      return `cell ${value.id}`;
    case "closure":
      return value.function === null
        ? `class(${value.captures.map(({ id }) => id).join(",")})`
        : `closure@${String(functionNumber(value.function))}`;
    case "test":
      return `${value.test.negated ? "!" : ""}${value.test.on}${value.test.on === "status" ? statusKey(value.test.set) : ""}?`;
    case "measure":
      return `measure ${value.of}`;
    case "iterator":
      return `iterator${value.awaits ? "*" : ""}${value.visited ? "+" : "-"}${value.current ? "c" : ""}${value.certain ? "!" : ""}(${valueKey(value.over)})`;
    case "signal":
      return `signal ${value.controller}`;
  }
}

export function cellKey(cell: Cell): string {
  switch (cell.kind) {
    case "object":
      return `${cell.shared ? "shared" : ""}${cell.complete ? "=" : ""}{${[...cell.properties]
        .map(([name, value]) => `${name}:${valueKey(value)}`)
        .sort()
        .join(",")}}`;
    case "tuple":
      return `[${cell.elements.map(valueKey).join(",")}]`;
    case "list":
      return `[*${valueKey(cell.element)}${cell.rivals ? "+" : ""}]`;
  }
}
