/** What the caller of a helper is told of it: no more than how it ended. */
import type ts from "typescript";
import type { Activation, Machine, Result } from "./machine.js";
import { unnamedHolder } from "./observations.js";
import { type Paths, extend, noDecision } from "./path.js";
import { holds, isHeld } from "./reach.js";
import { receiverPlace } from "./places.js";
import { type State, cellOf, read, writeCell } from "./state.js";
import type { How } from "./value.js";

/**
 * Runs a helper for its caller, which hears what it answered or that it threw, and not what it decided on the way.
 *
 * @param node The call, or where a generator is run on.
 * @returns null if it is not followed.
 */
export function told(
  machine: Machine,
  state: State,
  node: ts.Node,
  how: How,
  run: () => Activation | null,
): Activation | null {
  const { slice } = machine;
  const { endings } = slice.observations;
  const before = endings.count;
  const activation = run();
  if (activation === null) return null;
  const { returns, throws, yields } = activation;
  // It reads, cancels or returns the body on another path.
  const charged =
    endings.count > before || returns.some((it) => it.value.kind !== "rejected" && holds(slice, it.state, it.value));
  const failed = (after: State): State =>
    charged && after.blamed !== null && isInRootFile(machine, after.blamed.node)
      ? after
      : { ...after, blamed: state.blamed, paths: extend(start(state, after), { kind: "threw", node }) };
  // Its caller could not have ended what the object keeps to itself.
  const returned = (after: State, { state: { paths }, node: at }: Activation["returns"][number]): State => {
    if (!charged || at === undefined || !isInRootFile(machine, at) || !isKeptPrivate(machine, state, after)) {
      return after;
    }
    return { ...after, blamed: { node: at, ...unnamedHolder, since: after.paths, returned: paths } };
  };
  const isLost = ({ state: after }: Result): boolean => {
    if (after.status !== "open" || isHeld(slice, after)) return false;
    // A helper that acquires it has a finding of its own.
    if (how !== "acquires" || after.lent) {
      slice.observations.lose(after, "exit", { node, part: "whole" }, unnamedHolder);
    }
    return true;
  };
  const rejected = returns.filter(({ value }) => value.kind === "rejected");
  return {
    throws: throws.map((it) => ({ ...it, state: failed(it.state) })).filter((it) => !isLost(it)),
    returns: [
      ...returns
        .filter((it) => !rejected.includes(it))
        .map((it) => ({ ...it, state: returned({ ...it.state, paths: answered(state, it, activation, node) }, it) })),
      ...rejected.map((it) => ({ ...it, state: failed(it.state) })).filter((it) => !isLost(it)),
    ],
    yields: yields.map((it) => ({ ...it, state: { ...it.state, paths: start(state, it.state) } })),
  };
}

/** Nothing but the object whose method this is leads to the body, and that by fields that are for its class alone. */
function isKeptPrivate({ slice, frame }: Machine, before: State, after: State): boolean {
  const receiver = read(before, receiverPlace(frame.depth + 1));
  const cell = cellOf(after, receiver);
  if (after.status !== "open" || receiver.kind !== "cell" || cell?.kind !== "object" || cell.class === undefined) {
    return false;
  }
  const holders = [...cell.properties].filter(([, value]) => holds(slice, after, value)).map(([name]) => name);
  const { hidden } = cell.class;
  const withoutIt = writeCell(after, receiver.id, { ...cell, properties: new Map() });
  return holders.length > 0 && holders.every((name) => hidden.has(name)) && !isHeld(slice, withoutIt);
}

function isInRootFile({ slice }: Machine, node: ts.Node): boolean {
  return node.getSourceFile() === slice.file.sourceFile;
}

/** What it answered, where it may answer otherwise. */
function answered(before: State, { state, value }: Result, { returns }: Activation, node: ts.Node): Paths {
  const paths = start(before, state);
  const answer = value.kind === "promise" ? value.of : value;
  const others = returns.map((other) => (other.value.kind === "promise" ? other.value.of : other.value));
  if (
    answer.kind !== "constant" ||
    others.every((other) => other.kind === "constant" && other.value === answer.value)
  ) {
    return paths;
  }
  return extend(paths, { kind: "condition", node, holds: Boolean(answer.value), test: "truthy" });
}

function start(before: State, after: State): Paths {
  return before.status === "none" && after.status !== "none" ? noDecision : before.paths;
}
