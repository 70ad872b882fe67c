/**
 * What other code may do while a function waits: `if (cancelled) return` after an `await`, where whoever was given a closure has set it.
 * A closure that is run in place writes when it runs; one that a function hands out may have run by then.
 */
import ts from "typescript";
import type { Scopes } from "../ir/scopes.js";
import type { FunctionIR, FunctionNode, Variable } from "../ir/types.js";
import { valueAt } from "./environment.js";
import { functionsIn } from "./last-uses.js";
import type { Frame, Slice } from "./slice.js";
import { type State, forget, variablePlace } from "./state.js";

/** The state once something was waited for: without the constants that code out of sight may have overwritten. */
export function afterWaiting(slice: Slice, frame: Frame, state: State): State {
  let after = state;
  for (let at: Frame | null = frame; at !== null; at = at.outer) {
    for (const { variable, returned } of writtenInside(at.ir, slice.scopes)) {
      const place = variablePlace(variable);
      const mayHaveRun = returned || state.shared.has(variable.id);
      if (mayHaveRun && valueAt(after.env, place)?.kind === "constant") after = forget(after, [place]);
    }
  }
  return after;
}

interface Written {
  readonly variable: Variable;
  /** By a closure that the function returns. */
  readonly returned: boolean;
}

const known = new WeakMap<FunctionIR, readonly Written[]>();

/** The variables of a function that functions inside it write. */
function writtenInside(ir: FunctionIR, scopes: Scopes): readonly Written[] {
  let written = known.get(ir);
  if (written === undefined) {
    written = search(ir, scopes);
    known.set(ir, written);
  }
  return written;
}

function search(ir: FunctionIR, scopes: Scopes): readonly Written[] {
  const found = new Map<Variable, boolean>();
  for (const inner of functionsIn(ir, scopes)) {
    for (const instruction of inner.blocks.flatMap(({ instructions }) => instructions)) {
      if (instruction.kind !== "store" || instruction.variable.owner !== ir.node) continue;
      const { variable } = instruction;
      found.set(variable, found.get(variable) === true || isReturned(inner.node, ir.node, scopes));
    }
  }
  return [...found].map(([variable, returned]) => ({ variable, returned }));
}

/** `return () => { … }` */
function isReturned(inner: FunctionNode, outer: FunctionNode, scopes: Scopes): boolean {
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
    if (ts.isReturnStatement(inner.parent)) return scopes.functionOf(inner.parent) === outer;
    return inner.parent === outer;
  }
  return false;
}
