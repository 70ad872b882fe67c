/** What a request was made with: which options say that nothing is owed, and who can give it up. */
import ts from "typescript";
import type { Acquisition, Failure } from "../model/types.js";
import { argumentsOf } from "../typed/callee.js";
import { mayBeCallable } from "../typed/callable.js";
import { type ClientOption, clientOption } from "../typed/client-options.js";
import type { CallNode } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import type { ExcuseCause } from "./endings.js";
import { isMadeForHead, nameOfProperty, propertyWritten } from "./given.js";
import { isCareful, isGlobalDispatcherCareful } from "./global-dispatcher.js";
import type { Machine } from "./machine.js";
import { methodNameIn } from "./method-name.js";
import { headFact, pureOperand, releaserName, signalName } from "./purity.js";
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
  const constantOption = (index: number, name: string): string | boolean | null => {
    const cell = cellOf(state, args[index] ?? unknown);
    const value = cell && property(cell, name);
    return value?.kind === "constant" && (typeof value.value === "string" || typeof value.value === "boolean")
      ? value.value
      : null;
  };
  const option = (index: number, name: string): string | null => {
    const value = constantOption(index, name);
    return typeof value === "string" ? value : null;
  };
  if (acquisition.careWithCallback === true && mayBeFunction(machine, args.at(-1) ?? unknown, args.length - 1, node)) {
    return { kind: "callback" };
  }
  if (isCaredFor(machine, acquisition, node)) return { kind: "caretaker" };
  const quiet = Object.entries(acquisition.quietOptions ?? {});
  if (acquisition.options.some((at) => quiet.some(([name, values]) => values.includes(option(at, name) ?? "")))) {
    return { kind: "option" };
  }
  const required = Object.entries(acquisition.requiredOptions ?? {});
  const isGiven = ([name, values]: readonly [string, readonly (string | boolean)[]]): boolean => {
    if (isWritten(state, acquisition, args, name)) {
      return acquisition.options.some((at) => values.includes(constantOption(at, name) ?? ""));
    }
    const given = optionOfClient(machine, acquisition, node, name);
    return given.kind === "constant" && values.includes(given.value);
  };
  if (!required.every(isGiven)) return { kind: "unasked" };
  if (acquisition.url !== undefined && isLocalUrl(machine, args[acquisition.url], node, acquisition.url)) {
    return { kind: "localUrl" };
  }
  if (!resource.headOwesNothing) return null;
  const head = acquisition.options.some((index) => {
    if (option(index, "method")?.toUpperCase() === "HEAD") return true;
    const written = argumentAt(machine, node, index);
    return written !== undefined && isMadeForHead(machine.frame, written, machine.slice);
  });
  const method = methodOf(machine, acquisition, node);
  return head || (method !== null && state.conditions.get(headFact(method)) === true) ? { kind: "head" } : null;
}

function isLocalUrl(machine: Machine, value: Value | undefined, node: CallNode, index: number): boolean {
  if (value?.kind === "constant") return typeof value.value === "string" && /^(data|blob):/i.test(value.value);
  const argument = argumentAt(machine, node, index);
  return argument !== undefined && ts.isTemplateExpression(argument) && /^(data|blob):/i.test(argument.head.text);
}

/** The controller whose signal the call was given; where that is out of sight, the signal itself. */
export function controllerOf(
  machine: Machine,
  state: State,
  acquisition: Acquisition,
  args: readonly Value[],
  node: CallNode,
): string | null {
  const signals = acquisition.options.map((index) => {
    const options = args[index] ?? unknown;
    const cell = cellOf(state, options);
    return { index, signal: cell === undefined ? options : property(cell, "signal") };
  });
  for (const { signal } of signals) if (signal.kind === "signal") return signal.controller;
  if (!signals.some(({ signal }) => signal.kind === "unknown")) return null;
  const name = optionName(machine, acquisition, node, "signal", releaserName);
  return name && signalName(name);
}

/** The name of the expression that was the request's method. */
export function methodOf(machine: Machine, acquisition: Acquisition, node: CallNode): string | null {
  return optionName(machine, acquisition, node, "method", methodNameIn);
}

