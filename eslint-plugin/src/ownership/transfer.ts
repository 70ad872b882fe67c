/** The transfer function: what one instruction makes of one state. */
import ts from "typescript";
import type { FunctionNode, Instruction, Temp, Variable } from "../ir/types.js";
import { abortTold } from "./abort-flags.js";
import { type Machine, type Result, discharge, handOver } from "./machine.js";
import { valueAt } from "./environment.js";
import {
  type State,
  caughtAt,
  cellOf,
  forget,
  forgetConditions,
  read,
  variablePlace,
  withConditions,
  write,
} from "./state.js";
import { type Value, constant, undefinedValue, unknown } from "./value.js";
import { transferCall } from "./calls.js";
import { functionHandedOver, runOn } from "./callees.js";
import { factsAfterStep, isCounter } from "./counters.js";
import { closed, yieldValue } from "./generators.js";
import { spread } from "./generator-methods.js";
import { allocate, array, iterated, iterator, object, rest } from "./containers.js";
import { get, set } from "./properties.js";
import { evaluate } from "./operators.js";
import { capturesHolder, holds } from "./reach.js";
import { isInstance, memberOf } from "./instances.js";
import { controllerOfSignal } from "./releasers.js";
import { type Slice, facetOf } from "./slice.js";
import { closure, thisIn } from "./closures.js";
import { argumentOf, pending, place } from "./frame.js";
import { afterWaiting } from "./meanwhile.js";
import { unwrap } from "../typed/unwrap.js";

/** @returns The states after the instruction, with its target written; none where no continuation can leak. */
export function transferInstruction(machine: Machine, state: State, instruction: Instruction): readonly Result[] {
  const results = evaluateInstruction(machine, state, instruction);
  if (!("target" in instruction)) return results;
  const target = place(machine.frame, instruction.target);
  return results.map(({ state: after, value, loss }) => {
    const written = { state: write(after, target, value), value };
    return loss === undefined ? written : { ...written, loss };
  });
}

function evaluateInstruction(machine: Machine, state: State, instruction: Instruction): readonly Result[] {
  const { frame, slice } = machine;
  const value = (temp: Temp): Value => read(state, place(frame, temp));
  const only = (result: Value, after: State = state): readonly Result[] => [{ state: after, value: result }];
  switch (instruction.kind) {
    case "parameter":
      return parameter(machine, state, instruction);
    case "literal":
      return only(instruction.value.kind === "other" ? unknown : constant(literalValue(instruction.value)));
    case "ambient":
      return only(ambient(machine, state, instruction.name));
    case "load":
      return only(loaded(machine, state, instruction));
    case "store":
      return store(machine, state, instruction, value(instruction.value));
    case "copy":
      return only(value(instruction.value));
    case "get":
      return get(machine, state, instruction, value(instruction.object));
    case "set":
      return set(machine, state, instruction, value(instruction.object), value(instruction.value));
    case "call":
      return transferCall(machine, state, instruction);
    case "await":
      return awaitValue(machine, state, value(instruction.value), instruction.node);
    case "yield":
      return yieldValue(machine, state, instruction, value(instruction.value));
    case "closure":
      return only(closure(machine, state, instruction));
    case "class":
      return only({ kind: "closure", function: null, captures: instruction.captures });
    case "array":
      return spread(machine, state, instruction.items, instruction.node).flatMap((after) =>
        array(machine, after, instruction),
      );
    case "object":
      return object(machine, state, instruction);
    case "operator":
      return only(evaluate(slice, frame, state, instruction, instruction.operands.map(value)));
    case "rest":
      return rest(machine, state, instruction, value(instruction.source));
    case "iterator":
      return iterator(machine, state, instruction, value(instruction.iterable));
    case "element": {
      const over = value(instruction.iterator);
      return over.kind === "iterator" ? iterated(machine, state, over) : only(unknown);
    }
    case "iteratorClose": {
      const iterator = value(instruction.iterator);
      const over = iterator.kind === "iterator" ? iterator.over : unknown;
      return closed(machine, state, over, instruction.node).map((after) => ({ state: after, value: unknown }));
    }
    case "scopeExit":
      return only(unknown);
    case "caught": {
      const reason = read(state, pending(frame));
      const arrived = forget(state, [pending(frame)]);
      const explicit = state.status === "open" && !state.implicit;
      return only(reason, explicit ? caughtAt(arrived, instruction.node) : arrived);
    }
    case "dispose": {
      const disposed = read(state, variablePlace(instruction.variable));
      if (cellOf(state, disposed)?.kind === "generator") {
        return closed(machine, state, disposed, instruction.node).map((after) => ({ state: after, value: unknown }));
      }
      const method = disposer(slice, state, disposed, instruction);
      if (method !== null) return runOn(machine, state, method, disposed, instruction.node);
      const cancels =
        disposed.kind === "view" && disposed.of === "own" && facetOf(slice, disposed.facet)?.disposable === true;
      return cancels && state.status !== "none"
        ? discharge(machine, instruction.variable.declaration, { kind: "disposal" })
        : only(unknown);
    }
    case "opaque": {
      const after = handOver(machine, state, instruction.operands.map(value), instruction.node, "opaque");
      return after === null ? [] : only(unknown, after);
    }
  }
}

/** `this` is known in a method that was called on what is known; `super` is that object, looked at from further up. */
function ambient({ frame }: Machine, state: State, name: string): Value {
  if (name === "undefined") return undefinedValue;
  if (name !== "this" && name !== "super") return unknown;
  const seen = thisIn(frame, state);
  return name === "this" || isInstance(cellOf(state, seen)) ? seen : unknown;
}

