/**
 * What a call is given before anything is acquired, or once nothing is owed, mostly has nothing to do with the response: numbers, options,
 * callbacks that look at something else. Then it need not be known what is called, and asking for it is dear.
 */
import ts from "typescript";
import type { CallNode } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import { capturesHolder } from "./reach.js";
import { type Slice, mayBeginIn } from "./slice.js";
import { type State, cellOf, cellValues } from "./state.js";
import type { CellId, Value } from "./value.js";

/** Whether what becomes of `value` in a call may tell anything of the response, which is not open. */
export function matters(slice: Slice, state: State, value: Value, seen = new Set<CellId>()): boolean {
  switch (value.kind) {
    case "unknown":
    case "constant":
      return false;
    case "closure":
      return value.function === null || !isHarmless(slice, value) || capturesHolder(slice, state, value);
    case "cell": {
      if (seen.has(value.id)) return false;
      seen.add(value.id);
      const cell = cellOf(state, value);
      return cell !== undefined && cellValues(cell).some((inner) => matters(slice, state, inner, seen));
    }
    case "view":
    case "promise":
    case "rejected":
    case "test":
    case "measure":
    case "iterator":
    case "foreign":
    case "resolver":
    case "signal":
      return true;
  }
}

/** Nothing is acquired in it, and it changes neither a variable nor its `this`. */
function isHarmless(slice: Slice, { function: fn, captures, receiver }: Extract<Value, { kind: "closure" }>): boolean {
  if (fn === null || receiver !== undefined || captures.some(({ reassigned }) => reassigned) || mayBeginIn(slice, fn)) {
    return false;
  }
  return !slice.calls.hasAnyIn(fn);
}

const iterations: ReadonlySet<string> = new Set(
  "map flatMap forEach filter find findIndex findLast some every reduce sort toSorted".split(" "),
);

/** A method that runs its callback and is done with it. */
export function isIteration(name: string | null): boolean {
  return name !== null && iterations.has(name);
}

/** Whether a name says at once what is called: `JSON.stringify`, an import, a function; not a method of what is computed. */
export function isCalledByName(node: CallNode, { scopes }: Slice): boolean {
  const callee = unwrap(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
  const root = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : callee;
  if (!ts.isIdentifier(root)) return false;
  const kind = scopes.variableOf(root)?.kind;
  return root === callee || kind === undefined || kind === "import" || kind === "class" || kind === "enum";
}
