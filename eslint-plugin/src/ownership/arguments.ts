import ts from "typescript";
import { unwrap } from "../typed/unwrap.js";
import type { ArgumentEffect } from "../model/types.js";
import { type Machine, type Result, discharge, transfer } from "./machine.js";
import { capturesHolder, holds } from "./reach.js";
import type { State } from "./state.js";
import { type Value, unknown } from "./value.js";

/**
 * What a function does with what it is given of which the user or a table says so.
 *
 * @param effects By argument; the last one holds for all further arguments.
 */
export function passArguments(
  machine: Machine,
  state: State,
  effects: readonly ArgumentEffect[],
  args: readonly Value[],
  node: ts.Node,
): readonly Result[] {
  const { slice } = machine;
  for (const [index, arg] of args.entries()) {
    const effect = effects[index] ?? effects.at(-1) ?? "transfer";
    const given = holds(slice, state, arg) && state.status !== "none";
    if (given && arg.kind === "promise" && expectsRejection(node)) {
      slice.observations.endings.excuse(node, { kind: "rejection" });
      return [];
    }
    if (given && (effect === "read" || effect === "cancel")) return discharge(machine, node, { kind: "argument" });
    if ((given && effect === "transfer") || capturesHolder(slice, state, arg)) {
      return transfer(machine, node, { kind: "passed" });
    }
  }
  return [{ state, value: unknown }];
}

/** `expect(promise).rejects…`, `expect(promise).to.be.rejected`, `assert.rejects(promise)`: what passes such a test was never acquired. */
function expectsRejection(call: ts.Node): boolean {
  if (!ts.isCallExpression(call)) return false;
  const callee = unwrap(call.expression);
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === "rejects") return true;
  for (let node: ts.Node = call.parent; ts.isPropertyAccessExpression(node); node = node.parent) {
    if (/^reject(?:s|ed)/u.test(node.name.text)) return true;
  }
  return false;
}
