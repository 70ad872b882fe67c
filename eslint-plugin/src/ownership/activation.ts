/** One run of a function in place: its frame, and how it ended. */
import type ts from "typescript";
import type { FunctionIR } from "../ir/types.js";
import type { Activation, Result } from "./machine.js";
import type { Frame } from "./slice.js";
import { isSameState } from "./state.js";
import { type How, isSameValue, promiseOf } from "./value.js";

/** The frame of a function that something at `from` runs in `outer`. */
export function frameWithin(outer: Frame, ir: FunctionIR, how: How, from: ts.Node): Frame {
  return {
    ir,
    depth: outer.depth + 1,
    stack: [...outer.stack, ir.node],
    outer,
    from,
    called: how !== "callback",
    acquires: how === "acquires",
    entered: outer.entered + (how === "acquires" ? 1 : 0),
  };
}

/** What an async function gives: it never throws. */
export function promised({ returns, throws, yields }: Activation): Activation {
  const rejected = throws.map(({ state, value }) => ({ state, value: { kind: "rejected", reason: value } as const }));
  return {
    returns: [...returns.map((result) => ({ ...result, value: promiseOf(result.value) })), ...rejected],
    throws: [],
    yields,
  };
}

/** The results, each once. */
export function distinct<R extends Result>(results: readonly R[]): readonly R[] {
  return results.filter(
    ({ state, value }, index) =>
      results.findIndex((other) => isSameValue(other.value, value) && isSameState(other.state, state)) === index,
  );
}
