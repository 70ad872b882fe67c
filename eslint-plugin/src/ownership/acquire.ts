/** Where the tracked obligation begins. */
import ts from "typescript";
import type { Acquisition, Delivery, FacetName } from "../model/types.js";
import { argumentsOf } from "../typed/callee.js";
import { mayBeCallable } from "../typed/callable.js";
import type { CallNode } from "../typed/types.js";
import type { Variable } from "../ir/types.js";
import { type Machine, type Result, handOver, transfer } from "./machine.js";
import { type State, cellOf, property, variablePlace, write, writeCell } from "./state.js";
import { type Value, promiseOf, unknown, view } from "./value.js";
import { anyStatus, isSubset, statusesOf } from "./statuses.js";
import { noDecision } from "./path.js";
import { resolve } from "./promises.js";
import type { ExcuseCause } from "./endings.js";
import { pureOperand } from "./purity.js";
import { unwrap } from "../typed/unwrap.js";
import { allocation } from "./frame.js";

/** Who is meant by what an acquisition hands over: the instance this run follows, or a relative whose guards agree with it. */
type Whose = "own" | "sibling";

/**
 * The acquiring call of this run.
 *
 * While an instance is being followed, another call returns another instance. Where the call may run again, the run also goes on without
 * following what it returned this time.
 */
export function acquire(
  machine: Machine,
  state: State,
  acquisition: Acquisition,
  args: readonly Value[],
  node: CallNode,
): readonly Result[] {
  machine.slice.observations.acquired = true;
  if (state.status !== "none") return foreign(machine, state, acquisition, args, node);
  const excuse = excuseOf(machine, state, acquisition, args, node);
  if (excuse !== null) {
    machine.slice.observations.endings.excuse(node, excuse);
    return [{ state, value: promiseOf(unknown) }];
  }
  const opened = open(state, {
    controller: controllerOf(state, acquisition, args),
    owner: ownerName(machine, acquisition, node),
    method: optionName(machine, acquisition, node, "method"),
  });
  const tracked = handedOver(machine, opened, acquisition, args, "own", node);
  return machine.repeats ? [...tracked, ...foreign(machine, state, acquisition, args, node)] : tracked;
}

/** An acquisition that another run follows; its callbacks still run, and may use what this run follows. */
export function foreign(
  machine: Machine,
  state: State,
  acquisition: Acquisition,
  args: readonly Value[],
  node: CallNode,
): readonly Result[] {
  const after = handOver(
    machine,
    state,
    args.filter((arg) => arg.kind !== "closure"),
    node,
    "passed",
  );
  if (after === null) return [];
  const delivery = chosen(acquisition, args);
  const value: Value = delivery?.by === "promise" ? promiseOf({ kind: "foreign" }) : { kind: "foreign" };
  const callback = args.at(-1);
  if (callback?.kind !== "closure") return [{ state: after, value }];
  const activation = callback.function && machine.run(after, callback.function, [{ kind: "foreign" }], true);
  if (!activation) {
    const given = handOver(machine, after, [callback], node, "passed");
    return given === null ? [] : [{ state: given, value }];
  }
  return activation.returns.map((result) => ({ state: result.state, value }));
}

/** The acquisition that a branch descends from: its response tells the same guards, but its duty is another run's. */
export function ancestor(
  machine: Machine,
  state: State,
  acquisition: Acquisition,
  args: readonly Value[],
  node: CallNode,
): readonly Result[] {
  return state.status === "none"
    ? handedOver(machine, state, acquisition, args, "sibling", node)
    : foreign(machine, state, acquisition, args, node);
}

/** The call of `clone()` or `tee()` whose second branch this run follows. */
export function acquireBranch(
  machine: Machine,
  state: State,
  result: "response" | "bodyPair",
  node: CallNode,
): readonly Result[] {
  machine.slice.observations.acquired = true;
  if (state.status !== "none") return [{ state, value: unknown }];
  const nothing = isSubset(state.statuses, statusesOf(machine.slice.resource.emptyStatuses));
  if (nothing) {
    machine.slice.observations.endings.excuse(node, { kind: "emptyStatus" });
    return [{ state, value: unknown }];
  }
  const { controller, owner, method, statuses } = state;
  const opened = { ...open(state, { controller, owner, method }), statuses };
  const branch = splitResult(machine, opened, "sibling", "own", result, node);
  return machine.repeats ? [...branch, { state, value: unknown }] : branch;
}

/** What `clone()` and `tee()` return. */
export function splitResult(
  machine: Machine,
  state: State,
  first: Whose,
  second: Whose,
  result: "response" | "bodyPair",
  node: CallNode,
): readonly Result[] {
  if (result === "response") return [{ state, value: view("response", second) }];
  const id = `pair ${allocation(machine.frame, node)}`;
  const pair = { kind: "tuple", elements: [view("body", first), view("body", second)] } as const;
  return [{ state: writeCell(state, id, pair), value: { kind: "cell", id } }];
}

