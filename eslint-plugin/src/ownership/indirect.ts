/** Functions that are called by way of others: `f.call(…)`, `f.apply(…)`, `Reflect.apply(f, …)`, `f.bind(…)`. */
import ts from "typescript";
import { argumentsOf } from "../typed/callee.js";
import type { CallNode } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import type { Given } from "./callees.js";
import type { Evaluated } from "./calls.js";
import { allocate } from "./containers.js";
import { memberOf } from "./instances.js";
import type { Machine, Result } from "./machine.js";
import type { Slice } from "./slice.js";
import { type State, cellOf } from "./state.js";
import { type Closure, type Value, unknown } from "./value.js";

/** What a call runs, on what, and with what. */
export function givenTo(machine: Machine, state: State, evaluated: Evaluated, node: CallNode): Given {
  const { callee, name } = evaluated;
  const reflected = isReflectApply(node) ? throughReflect(state, evaluated, node) : null;
  if (reflected !== null) return reflected;
  const bound = name === null ? cellOf(state, callee) : undefined;
  if (bound?.kind === "bound") {
    return { node, args: [...bound.args, ...evaluated.args], callee: bound.function, receiver: unknown };
  }
  const args = isIndirect(evaluated) ? effectiveArguments(machine, state, evaluated.args, node) : evaluated.args;
  return { node, args, ...target(machine.slice, state, evaluated) };
}

/** What is called, and on what: a function that is kept in a local object, or that its class has, is known by that. */
function target(slice: Slice, state: State, evaluated: Evaluated): Pick<Given, "callee" | "receiver"> {
  const { callee, name, args, node } = evaluated;
  if (isIndirect(evaluated) && callee.kind === "closure") return { callee, receiver: args[0] ?? unknown };
  const cell = cellOf(state, callee);
  const method = cell === undefined || name === null ? unknown : memberOf(slice, cell, name, node);
  return { callee: method.kind === "closure" ? method : callee, receiver: cell === undefined ? unknown : callee };
}

/** `f.call(…)`, `f.apply(…)`. */
function isIndirect({ name }: Evaluated): boolean {
  return name === "call" || name === "apply";
}

/** The arguments as the called function sees them; unknown ones where `apply` is given more than a literal array. */
function effectiveArguments(machine: Machine, state: State, args: readonly Value[], node: CallNode): readonly Value[] {
  const written = argumentsOf(node, machine.slice.file);
  const given = ts.isCallExpression(node) ? node.arguments : undefined;
  if (written === "unknown" || given === undefined) return [];
  return written.map((argument) => {
    const index = given.indexOf(argument);
    if (index >= 0) return args[index] ?? unknown;
    const list = cellOf(state, args[1] ?? unknown);
    return list?.kind === "tuple" ? (list.elements[written.indexOf(argument)] ?? unknown) : unknown;
  });
}

function isReflectApply(node: CallNode): boolean {
  const callee = ts.isCallExpression(node) ? unwrap(node.expression) : node;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "apply") return false;
  return ts.isIdentifier(callee.expression) && callee.expression.text === "Reflect";
}

/** `Reflect.apply(f, self, [response])`; null where it is not known what is called, or with what. */
function throughReflect(state: State, { args }: Evaluated, node: CallNode): Given | null {
  const [callee = unknown, receiver = unknown, list = unknown] = args;
  const elements = cellOf(state, list);
  return callee.kind === "closure" && elements?.kind === "tuple"
    ? { node, args: elements.elements, callee, receiver }
    : null;
}

/** `read.bind(reader)`: the function, with a `this`; `read.bind(null, response)`: one that has those arguments already. */
export function bind(
  machine: Machine,
  state: State,
  callee: Closure,
  [receiver, ...args]: readonly Value[],
  node: ts.Node,
): readonly Result[] | null {
  if (callee.function === null) return null;
  const isBound = receiver?.kind === "cell" && callee.receiver === undefined && !ts.isArrowFunction(callee.function);
  const value = isBound ? { ...callee, receiver } : callee;
  if (args.length === 0) return [{ state, value }];
  return allocate(machine, state, node, { kind: "bound", function: value, args });
}
