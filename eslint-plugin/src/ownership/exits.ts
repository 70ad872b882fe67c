/** How a call may end, by what its signature declares: `never`, and assertions. */
import ts from "typescript";
import { callExit } from "../typed/call-exit.js";
import type { CallNode } from "../typed/types.js";
import type { Machine, Result } from "./machine.js";
import type { State } from "./state.js";
import { type Value, unknown } from "./value.js";
import { refine, truthiness } from "./conditions.js";
import { extend } from "./path.js";

/** A call that never returns, or returns only if its argument is truthy, leaves on an explicit edge. */
export function exits(
  machine: Machine,
  results: readonly Result[],
  args: readonly Value[],
  node: CallNode,
): readonly Result[] {
  return results.flatMap((result) => {
    if (result.state.status !== "open") return [result];
    const exit = callExit(node, machine.slice.file);
    switch (exit.kind) {
      case "normal":
        return [result];
      case "never":
        machine.throwExplicitly(result.state, unknown, node);
        return [];
      case "asserts":
        if (exit.passes === "type") {
          // What passes is not followed: it may, and it may not.
          machine.throwExplicitly(result.state, unknown, node);
          return [result];
        }
        return assertion(machine, result, args[exit.argument] ?? unknown, exit.argument, node);
    }
  });
}

function assertion(machine: Machine, result: Result, value: Value, index: number, node: CallNode): readonly Result[] {
  const { state } = result;
  const condition = ts.isTaggedTemplateExpression(node) ? undefined : node.arguments?.[index];
  const fail = (failed: State): void => {
    const paths = condition
      ? extend(failed.paths, { kind: "condition", node: condition, holds: false, test: "truthy" })
      : failed.paths;
    machine.throwExplicitly({ ...failed, paths }, unknown, node);
  };
  const answer = truthiness(machine.slice, value);
  switch (answer.kind) {
    case "open":
      fail(state);
      return [result];
    case "known":
      if (answer.holds) return [result];
      fail(state);
      return [];
    case "test": {
      const failed = refine(machine.slice, state, answer.test, false, condition ?? node);
      if (failed !== null) fail(failed);
      const passed = refine(machine.slice, state, answer.test, true, condition ?? node);
      return passed === null ? [] : [{ ...result, state: passed }];
    }
  }
}