/** What an option is called where it was not written for the call: `{ method }`, `{ ...init }`, `init`. */
function optionName(
  { slice, frame }: Machine,
  { options }: Acquisition,
  node: CallNode,
  option: string,
  nameIn: typeof pureOperand,
): string | null {
  // What comes later goes before: `fetch(request, init)`.
  for (const index of [...options].sort((a, b) => b - a)) {
    const argument = argumentAt({ slice }, node, index);
    const name = argument && nameOfProperty(frame, argument, option, slice, nameIn);
    if (name != null) return name;
  }
  return null;
}

/** The client, pool, agent or session that releases what it handed out: the receiver of the call, or one of its options. */
export function ownerOf(machine: Machine, acquisition: Acquisition, node: CallNode): ts.Expression | null {
  const { ownerOption } = acquisition;
  const option = ownerOption === undefined ? null : optionOf(machine, acquisition, node, ownerOption);
  if (option !== null || acquisition.owner !== true || ts.isTaggedTemplateExpression(node)) return option;
  const callee = unwrap(node.expression);
  return ts.isPropertyAccessExpression(callee) ? callee.expression : null;
}

/** Whether the client, or the dispatcher that stands in for one, was composed with a part that reads what is left. */
function isCaredFor(machine: Machine, acquisition: Acquisition, node: CallNode): boolean {
  const { file } = machine.slice;
  const owner = ownerOf(machine, acquisition, node);
  if (owner !== null) return isCareful(owner, file);
  return acquisition.ownerOption === "dispatcher" && isGlobalDispatcherCareful(file);
}

/** The name of an expression whose value stays what it is. */
export function nameOf({ slice }: Machine, expression: ts.Expression | null): string | null {
  return expression && pureOperand(expression, slice.scopes);
}

/** The expression that an option was given, such as the request's method. */
function optionOf(machine: Machine, acquisition: Acquisition, node: CallNode, option: string): ts.Expression | null {
  for (const index of acquisition.options) {
    const written = argumentAt(machine, node, index);
    const options = written && unwrap(written);
    if (options === undefined || !ts.isObjectLiteralExpression(options)) continue;
    const value = propertyWritten(options, option);
    if (value !== null) return value;
  }
  return null;
}

/** Whether the call does not reject for responses that are not ok: so it is told, or may be by a value that is not known. */
export function turnsOff(
  machine: Machine,
  state: State,
  acquisition: Acquisition,
  { option, off }: Failure,
  args: readonly Value[],
  node: CallNode,
): boolean {
  if (!isWritten(state, acquisition, args, option)) {
    const given = optionOfClient(machine, acquisition, node, option);
    return given.kind === "constant" ? given.value === off : given.kind === "unknown";
  }
  return writtenValues(state, acquisition, args, option).some(
    (value) => !(value.kind === "constant" && value.value === !off),
  );
}

/** Whether the options of the call itself have it. */
function isWritten(state: State, acquisition: Acquisition, args: readonly Value[], option: string): boolean {
  return writtenValues(state, acquisition, args, option).length > 0;
}

function writtenValues(
  state: State,
  { options }: Acquisition,
  args: readonly Value[],
  option: string,
): readonly Value[] {
  return options.flatMap((index) => {
    const cell = cellOf(state, args[index] ?? unknown);
    return cell?.kind === "object" ? (cell.properties.get(option) ?? []) : [];
  });
}

function optionOfClient(
  { slice }: Machine,
  { clientMakers = [] }: Acquisition,
  node: CallNode,
  option: string,
): ClientOption {
  return clientMakers.length === 0 ? { kind: "absent" } : clientOption(node, clientMakers, option, slice.file);
}

/** A last argument that may be a function is the callback: if it is not written here, it takes the response over. */
export function mayBeFunction(machine: Machine, value: Value, index: number, node: CallNode): boolean {
  if (value.kind !== "unknown") return value.kind === "closure" || value.kind === "resolver";
  const argument = argumentAt(machine, node, index);
  return index > 0 && argument !== undefined && mayBeCallable(argument, machine.slice.file);
}

/** An argument as written, counted as the called function sees it (`fetch.call(null, url)`). */
function argumentAt({ slice }: Pick<Machine, "slice">, node: CallNode, index: number): ts.Expression | undefined {
  const written = argumentsOf(node, slice.file);
  return written === "unknown" ? undefined : written[index];
}