/** `[Symbol.dispose]() { … }` of a local object. */
function disposer(
  slice: Slice,
  state: State,
  disposed: Value,
  { async, node }: Extract<Instruction, { kind: "dispose" }>,
): FunctionNode | null {
  const cell = cellOf(state, disposed);
  if (cell === undefined) return null;
  const names = async ? ["[Symbol.asyncDispose]", "[Symbol.dispose]"] : ["[Symbol.dispose]"];
  const methods = names.map((name) => memberOf(slice, cell, name, node)).filter((value) => value.kind === "closure");
  return methods[0]?.function ?? null;
}

/** The caller has put the arguments in place; what no parameter takes stays there until the frame ends. */
function parameter(
  machine: Machine,
  state: State,
  { index, rest, node }: Extract<Instruction, { kind: "parameter" }>,
): readonly Result[] {
  const from = argumentOf(machine.frame, index);
  if (!rest) return [{ state: forget(state, [from]), value: read(state, from) }];
  const elements: Value[] = [];
  for (let at = index; valueAt(state.env, argumentOf(machine.frame, at)) !== undefined; at++) {
    elements.push(read(state, argumentOf(machine.frame, at)));
  }
  return allocate(machine, state, node, { kind: "tuple", elements });
}

function literalValue(literal: Exclude<Extract<Instruction, { kind: "literal" }>["value"], { kind: "other" }>) {
  if (literal.kind === "undefined") return undefined;
  return literal.kind === "null" ? null : literal.value;
}

/** A constant of an enclosing function is known although its declaration was not interpreted, and so is a function. */
function loaded(machine: Machine, state: State, { variable, node }: Extract<Instruction, { kind: "load" }>): Value {
  const known = valueAt(state.env, variablePlace(variable));
  if (known !== undefined) return known;
  if (variable.reassigned) {
    const test = abortTold(machine.slice, state, variable);
    return test === null ? unknown : { kind: "test", test };
  }
  const fn = mayBeFunction(variable) ? functionHandedOver(machine, node) : null;
  if (fn !== null) return { kind: "closure", function: fn, captures: machine.slice.scopes.capturesOf(fn) };
  if (variable.kind !== "const") return unknown;
  const controller = controllerOfSignal(variable, machine.slice.scopes);
  if (controller !== null) return { kind: "signal", controller };
  const declaration = variable.declaration.parent;
  const initializer =
    ts.isVariableDeclaration(declaration) && declaration.name === variable.declaration
      ? declaration.initializer
      : undefined;
  if (initializer === undefined) return unknown;
  if (ts.isStringLiteralLike(initializer)) return constant(initializer.text);
  return ts.isNumericLiteral(initializer) ? constant(Number(initializer.text)) : unknown;
}

/** By what is written where it is declared; of what comes from elsewhere, or may be one of several things, no body is known. */
function mayBeFunction({ kind, declaration }: Variable): boolean {
  if (kind === "parameter" || kind === "catch" || kind === "enum" || kind === "class") return false;
  const { parent } = declaration;
  if (!ts.isVariableDeclaration(parent) || parent.initializer === undefined) return true;
  const value = unwrap(parent.initializer);
  return (
    ts.isIdentifier(value) ||
    ts.isFunctionExpression(value) ||
    ts.isArrowFunction(value) ||
    ts.isPropertyAccessExpression(value) ||
    ts.isElementAccessExpression(value) ||
    isBinding(value)
  );
}

/** `load.bind(null)` */
function isBinding(value: ts.Expression): boolean {
  if (!ts.isCallExpression(value)) return false;
  const callee = unwrap(value.expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "bind";
}

function store(
  machine: Machine,
  state: State,
  { variable, node, initializer }: Extract<Instruction, { kind: "store" }>,
  value: Value,
): readonly Result[] {
  const { slice, frame } = machine;
  const facts = factsAfterStep(state, variable, node, slice.repeated);
  const after = withConditions(forgetConditions(state, variable), facts);
  if (after.status !== "none" && (holds(slice, after, value) || capturesHolder(slice, after, value))) {
    const outer = !frame.stack.includes(variable.owner);
    const visible =
      outer ||
      variable.exported ||
      after.shared.has(variable.id) ||
      (variable.captured && ts.isSourceFile(variable.owner));
    if (visible) {
      const gone = handOver(machine, after, [value], node, "stored");
      if (gone === null) return [];
    }
    if (holds(slice, after, value)) slice.observations.nameVariable(variable.name);
  }
  return [
    { state: write(after, variablePlace(variable), kept(machine, variable, initializer, value)), value: unknown },
  ];
}

/**
 * Numbers and strings of variables that change only keep states apart, but for what a counter starts with and what it is held against;
 * truth, null and undefined are what later tests ask.
 */
function kept({ slice, frame }: Machine, variable: Variable, initializer: boolean, value: Value): Value {
  if (value.kind !== "constant" || variable.kind === "const") return value;
  if (typeof value.value === "string") return unknown;
  if (typeof value.value !== "number") return value;
  return initializer && isCounter(variable, frame.ir, slice.scopes) ? value : unknown;
}

function awaitValue(machine: Machine, state: State, value: Value, node: ts.Node): readonly Result[] {
  if (value.kind === "rejected") {
    machine.throwExplicitly(state, value.reason, node);
    return [];
  }
  const after = afterWaiting(machine.slice, machine.frame, state);
  if (value.kind !== "promise") return [{ state: after, value }];
  if (value.acquiring && state.status === "open") machine.throwUnacquired(state);
  return [{ state: after, value: value.of }];
}
