/** Closures that do nothing with the body but give it up: `() => req.destroy()`. Run later, perhaps, they only bound a leak. */
import { memberEffect } from "../model/tables.js";
import { lower } from "../ir/lower.js";
import type { FunctionIR, Instruction, PropertyKey, Temp, Variable } from "../ir/types.js";
import { operandsOf } from "../ir/visit.js";
import { functionsIn } from "./last-uses.js";
import { capturesHolder, holds } from "./reach.js";
import type { Slice } from "./slice.js";
import { type State, read, variablePlace } from "./state.js";
import type { Value } from "./value.js";

/** Whether a value that captures what holds the body is a closure that looks at it and cancels it, and hands it to nobody. */
export function onlyGivesUp(slice: Slice, state: State, value: Value): boolean {
  if (value.kind !== "closure" || value.function === null || value.receiver !== undefined) return false;
  const ir = lower(value.function, slice.scopes);
  return value.captures.every((variable) => {
    const held = read(state, variablePlace(variable));
    if (held.kind === "closure") return !capturesHolder(slice, state, held);
    if (!holds(slice, state, held)) return true;
    return (
      held.kind === "view" && [ir, ...functionsIn(ir, slice.scopes)].every((it) => isGivenUp(slice, it, variable, held))
    );
  });
}

function isGivenUp(slice: Slice, { blocks }: FunctionIR, variable: Variable, view: Value & { kind: "view" }): boolean {
  const instructions = blocks.flatMap((block) => block.instructions);
  const loaded = new Set<Temp>();
  for (const instruction of instructions) {
    if (instruction.kind === "store" && instruction.variable === variable) return false;
    if (instruction.kind === "load" && instruction.variable === variable) loaded.add(instruction.target);
  }
  return instructions.every(
    (it) => !operandsOf(it).some((temp) => loaded.has(temp)) || cancelsOrLooks(slice, it, view, loaded),
  );
}

/** A test of it needs no instruction; that leaves what is looked at, and calls of what cancels. */
function cancelsOrLooks(
  slice: Slice,
  instruction: Instruction,
  { facet }: Value & { kind: "view" },
  loaded: ReadonlySet<Temp>,
): boolean {
  const effectOf = (key: PropertyKey): string | undefined =>
    key.kind === "name" ? memberEffect(slice.resource.kind, facet, key.name)?.effect : undefined;
  if (instruction.kind === "get") return ["borrow", "guard"].includes(effectOf(instruction.key) ?? "");
  if (instruction.kind !== "call" || instruction.callee.kind !== "method") return false;
  const isGiven = instruction.args.some((item) => item.kind !== "hole" && loaded.has(item.value));
  return !isGiven && effectOf(instruction.callee.key) === "cancel";
}
