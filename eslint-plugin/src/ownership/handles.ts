/**
 * Expressions through which a body that is being lost could still be read or cancelled: what a repair is written with.
 *
 * A handle is a fact about one place and one moment: right before the obligation is lost, this expression is a view of it. Where several
 * states lose it at one place, only what all of them agree on remains; no handle means that no name leads to the body, not that nothing does.
 */
import type { FacetName } from "../model/types.js";
import type { Variable } from "../ir/types.js";
import { type Slice, facetOf } from "./slice.js";
import { valueAt } from "./environment.js";
import { type State, cellOf, variablePlace } from "./state.js";
import type { Value } from "./value.js";

export interface Handle {
  readonly variable: Variable;
  /** Properties of the variable's object that lead to it: `["response"]` for `result.response`. */
  readonly members: readonly string[];
  readonly facet: FacetName;
  /** It holds a promise of that view. */
  readonly promised: boolean;
}

/** Every handle that one of these variables offers in this state. */
export function handlesOf(slice: Slice, state: State, variables: Iterable<Variable>): readonly Handle[] {
  return [...variables].flatMap((variable) =>
    viewsIn(slice, state, valueAt(state.env, variablePlace(variable)), true).map((view) => ({ variable, ...view })),
  );
}

/** What two states that lose the body at one place agree on. */
export function commonHandles(left: readonly Handle[], right: readonly Handle[]): readonly Handle[] {
  return left.filter((handle) => right.some((other) => isSame(handle, other)));
}

function isSame(left: Handle, right: Handle): boolean {
  return (
    left.variable === right.variable &&
    left.facet === right.facet &&
    left.promised === right.promised &&
    left.members.join(".") === right.members.join(".")
  );
}

/** @param outermost Objects in objects are not looked into: a repair should be readable. */
function viewsIn(
  slice: Slice,
  state: State,
  value: Value | undefined,
  outermost: boolean,
): readonly Omit<Handle, "variable">[] {
  if (value?.kind === "view") {
    const holds = value.of === "own" && (facetOf(slice, value.facet)?.holds ?? false);
    return holds ? [{ members: [], facet: value.facet, promised: false }] : [];
  }
  if (value?.kind === "promise" && value.of.kind === "view") {
    return viewsIn(slice, state, value.of, false).map((view) => ({ ...view, promised: true }));
  }
  const cell = value?.kind === "cell" && outermost ? cellOf(state, value) : undefined;
  if (cell?.kind !== "object") return [];
  return [...cell.properties].flatMap(([name, inner]) =>
    cell.class?.hidden.has(name) === true
      ? []
      : viewsIn(slice, state, inner, false).map((view) => ({ ...view, members: [name] })),
  );
}
