import type ts from "typescript";
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
    if (given && (effect === "read" || effect === "cancel")) return discharge(machine, node, { kind: "argument" });
    if ((given && effect === "transfer") || capturesHolder(slice, state, arg)) {
      return transfer(machine, node, { kind: "passed" });
    }
  }
  return [{ state, value: unknown }];
}
