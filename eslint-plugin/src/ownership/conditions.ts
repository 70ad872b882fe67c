/** What a branch tells: which of its sides are possible, and what is known there. */
import ts from "typescript";
import { isExhaustive } from "../typed/exhaustive.js";
import type { Terminal } from "../ir/types.js";
import type { Slice } from "./slice.js";
import { type PlaceId, type State, read, withConditions, write } from "./state.js";
import { type Test, type Value, constant } from "./value.js";
import { complement, intersect, isSubset, statusesOf } from "./statuses.js";
import type { ExcuseCause } from "./endings.js";
import { type Step, extend } from "./path.js";
import { forgetCounters } from "./counters.js";
import { conditionName, equalityKey, headFact } from "./purity.js";

type Branch = Extract<Terminal, { kind: "branch" }>;

/** What a decision asks. */
type Asked = Pick<Branch, "node" | "test" | "discriminant">;

/** The state on either side of a branch; null where that side cannot be taken. */
export interface Sides {
  readonly whenTrue: State | null;
  readonly whenFalse: State | null;
}

/**
 * Splits a state at a branch. Where the duty goes on on both sides, each remembers the decision as a step of its path.
 *
 * @param at Where the condition is, whose value is known from then on if it is a comparison: `return typeof x === "string" && …`.
 */
export function split(slice: Slice, state: State, branch: Branch, at: PlaceId): Sides {
  const condition = read(state, at);
  const sides = decide(slice, forgetCounters(state, branch, slice.scopes), branch, condition);
  const isTold = condition.kind === "unknown" && branch.origin === "logical" && isComparison(branch.node);
  const whenTrue = isTold && sides.whenTrue !== null ? write(sides.whenTrue, at, constant(true)) : sides.whenTrue;
  const whenFalse = isTold && sides.whenFalse !== null ? write(sides.whenFalse, at, constant(false)) : sides.whenFalse;
  if (whenTrue === null || whenTrue.status !== whenFalse?.status) return { whenTrue, whenFalse };
  return { whenTrue: remember(whenTrue, branch, true), whenFalse: remember(whenFalse, branch, false) };
}

/** Its value is a boolean. */
function isComparison(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind);
}

const comparisons: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.InstanceOfKeyword,
  ts.SyntaxKind.InKeyword,
]);

/** A decision is a step of the path of what is open. */
export function remember(state: State, branch: Asked, holds: boolean): State {
  if (state.status !== "open") return state;
  const { node, test, discriminant } = branch;
  const step: Step = { kind: "condition", node, holds, test, ...(discriminant && { discriminant }) };
  return { ...state, paths: extend(state.paths, step) };
}

/**
 * `listener?.(response)` and the like are taken to happen, and the signal of `signal ?? null` or `signal || other` is taken to be there: what is
 * skipped where they do not could only have taken the duty over, and the undefined that they then give tells no more than any other unknown
 * value.
 */
function decide(slice: Slice, state: State, branch: Branch, condition: Value): Sides {
  const answer = branch.test === "truthy" ? truthiness(slice, condition) : nullness(slice, condition, branch.test);
  switch (answer.kind) {
    case "known":
      return answer.holds ? { whenTrue: state, whenFalse: null } : { whenTrue: null, whenFalse: state };
    case "test": {
      // What the request's method is stays a condition like any other.
      const { whenTrue, whenFalse } =
        answer.test.on === "head" ? assume(slice, state, branch) : { whenTrue: state, whenFalse: state };
      return {
        whenTrue: whenTrue && refine(slice, whenTrue, answer.test, true, branch.node),
        whenFalse: whenFalse && refine(slice, whenFalse, answer.test, false, branch.node),
      };
    }
    case "open":
      if (branch.origin === "optional") return { whenTrue: null, whenFalse: state };
      if (condition.kind === "signal" && branch.test !== "truthy") return { whenTrue: null, whenFalse: state };
      if (condition.kind === "signal" && branch.origin === "logical") return { whenTrue: state, whenFalse: null };
      return assume(slice, state, branch);
  }
}

type Answer =
  | { readonly kind: "known"; readonly holds: boolean }
  | { readonly kind: "test"; readonly test: Test }
  | { readonly kind: "open" };

const yes: Answer = { kind: "known", holds: true };
const no: Answer = { kind: "known", holds: false };
const open: Answer = { kind: "open" };

/** Whether a value is truthy, as far as it is known. */
export function truthiness(slice: Slice, value: Value): Answer {
  switch (value.kind) {
    case "constant":
      return value.value ? yes : no;
    case "view":
      return viewPresence(slice, value);
    case "test":
      return { kind: "test", test: value.test };
    case "promise":
    case "rejected":
    case "cell":
    case "closure":
    case "iterator":
    case "foreign":
    case "resolver":
      return yes;
    case "measure":
      return value.of === "contentLength" ? open : yes;
    // `options.signal` may be absent, and what a helper makes of a signal may be anything.
    case "signal":
    case "unknown":
      return open;
  }
}

