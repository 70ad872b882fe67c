/** Where the tracked obligation begins. */
import ts from "typescript";
import type { Acquisition, Delivery, FacetName, MemberEffect } from "../model/types.js";
import type { CallNode } from "../typed/types.js";
import type { Variable } from "../ir/types.js";
import { type Machine, type Result, handOver, transfer } from "./machine.js";
import { type State, variablePlace, write, writeCell } from "./state.js";
import { type Value, promiseOf, unknown, view } from "./value.js";
import { anyStatus, complement, isSubset, okStatuses, statusesOf } from "./statuses.js";
import { extend, noDecision } from "./path.js";
import { resolve } from "./promises.js";
import { controllerOf, excuseOf, mayBeFunction, methodOf, nameOf, ownerOf, turnsOff } from "./request.js";
import { runCallback } from "./closures.js";
import { allocation } from "./frame.js";
import { noteHandedOn } from "./handed-on.js";

/** Who is meant by what an acquisition hands over: the instance this run follows, or a relative whose guards agree with it. */
type Whose = "own" | "sibling";

/** What `clone()` and `tee()` give: the second branch, or both in a pair. */
export type Branches = Extract<MemberEffect, { effect: "split" }>["result"];

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
  const opened = open(state, requested(machine, state, acquisition, args, node));
  const tracked = outcomes(machine, opened, acquisition, args, node);
  return machine.repeats ? [...tracked, ...foreign(machine, state, acquisition, args, node)] : tracked;
}

/** What the request was made with. */
function requested(
  machine: Machine,
  state: State,
  acquisition: Acquisition,
  args: readonly Value[],
  node: CallNode,
): Pick<State, "controller" | "owner" | "method"> {
  return {
    controller: controllerOf(machine, state, acquisition, args, node),
    owner: nameOf(machine, ownerOf(machine, acquisition, node)),
    method: methodOf(machine, acquisition, node),
  };
}

/** What the call hands over; where it rejects for responses that are not ok, with what it rejects. */
function outcomes(
  machine: Machine,
  opened: State,
  acquisition: Acquisition,
  args: readonly Value[],
  node: CallNode,
): readonly Result[] {
  const { failure } = acquisition;
  if (failure === undefined || turnsOff(machine, opened, acquisition, failure, args, node)) {
    return handedOver(machine, opened, acquisition, args, "own", node);
  }
  const fulfilled = handedOver(machine, { ...opened, statuses: okStatuses }, acquisition, args, "own", node);
  if (failure.carrier === undefined) return fulfilled;
  const paths = extend(opened.paths, { kind: "rejected", node });
  const failed = { ...opened, statuses: complement(okStatuses), paths };
  return [...fulfilled, { state: failed, value: { kind: "rejected", reason: view(failure.carrier, "own") } }];
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
  if (callback?.kind === "resolver") return [{ ...resolve(after, callback, { kind: "foreign" }), value }];
  if (callback?.kind !== "closure") return [{ state: after, value }];
  const activation = runCallback(machine, after, callback, [{ kind: "foreign" }], true);
  if (activation === null) {
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
  if (state.status !== "none") return foreign(machine, state, acquisition, args, node);
  // Aborting it ends the branch too.
  const asked = { ...state, ...requested(machine, state, acquisition, args, node) };
  return handedOver(machine, asked, acquisition, args, "sibling", node);
}

/** The call of `clone()` or `tee()` whose second branch this run follows. */
export function acquireBranch(machine: Machine, state: State, result: Branches, node: CallNode): readonly Result[] {
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
  result: Branches,
  node: CallNode,
): readonly Result[] {
  if (result !== "bodyPair") return [{ state, value: view(result, second) }];
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
  const activation = runCallback(machine, opened, callback, args, true);
  if (activation !== null) return activation.returns;
  if (callback.kind === "resolver") return [resolve(opened, callback, args[parameter] ?? unknown)];
  if (whose !== "own") return [{ state, value: unknown }];
  const written = ts.isCallExpression(node) ? node.arguments.at(-1) : undefined;
  if (written !== undefined) noteHandedOn(machine, opened, written, args);
  return transfer(machine, node, { kind: "callback" });
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

/** `const request = http.get(…)`: the variable. */
function initialized({ slice }: Machine, node: CallNode): Variable | undefined {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return undefined;
  return slice.scopes.variableOf(parent.name);
}
