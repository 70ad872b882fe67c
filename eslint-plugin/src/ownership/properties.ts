/** Reading and writing properties of what is followed: of responses, and of objects and lists that the function made itself. */
import ts from "typescript";
import type { Instruction } from "../ir/types.js";
import { abortToldByField } from "./abort-flags.js";
import { runOn } from "./callees.js";
import { noteFilled } from "./filled.js";
import { memberOf, setterOf } from "./instances.js";
import { nameOfOrigin } from "./given.js";
import { keyName } from "./keys.js";
import { elementOf } from "./lists.js";
import { type Machine, type Result, handOver } from "./machine.js";
import { readMember } from "./members.js";
import { afterWriting } from "./property-facts.js";
import { releaserName, signalName } from "./purity.js";
import { holds } from "./reach.js";
import { type State, cellOf, writeCell } from "./state.js";
import { type Cell, type CellId, type Value, constant, isArrayCell, unknown } from "./value.js";

/** The value of `object.name`. */
export function get(
  machine: Machine,
  state: State,
  { key, node }: Extract<Instruction, { kind: "get" }>,
  object: Value,
): readonly Result[] {
  const name = keyName(machine, state, key, node);
  if (object.kind === "view") {
    return name === null ? [{ state, value: unknown }] : [readMember(machine, state, object, name)];
  }
  if (object.kind === "constant" && object.value == null) return [];
  const cell = cellOf(state, object);
  if (cell !== undefined) {
    // An unknown position of a list may be the one that matters.
    if (name === null) return [{ state, value: isArrayCell(cell) ? elementOf(machine, state, cell) : unknown }];
    if (cell.kind === "generator") return taken(machine, state, object, name, node);
    const count = countIn(machine, state, cell, name);
    if (count !== null) return [{ state, value: count }];
    const held = memberOf(machine.slice, cell, name, node);
    const fn = held.kind === "closure" ? held.function : null;
    if (fn !== null && ts.isGetAccessorDeclaration(fn)) return runOn(machine, state, fn, object, node);
    return [{ state, value: fn !== null && ts.isSetAccessorDeclaration(fn) ? unknown : held }];
  }
  if (name === "signal") {
    const controller = objectOf(node);
    const named = controller && nameOfOrigin(machine.frame, controller, machine.slice, releaserName);
    if (named) return [{ state, value: { kind: "signal", controller: named } }];
  }
  if (name === "aborted" && state.status === "open" && isSignalOfCall(machine, state, object, node)) {
    return [{ state, value: { kind: "test", test: { on: "aborted", negated: false } } }];
  }
  const test = abortToldByField(machine.slice, state, node);
  return [{ state, value: test === null ? unknown : { kind: "test", test } }];
}

/** `const [first] = generator()` runs it for so long, and then closes it, which is not followed. */
function taken(machine: Machine, state: State, generator: Value, name: string, node: ts.Node): readonly Result[] {
  const after = /^\d+$/.test(name) ? handOver(machine, state, [generator], node, "passed") : state;
  return after === null ? [] : [{ state: after, value: unknown }];
}

/** Whether `object`, whose property is read at `node`, is the signal that the acquiring call was given. */
function isSignalOfCall({ slice, frame }: Machine, { controller }: State, object: Value, node: ts.Node): boolean {
  if (controller === null) return false;
  if (object.kind === "signal") {
    return [object.controller, signalName(`${object.controller}.signal`)].includes(controller);
  }
  const signal = objectOf(node);
  const name = signal && nameOfOrigin(frame, signal, slice, releaserName);
  return name != null && signalName(name) === controller;
}

/** `length` of an array, `size` of a map or a set. */
function countIn({ slice }: Machine, state: State, cell: Cell, name: string): Value | null {
  if (name !== "length" && name !== "size") return null;
  if (cell.kind === "tuple") return constant(cell.elements.length);
  return cell.kind === "list" && holds(slice, state, cell.element) ? { kind: "measure", of: "count" } : null;
}

/** The expression whose property is read: `controller` in `controller.signal` and in `const { signal } = controller`. */
function objectOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.expression;
  if (!ts.isBindingElement(node)) return undefined;
  const declaration = node.parent.parent;
  return ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
}

/** Into a local object: it holds the value from now on. Anywhere else: whoever has that object has it now. */
export function set(
  machine: Machine,
  state: State,
  { key, node }: Extract<Instruction, { kind: "set" }>,
  object: Value,
  value: Value,
): readonly Result[] {
  const cell = cellOf(state, object);
  const name = keyName(machine, state, key, node);
  if (object.kind === "cell" && cell?.kind === "object" && name !== null) {
    const setter = setterOf(cell, name, node);
    if (setter === null) return [{ state, value: unknown }];
    if (setter !== undefined) return runOn(machine, state, setter, object, node, [value]);
    const given = cell.shared === true ? handOver(machine, state, [value], node, "stored") : state;
    if (given === null) return [];
    const properties = new Map(cell.properties).set(name, value);
    return [{ state: writeCell(given, object.id, { ...cell, properties }), value: unknown }];
  }
  if (object.kind === "cell" && cell !== undefined && isArrayCell(cell)) {
    const element = holds(machine.slice, state, value) ? value : elementOf(machine, state, cell);
    return [{ state: writeCell(state, object.id, { kind: "list", element, rivals: false }), value: unknown }];
  }
  const after = handOver(machine, state, [value], node, "stored");
  if (after === null) {
    noteFilled(machine, node);
    return [];
  }
  if (object.kind === "cell") return [{ state: incomplete(after, object.id), value: unknown }];
  return afterWriting(machine.slice, after, node, value).map((it) => ({ state: it, value: unknown }));
}

/** A property whose name is not known may be any. */
function incomplete(state: State, id: CellId): State {
  const cell = state.heap.get(id);
  if (cell?.kind !== "object") return state;
  const properties = [...cell.properties].filter(([, value]) => value.kind !== "constant");
  return writeCell(state, id, {
    kind: "object",
    properties: new Map(properties),
    ...(cell.shared && { shared: true }),
    ...(cell.class && { class: cell.class }),
  });
}
