/**
 * The end of the last way to a body. An obligation that is open is lost at the instruction after which no place leads to it any more: a
 * temporary nobody reads again, a variable that gets another value or whose scope ends.
 */
import ts from "typescript";
import type { Instruction, Terminal, Variable } from "../ir/types.js";
import { type Machine, type Result, transfer } from "./machine.js";
import type { Slice } from "./slice.js";
import { type PlaceId, type State, cellOf, forget, forgetConditions, read, variablePlace } from "./state.js";
import { handlesOf } from "./handles.js";
import { isOfRoot, place } from "./frame.js";
import { holds, isHeld, isHeldByPlaces, seenByOthers } from "./reach.js";
import { type LastHolder, type LossKind, type Place, unnamedHolder } from "./observations.js";
import { type Value, isRejection } from "./value.js";

/**
 * Ends what an instruction ends: temporaries that are read for the last time, variables that go out of scope.
 *
 * @param before The state the instruction started from.
 * @param dead The places of those temporaries.
 * @returns null if the obligation is lost there; that has been recorded.
 */
export function settle(
  machine: Machine,
  before: State,
  { state, loss }: Result,
  instruction: Instruction,
  dead: readonly PlaceId[],
): State | null {
  const after = ended(forget(state, dead), instruction);
  if (after.status !== "open") return after;
  const last = lastOf(machine.slice, before, state, instruction, dead) ?? overwritten(machine, before, instruction);
  if (last === null) return after;
  if (isHeld(machine.slice, after)) return orphaned(machine, before, state, after, last, instruction);
  // Nobody hears of it: an unhandled rejection, which ends a Node process, is not for this rule to find.
  if (last.value.kind === "rejected" && isRejection(last.value)) return null;
  // A closure of an earlier turn can see the variable of that turn, which this declaration does not write.
  if (isDeclaredAnew(before, instruction)) {
    transfer(machine, instruction.node, { kind: "stored" });
    return null;
  }
  const kind = loss ?? lossKind(instruction, state, last.value);
  machine.slice.observations.lose(
    after,
    kind,
    lossPlace(after, instruction),
    holderOf(machine, before, last, instruction),
  );
  return null;
}

/** Notes where a body was lost that a controller or an owner still leads to, if the code goes on with another one there. */
function orphaned(
  machine: Machine,
  before: State,
  state: State,
  after: State,
  last: Last,
  instruction: Instruction,
): State {
  const { slice, frame } = machine;
  const kind = lossKind(instruction, state, last.value);
  const goesOn = kind === "overwritten" || kind === "nextTurn";
  if (!goesOn || !isOfRoot(frame) || isHeldByPlaces(slice, after)) return after;
  const at = lossPlace(after, instruction);
  return { ...after, orphaned: { kind, at, paths: after.paths, ...holderOf(machine, before, last, instruction) } };
}

function holderOf(machine: Machine, before: State, { variable }: Last, instruction: Instruction): LastHolder {
  // Looked for before: a store has overwritten its variable since, and the instruction's own result was not there yet.
  const handles = handlesOf(machine.slice, before, variablesEndedBy(instruction));
  return { variable: variable?.name ?? null, handles };
}

/**
 * Whether the obligation ends between two blocks, with temporaries that the second one has no use for.
 *
 * @param after The state without those.
 * @param node What leads from one to the other.
 */
export function isLostOnTheWay(
  { slice }: Machine,
  state: State,
  after: State,
  dead: readonly PlaceId[],
  node: ts.Node,
): boolean {
  if (state.status !== "open" || after === state || isHeld(slice, after)) return false;
  if (!dead.some((it) => holds(slice, state, read(state, it)))) return false;
  slice.observations.lose(state, "exit", { node: state.thrown ?? node, part: "whole" }, unnamedHolder);
  return true;
}

function isDeclaredAnew(before: State, instruction: Instruction): boolean {
  if (instruction.kind !== "store" || !instruction.initializer) return false;
  return seenByOthers(before, [instruction.variable]).size > 0;
}

/** Without the variables that go out of scope. */
function ended(state: State, instruction: Instruction): State {
  if (instruction.kind !== "scopeExit") return state;
  const { variables } = instruction;
  const seen = seenByOthers(state, variables);
  const gone = variables.filter((variable) => !seen.has(variable));
  return forget(variables.reduce(forgetConditions, state), gone.map(variablePlace));
}

interface Last {
  readonly value: Value;
  /** Null for a temporary. */
  readonly variable: Variable | null;
}

/** The first thing that ends with the instruction and held the obligation. */
function lastOf(
  slice: Slice,
  before: State,
  state: State,
  instruction: Instruction,
  dead: readonly PlaceId[],
): Last | null {
  for (const temp of dead) {
    const value = read(state, temp);
    if (holds(slice, state, value)) return { value, variable: null };
  }
  for (const variable of variablesEndedBy(instruction)) {
    const value = read(instruction.kind === "store" ? before : state, variablePlace(variable));
    if (holds(slice, state, value)) return { value, variable };
  }
  return null;
}

/** What a property held that the instruction has written; null where that is not it. */
function overwritten({ slice, frame }: Machine, before: State, instruction: Instruction): Last | null {
  if (instruction.kind !== "set") return null;
  const value = read(before, place(frame, instruction.object));
  return holds(slice, before, value) ? { value, variable: null } : null;
}

function variablesEndedBy(instruction: Instruction): readonly Variable[] {
  if (instruction.kind === "store") return [instruction.variable];
  return instruction.kind === "scopeExit" ? instruction.variables : [];
}

function lossKind(instruction: Instruction, state: State, value: Value): LossKind {
  if (instruction.kind === "store" || instruction.kind === "set") return "overwritten";
  if (instruction.kind === "scopeExit" && goesOn(instruction.node)) return "nextTurn";
  return value.kind === "cell" && cellOf(state, value)?.kind !== "generator" ? "element" : "exit";
}

/** The loop's next turn follows. */
function goesOn(node: ts.Node): boolean {
  return ts.isContinueStatement(node) || (ts.isBlock(node) && ts.isIterationStatement(node.parent, false));
}

function lossPlace(state: State, instruction: Instruction): Place {
  const { node } = instruction;
  if (instruction.kind !== "scopeExit") return { node, part: "whole" };
  if (instruction.implicit) return { node: state.thrown ?? node, part: "whole" };
  return endOf(node);
}

/** Where control comes to the end of `node`. */
export function endOf(node: ts.Node): Place {
  return { node, part: isBraced(node) ? "closingBrace" : "whole" };
}

/** What ends in a closing brace of its own. */
function isBraced(node: ts.Node): boolean {
  return ts.isBlock(node) || ts.isCaseBlock(node) || ts.isModuleBlock(node) || ts.isClassStaticBlockDeclaration(node);
}

/** Where a function is left by a `return`, or by its end. */
export function returnPlace({ node, implicit }: Extract<Terminal, { kind: "return" }>): Place {
  return { node, part: implicit && (isBraced(node) || ts.isSourceFile(node)) ? "closingBrace" : "whole" };
}
