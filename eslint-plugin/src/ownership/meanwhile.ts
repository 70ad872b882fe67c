/**
 * What other code may do while a function waits: `if (cancelled) return` after an `await`, where whoever was given a closure has set it.
 * A closure that is run in place writes when it runs; one that a function hands out may have run by then.
 */
import ts from "typescript";
import { isFunctionNode } from "../ir/function-nodes.js";
import { lower } from "../ir/lower.js";
import type { Scopes } from "../ir/scopes.js";
import type { FunctionIR, FunctionNode, Variable } from "../ir/types.js";
import { unwrap } from "../typed/unwrap.js";
import { valueAt } from "./environment.js";
import { functionsIn } from "./last-uses.js";
import type { Frame, Slice } from "./slice.js";
import { type State, forget, variablePlace } from "./state.js";

/** The state once something was waited for: without the constants that code out of sight may have overwritten. */
export function afterWaiting(slice: Slice, frame: Frame, state: State): State {
  let after = state;
  let root = frame;
  for (let at: Frame | null = frame; at !== null; at = at.outer) {
    root = at;
    for (const { variable, returned } of writtenInside(at.ir, slice.scopes)) {
      const mayHaveRun = returned || state.shared.has(variable.id);
      if (mayHaveRun && isConstant(after, variable)) after = forgotten(after, variable);
    }
  }
  // `return { start, stop }` of a function around.
  for (const variable of slice.scopes.capturesOf(root.ir.node)) {
    if (!variable.reassigned || ts.isSourceFile(variable.owner) || !isConstant(after, variable)) continue;
    const written = writtenInside(lower(variable.owner, slice.scopes), slice.scopes);
    if (written.some((it) => it.returned && it.variable === variable)) after = forgotten(after, variable);
  }
  return after;
}

function isConstant(state: State, variable: Variable): boolean {
  return valueAt(state.env, variablePlace(variable))?.kind === "constant";
}

function forgotten(state: State, variable: Variable): State {
  return forget(state, [variablePlace(variable)]);
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
  const returned = new Set<FunctionNode | Variable>();
  for (const { terminal } of ir.blocks) {
    if (terminal.kind !== "return") continue;
    const { node } = terminal;
    collectReturned(ts.isReturnStatement(node) ? node.expression : node, scopes, returned);
  }
  for (const inner of functionsIn(ir, scopes)) {
    for (const instruction of inner.blocks.flatMap(({ instructions }) => instructions)) {
      if (instruction.kind !== "store" || instruction.variable.owner !== ir.node) continue;
      const { variable } = instruction;
      found.set(variable, found.get(variable) === true || isReturned(inner.node, ir.node, scopes, returned));
    }
  }
  return [...found].map(([variable, returned]) => ({ variable, returned }));
}

/** The functions, and the variables, that a function returns: `return () => { … }`, `return { pause, stop: () => { … } }`. */
function collectReturned(node: ts.Node | undefined, scopes: Scopes, returned: Set<FunctionNode | Variable>): void {
  if (node === undefined) return;
  const value = unwrap(node);
  if (isFunctionNode(value)) {
    returned.add(value);
  } else if (ts.isIdentifier(value) || ts.isShorthandPropertyAssignment(value)) {
    const variable = scopes.variableOf(ts.isIdentifier(value) ? value : value.name);
    if (variable !== undefined) returned.add(variable);
  } else if (ts.isPropertyAssignment(value)) {
    collectReturned(value.initializer, scopes, returned);
  } else if (
    ts.isObjectLiteralExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isSpreadAssignment(value) ||
    ts.isConditionalExpression(value)
  ) {
    ts.forEachChild(value, (child) => {
      collectReturned(child, scopes, returned);
    });
  } else if (ts.isCallExpression(value)) {
    for (const argument of value.arguments) collectReturned(argument, scopes, returned);
  }
}

/** Whether `inner`, or a function around it, is among what `outer` returns. */
function isReturned(
  inner: FunctionNode,
  outer: FunctionNode,
  scopes: Scopes,
  returned: ReadonlySet<FunctionNode | Variable>,
): boolean {
  for (let at = inner; at !== outer; at = scopes.functionOf(at.parent)) {
    if (returned.has(at)) return true;
    const name = nameOf(at);
    const variable = name && scopes.variableOf(name);
    if (variable !== undefined && returned.has(variable)) return true;
  }
  return false;
}

/** `function pause() { … }`, `const pause = () => { … };` */
function nameOf(fn: FunctionNode): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(fn)) return fn.name;
  const { parent } = fn;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : undefined;
}
