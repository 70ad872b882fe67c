/**
 * Acquisitions in functions that are handed over by name, `retry(load)`, or from which another was made that is called later:
 * `const load = pipe(get, check)`. The call of the root is run with what it is given, down to where that function is run.
 */
import ts from "typescript";
import { functionNamed, makerOfCallee } from "../typed/named-function.js";
import { calleeBodies } from "../typed/contract.js";
import { unwrap } from "../typed/unwrap.js";
import { isFunctionNode } from "../ir/function-nodes.js";
import type { FunctionNode } from "../ir/types.js";
import type { Given } from "./callees.js";
import { allocate } from "./containers.js";
import type { Activation, Machine, Result } from "./machine.js";
import type { Frame, Slice } from "./slice.js";
import { capturedBy } from "./reach.js";
import { type State, cellOf, read, variablePlace } from "./state.js";
import { told } from "./told.js";
import { type Value, constant, unknown } from "./value.js";

/** Whether the acquisition begins with running `fn`: the root's call has been given it. */
export function isBeginning({ slice, frame, node }: Machine, { status }: State, fn: FunctionNode): boolean {
  const [call] = slice.through;
  return (
    status === "none" &&
    frame.entered === 0 &&
    call !== undefined &&
    slice.given.includes(fn) &&
    (node === call || isWithin(frame, call))
  );
}

function isWithin(frame: Frame, call: ts.Node): boolean {
  for (let at: Frame | null = frame; at !== null; at = at.outer) if (at.from === call) return true;
  return false;
}

/** Runs that function, which has a finding of its own for what it loses. */
export function runGiven(machine: Machine, state: State, fn: FunctionNode, args: readonly Value[]): Activation | null {
  return told(machine, state, machine.node, "acquires", () =>
    machine.run(state, fn, args, machine.repeats, "acquires"),
  );
}

/**
 * What the root calls, where that was made out of its sight.
 *
 * @returns null where it is in sight, or cannot be made once more.
 */
export function makeCallee(machine: Machine, state: State, { node, callee }: Given): readonly Result[] | null {
  if (callee.kind === "closure" || callee.kind === "cell" || !ts.isCallExpression(node)) return null;
  const maker = makerOfCallee(node, machine.slice.file);
  const made = maker === null ? null : make(machine, state, maker);
  return made?.map(({ state: after, value }) => ({ state: ofModule(after, value), value })) ?? null;
}

/** What it can see is seen by all that call it, and there before and after: what is put there is handed over. */
function ofModule(state: State, value: Value): State {
  const seen = new Set(capturedBy(state, value));
  const heap = new Map(state.heap);
  for (const variable of seen) {
    const inner = read(state, variablePlace(variable));
    const cell = cellOf(state, inner);
    if (inner.kind === "cell" && cell?.kind === "object") heap.set(inner.id, { ...cell, shared: true });
    else if (inner.kind === "cell" && cell?.kind !== "tuple" && cell?.kind !== "bound") heap.delete(inner.id);
    for (const further of capturedBy(state, inner)) seen.add(further);
  }
  return { ...state, heap, shared: new Set([...state.shared, ...[...seen].map(({ id }) => id)]) };
}

/** Runs what `maker` calls, as the module would that it stands in. */
function make(machine: Machine, state: State, maker: ts.CallExpression): readonly Result[] | null {
  const [body, ...others] = calleeBodies(maker, machine.slice.file);
  if (body === undefined || others.length > 0 || !isFunctionNode(body)) return null;
  let made: readonly { readonly state: State; readonly args: readonly Value[] }[] = [{ state, args: [] }];
  for (const argument of maker.arguments) {
    made = made.flatMap(({ state: before, args }) =>
      valuesOf(machine, before, argument).map(({ state: after, value }) => ({ state: after, args: [...args, value] })),
    );
  }
  return made.flatMap(({ state: before, args }) => {
    const activation = told(machine, before, maker, "called", () =>
      machine.run(before, body, args, machine.repeats, "called"),
    );
    return activation?.returns ?? [];
  });
}

/** An argument of a call that is not run where it stands. */
function valuesOf(machine: Machine, state: State, argument: ts.Expression): readonly Result[] {
  const { slice } = machine;
  const written = unwrap(argument);
  const fn = functionIn(written, slice);
  if (fn !== null) return [{ state, value: { kind: "closure", function: fn, captures: slice.scopes.capturesOf(fn) } }];
  if (ts.isStringLiteralLike(written)) return [{ state, value: constant(written.text) }];
  if (ts.isNumericLiteral(written)) return [{ state, value: constant(Number(written.text)) }];
  if (ts.isCallExpression(written)) return make(machine, state, written) ?? [{ state, value: unknown }];
  if (!ts.isArrayLiteralExpression(written)) return [{ state, value: unknown }];
  let results: readonly { readonly state: State; readonly elements: readonly Value[] }[] = [{ state, elements: [] }];
  for (const element of written.elements) {
    results = results.flatMap(({ state: before, elements }) =>
      valuesOf(machine, before, element).map((one) => ({ state: one.state, elements: [...elements, one.value] })),
    );
  }
  return results.flatMap((one) => allocate(machine, one.state, written, { kind: "tuple", elements: one.elements }));
}

function functionIn(written: ts.Expression, { file }: Slice): FunctionNode | null {
  if (ts.isArrowFunction(written) || ts.isFunctionExpression(written)) return written;
  const named = ts.isIdentifier(written) ? functionNamed(written, file) : null;
  return named !== null && isFunctionNode(named) ? named : null;
}