/** Whether a value is null or undefined (`undefined`: the latter only). */
export function nullness(slice: Slice, value: Value, test: "nullish" | "undefined"): Answer {
  if (value.kind === "unknown" || value.kind === "signal") return open;
  if (value.kind === "measure" && value.of === "contentLength") return open;
  if (value.kind === "constant") {
    return value.value === undefined || (value.value === null && test === "nullish") ? yes : no;
  }
  if (test === "undefined") return no;
  if (value.kind === "test") return value.test.on === "upgraded" ? opposite(value.test) : no;
  if (value.kind !== "view") return no;
  const presence = viewPresence(slice, value);
  return presence.kind === "test" ? opposite(presence.test) : no;
}

function opposite(test: Test): Answer {
  return { kind: "test", test: { ...test, negated: !test.negated } };
}

/** A body may be null; every other view is an object. */
function viewPresence(slice: Slice, value: Value & { kind: "view" }): Answer {
  return slice.resource.facets[value.facet]?.nullMeansNothingOwed
    ? { kind: "test", test: { on: "bodyNull", negated: true } }
    : yes;
}

/**
 * The state in which a test came out as `outcome`; null where it cannot, or where that discharges.
 *
 * @param node The test as written: it discharges where it tells that a reader has reached the end, or that the call was aborted.
 */
export function refine(slice: Slice, state: State, test: Test, outcome: boolean, node: ts.Node): State | null {
  const holds = outcome !== test.negated;
  switch (test.on) {
    case "status": {
      const statuses = intersect(state.statuses, holds ? test.set : complement(test.set));
      if (statuses.length === 0) return null;
      const refined = { ...state, statuses };
      return isSubset(statuses, statusesOf(slice.resource.emptyStatuses))
        ? owesNothing(slice, refined, node, "emptyStatus")
        : refined;
    }
    case "bodyNull": {
      if (holds) return owesNothing(slice, state, node, "nullBody");
      const statuses = intersect(state.statuses, complement(statusesOf(slice.resource.emptyStatuses)));
      return statuses.length === 0 ? null : { ...state, statuses };
    }
    case "bodyUsed":
      return holds && state.status === "open" && !state.touched ? null : state;
    case "drained":
      if (!holds || state.status !== "open") return state;
      slice.observations.endings.discharge(node, { kind: "drained" });
      return null;
    case "emptyLength":
      return holds && slice.resource.emptyLengthOwesNothing ? owesNothing(slice, state, node, "emptyLength") : state;
    case "emptyType":
    case "upgraded":
      return holds ? owesNothing(slice, state, node, "nullBody") : state;
    case "aborted":
      if (!holds || state.status !== "open") return state;
      slice.observations.endings.discharge(node, { kind: "release", of: "controller" });
      return null;
    case "head":
      if (!holds || !slice.resource.headOwesNothing) return state;
      if (state.status === "none") return withConditions(state, new Map([[headFact(test.of), true]]));
      return test.of === state.method ? owesNothing(slice, state, node, "head") : state;
  }
}

function owesNothing(slice: Slice, state: State, node: ts.Node, kind: ExcuseCause["kind"]): State {
  if (state.status !== "open" && state.status !== "flowing") return state;
  slice.observations.endings.excuse(node, { kind });
  return { ...state, status: "settled" };
}

/** An expression of the program's own: the same answer as last time if it cannot have changed, else both. */
function assume(slice: Slice, state: State, branch: Branch): Sides {
  const pure = conditionName(branch, slice.scopes);
  if (pure === null) return { whenTrue: state, whenFalse: isLastCase(slice, state, branch) ? null : state };
  const { key, negated } = pure;
  const known = state.conditions.get(key);
  if (known !== undefined && !(known !== negated && mayEnd(branch, key))) {
    return known !== negated ? { whenTrue: state, whenFalse: null } : { whenTrue: null, whenFalse: state };
  }
  const withFact = (holds: boolean): State | null => {
    const fact = holds !== negated;
    const told = fact && isHead(slice, state, key) ? owesNothing(slice, state, branch.node, "head") : state;
    if (!slice.repeated.has(key)) return told;
    return { ...told, conditions: new Map(state.conditions).set(key, fact) };
  };
  return { whenTrue: withFact(true), whenFalse: isLastCase(slice, state, branch) ? null : withFact(false) };
}

/** `while (queue.length > 0)`: its turns see to it that a loop ends, by what they do to what it asks. */
function mayEnd({ origin }: Branch, key: string): boolean {
  return origin === "loop" && key.includes(".");
}

/** No value gets past the last case of a switch that has one for each member of its union or enum. */
function isLastCase(slice: Slice, state: State, { origin, node }: Branch): boolean {
  if (origin !== "switch" || state.status !== "open" || !ts.isCaseClause(node.parent)) return false;
  const { clauses } = node.parent.parent;
  return clauses.findLast(ts.isCaseClause) === node.parent && isExhaustive(node.parent.parent.parent, slice.file);
}

/** `method === "HEAD"` about the very expression that was the request's method: there is no body to read. */
function isHead(slice: Slice, state: State, key: string): boolean {
  return (
    state.status === "open" &&
    state.method !== null &&
    slice.resource.headOwesNothing &&
    key === equalityKey(state.method, '"HEAD"')
  );
}
