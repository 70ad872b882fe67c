/** What a request was made with: which options say that nothing is owed, and who can give it up. */
import ts from "typescript";
import type { Acquisition, Failure } from "../model/types.js";
import { argumentsOf } from "../typed/callee.js";
import { mayBeCallable } from "../typed/callable.js";
import type { CallNode } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import type { ExcuseCause } from "./endings.js";
import type { Machine } from "./machine.js";
import { pureOperand } from "./purity.js";
import { type State, cellOf, property } from "./state.js";
import { type Value, unknown } from "./value.js";

/** HEAD requests and `data:` / `blob:` URLs, where the client has no body (or no connection) for them; and what the model is quiet about. */
export function excuseOf(
  machine: Machine,
  state: State,
  acquisition: Acquisition,
  args: readonly Value[],
  node: CallNode,
): ExcuseCause | null {
  const { resource } = machine.slice;
  const option = (index: number, name: string): string | null => {
    const cell = cellOf(state, args[index] ?? unknown);
    const value = cell && property(cell, name);
    return value?.kind === "constant" && typeof value.value === "string" ? value.value : null;
  };
  if (acquisition.careWithCallback === true && mayBeFunction(machine, args.at(-1) ?? unknown, args.length - 1, node)) {
    return { kind: "callback" };
  }
  const quiet = Object.entries(acquisition.quietOptions ?? {});
  if (acquisition.options.some((at) => quiet.some(([name, values]) => values.includes(option(at, name) ?? "")))) {
    return { kind: "option" };
  }
  const required = Object.entries(acquisition.requiredOptions ?? {});
  const isGiven = ([name, values]: readonly [string, readonly string[]]): boolean =>
    acquisition.options.some((at) => values.includes(option(at, name) ?? ""));
  if (!required.every(isGiven)) return { kind: "option" };
  if (acquisition.url !== undefined && isLocalUrl(machine, args[acquisition.url], node, acquisition.url)) {
    return { kind: "localUrl" };
  }
  const head = acquisition.options.some((index) => option(index, "method")?.toUpperCase() === "HEAD");
  return head && resource.headOwesNothing ? { kind: "head" } : null;
}

function isLocalUrl(machine: Machine, value: Value | undefined, node: CallNode, index: number): boolean {
  if (value?.kind === "constant") return typeof value.value === "string" && /^(data|blob):/i.test(value.value);
  const argument = argumentAt(machine, node, index);
  return argument !== undefined && ts.isTemplateExpression(argument) && /^(data|blob):/i.test(argument.head.text);
}

/** The controller whose signal the call was given. */
export function controllerOf(state: State, acquisition: Acquisition, args: readonly Value[]): string | null {
  for (const index of acquisition.options) {
    const cell = cellOf(state, args[index] ?? unknown);
    const signal = cell && property(cell, "signal");
    if (signal?.kind === "signal") return signal.controller;
  }
  return null;
}

/** The client, pool, agent or session that releases what it handed out: the receiver of the call, or one of its options. */
export function ownerName(machine: Machine, acquisition: Acquisition, node: CallNode): string | null {
  const { ownerOption } = acquisition;
  const option = ownerOption === undefined ? null : optionName(machine, acquisition, node, ownerOption);
  if (option !== null || acquisition.owner !== true || ts.isTaggedTemplateExpression(node)) return option;
  const callee = unwrap(node.expression);
  return ts.isPropertyAccessExpression(callee) ? pureOperand(callee.expression, machine.slice.scopes) : null;
}

/** The name of the expression that an option was given, such as the request's method. */
export function optionName(machine: Machine, acquisition: Acquisition, node: CallNode, option: string): string | null {
  for (const index of acquisition.options) {
    const written = argumentAt(machine, node, index);
    const options = written && unwrap(written);
    if (options === undefined || !ts.isObjectLiteralExpression(options)) continue;
    for (const entry of options.properties) {
      if (entry.name === undefined || !ts.isIdentifier(entry.name) || entry.name.text !== option) continue;
      if (ts.isPropertyAssignment(entry)) return pureOperand(entry.initializer, machine.slice.scopes);
      if (ts.isShorthandPropertyAssignment(entry)) return pureOperand(entry.name, machine.slice.scopes);
    }
  }
  return null;
}

/** Whether the call does not reject for responses that are not ok: so it is told, or may be by a value that is not known. */
export function turnsOff(
  state: State,
  { options }: Acquisition,
  { option, off }: Failure,
  args: readonly Value[],
): boolean {
  return options.some((index) => {
    const cell = cellOf(state, args[index] ?? unknown);
    const value = cell?.kind === "object" ? cell.properties.get(option) : undefined;
    return value !== undefined && !(value.kind === "constant" && value.value === !off);
  });
}

/** A last argument that may be a function is the callback: if it is not written here, it takes the response over. */
export function mayBeFunction(machine: Machine, value: Value, index: number, node: CallNode): boolean {
  if (value.kind !== "unknown") return value.kind === "closure" || value.kind === "resolver";
  const argument = argumentAt(machine, node, index);
  return index > 0 && argument !== undefined && mayBeCallable(argument, machine.slice.file);
}

/** An argument as written, counted as the called function sees it (`fetch.call(null, url)`). */
function argumentAt({ slice }: Machine, node: CallNode, index: number): ts.Expression | undefined {
  const written = argumentsOf(node, slice.file);
  return written === "unknown" ? undefined : written[index];
}
