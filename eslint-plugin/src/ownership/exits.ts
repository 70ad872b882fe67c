/** How a call may end, by what its signature declares: `never`, and assertions. */
import ts from "typescript";
import { callExit } from "../typed/call-exit.js";
import { calleeBodies } from "../typed/contract.js";
import type { CallNode } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import { classify } from "../model/classify.js";
import type { InformedFile } from "../model/knowledge.js";
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
        if (endsProcess(node, machine.slice.file)) machine.slice.observations.endings.excuse(node, { kind: "exit" });
        else machine.throwExplicitly(result.state, unknown, node);
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

/**
 * Whether a call that never returns ends the process, by the last thing that its body does: a call of what a table says does, or of
 * something that nothing is known of (`Deno.exit(1)` where there are no types for it), which errs towards quiet.
 */
function endsProcess(call: CallNode, file: InformedFile, deepest = 4): boolean {
  if (classify(call, file).model?.kind === "exit") return true;
  const bodies = calleeBodies(call, file);
  if (bodies.length === 0) return callExit(call, file).kind === "normal";
  return bodies.every((body) => {
    const last = lastCall(body);
    return (
      deepest > 0 && last !== null && endsProcess(last, { ...file, sourceFile: body.getSourceFile() }, deepest - 1)
    );
  });
}

/** The call that a function ends with; null if it ends otherwise. */
function lastCall(fn: ts.Node): CallNode | null {
  const body = ts.isFunctionLike(fn) && "body" in fn ? fn.body : undefined;
  if (body === undefined) return null;
  const last = ts.isBlock(body) ? body.statements.at(-1) : body;
  const expression = last && (ts.isExpressionStatement(last) || ts.isReturnStatement(last)) ? last.expression : last;
  const call = expression && ts.isExpression(expression) ? unwrap(expression) : undefined;
  return call !== undefined && ts.isCallExpression(call) ? call : null;
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