/** A response arrives as an argument of a callback: an inline one runs here, any other has taken it over. */
export function deliver(
  machine: Machine,
  state: State,
  callback: Value,
  { facet, parameter }: { readonly facet: FacetName; readonly parameter: number },
  whose: Whose,
  node: ts.Node,
): readonly Result[] {
  if (whose === "own" && state.status !== "none" && state.status !== "open") return [{ state, value: unknown }];
  const opened = whose === "own" && state.status === "none" ? open(state, state) : state;
  const args: Value[] = Array.from({ length: parameter }, () => ({ kind: "constant", value: null }));
  args.push(view(facet, whose));
  if (callback.kind === "closure" && callback.function !== null) {
    const activation = machine.run(opened, callback.function, args, true);
    if (activation !== null) return activation.returns;
  }
  if (callback.kind === "resolver") return [resolve(opened, callback, args[parameter] ?? unknown)];
  return whose === "own" ? transfer(machine, node, { kind: "callback" }) : [{ state, value: unknown }];
}

function open(state: State, known: Pick<State, "controller" | "owner" | "method">): State {
  const { controller, owner, method } = known;
  const fresh = { statuses: anyStatus, touched: false, locked: false, lent: false, paths: noDecision };
  return { ...state, ...fresh, status: "open", controller, owner, method };
}

function handedOver(
  machine: Machine,
  state: State,
  acquisition: Acquisition,
  args: readonly Value[],
  whose: Whose,
  node: CallNode,
): readonly Result[] {
  const delivery = chosen(acquisition, args);
  if (delivery === undefined) return unheard(machine, state, unknown, node);
  switch (delivery.by) {
    case "promise":
      return [{ state, value: promiseOf(view(delivery.facet, whose), whose === "own") }];
    case "value":
      return [{ state, value: view(delivery.facet, whose) }];
    case "callback": {
      const emitter = delivery.emitter === undefined ? unknown : view(delivery.emitter, whose);
      // The callback runs later, when the variable that the call initialises has its value.
      const variable = initialized(machine, node);
      const bound = variable === undefined ? state : write(state, variablePlace(variable), emitter);
      const callback = args.at(-1);
      if (callback === undefined || !mayBeFunction(machine, callback, args.length - 1, node)) {
        // The response will come through a listener, if anyone listens.
        return unheard(machine, state, emitter, node);
      }
      const delivered = deliver(machine, bound, callback, delivery, whose, node);
      return delivered.map((result) => ({ state: result.state, value: emitter }));
    }
  }
}

/** Nobody listens so far, and to nobody the client delivers. */
function unheard(machine: Machine, state: State, value: Value, node: CallNode): readonly Result[] {
  machine.slice.observations.endings.excuse(node, { kind: "noListener" });
  return [{ state: { ...state, status: "none" }, value }];
}

/** The delivery that these arguments ask for. */
function chosen(acquisition: Acquisition, args: readonly Value[]): Delivery | undefined {
  const callback = args.at(-1);
  return acquisition.deliveries.find(
    (delivery) =>
      delivery.by !== "callback" ||
      delivery.emitter !== undefined ||
      callback?.kind === "closure" ||
      callback?.kind === "resolver",
  );
}

/** A last argument that may be a function is the callback: if it is not written here, it takes the response over. */
function mayBeFunction(machine: Machine, value: Value, index: number, node: CallNode): boolean {
  if (value.kind !== "unknown") return value.kind === "closure" || value.kind === "resolver";
  const argument = argumentAt(machine, node, index);
  return index > 0 && argument !== undefined && mayBeCallable(argument, machine.slice.file);
}

/** `const request = http.get(…)`: the variable. */
function initialized({ slice }: Machine, node: CallNode): Variable | undefined {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return undefined;
  return slice.scopes.variableOf(parent.name);
}

/** HEAD requests and `data:` / `blob:` URLs, where the client has no body (or no connection) for them; and what the model is quiet about. */
function excuseOf(
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
function controllerOf(state: State, acquisition: Acquisition, args: readonly Value[]): string | null {
  for (const index of acquisition.options) {
    const cell = cellOf(state, args[index] ?? unknown);
    const signal = cell && property(cell, "signal");
    if (signal?.kind === "signal") return signal.controller;
  }
  return null;
}

/** The client, pool, agent or session that releases what it handed out: the receiver of the call, or one of its options. */
function ownerName(machine: Machine, acquisition: Acquisition, node: CallNode): string | null {
  const { ownerOption } = acquisition;
  const option = ownerOption === undefined ? null : optionName(machine, acquisition, node, ownerOption);
  if (option !== null || acquisition.owner !== true || ts.isTaggedTemplateExpression(node)) return option;
  const callee = unwrap(node.expression);
  return ts.isPropertyAccessExpression(callee) ? pureOperand(callee.expression, machine.slice.scopes) : null;
}

/** The name of the expression that an option was given, such as the request's method. */
function optionName(machine: Machine, acquisition: Acquisition, node: CallNode, option: string): string | null {
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

/** An argument as written, counted as the called function sees it (`fetch.call(null, url)`). */
function argumentAt({ slice }: Machine, node: CallNode, index: number): ts.Expression | undefined {
  const written = argumentsOf(node, slice.file);
  return written === "unknown" ? undefined : written[index];
}
