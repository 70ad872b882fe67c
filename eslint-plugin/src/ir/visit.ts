/** What an instruction reads and writes, and where a terminal leads: one exhaustive switch each, so that no one writes them again. */
import { assertNever } from "../typed/assert-never.js";
import type { BlockId, Callee, Instruction, Item, PropertyKey, Temp, Terminal, Variable } from "./types.js";

/** The temporaries that `instruction` reads, in the order in which they were evaluated. */
export function operandsOf(instruction: Instruction): readonly Temp[] {
  switch (instruction.kind) {
    case "parameter":
    case "literal":
    case "ambient":
    case "load":
    case "closure":
    case "caught":
    case "dispose":
    case "scopeExit":
      return [];
    case "store":
    case "copy":
    case "await":
    case "yield":
      return [instruction.value];
    case "get":
      return [instruction.object, ...keyOperands(instruction.key)];
    case "set":
      return [instruction.object, ...keyOperands(instruction.key), instruction.value];
    case "call":
      return [...calleeOperands(instruction.callee), ...instruction.args.flatMap(itemOperands)];
    case "class":
    case "operator":
    case "opaque":
      return instruction.operands;
    case "array":
      return instruction.items.flatMap(itemOperands);
    case "object":
      return instruction.entries.flatMap((entry) =>
        entry.kind === "spread" ? [entry.value] : [...keyOperands(entry.key), entry.value],
      );
    case "rest":
      return [instruction.source, ...instruction.taken.flatMap(keyOperands)];
    case "iterator":
      return [instruction.iterable];
    case "element":
    case "iteratorClose":
      return [instruction.iterator];
    default:
      return assertNever(instruction);
  }
}

function keyOperands(key: PropertyKey): readonly Temp[] {
  return key.kind === "computed" ? [key.value] : [];
}

function itemOperands(item: Item): readonly Temp[] {
  return item.kind === "hole" ? [] : [item.value];
}

function calleeOperands(callee: Callee): readonly Temp[] {
  return callee.kind === "value" ? [callee.value] : [callee.object, ...keyOperands(callee.key)];
}

/** The temporary that `instruction` writes; null if it has no result. */
export function targetOf(instruction: Instruction): Temp | null {
  switch (instruction.kind) {
    case "store":
    case "set":
    case "iteratorClose":
    case "dispose":
    case "scopeExit":
      return null;
    case "parameter":
    case "literal":
    case "ambient":
    case "load":
    case "copy":
    case "get":
    case "call":
    case "await":
    case "yield":
    case "closure":
    case "class":
    case "array":
    case "object":
    case "operator":
    case "rest":
    case "iterator":
    case "element":
    case "caught":
    case "opaque":
      return instruction.target;
    default:
      return assertNever(instruction);
  }
}

/** The variables that `instruction` itself reads, writes or ends (a closure's captures are not among them). */
export function variablesOf(instruction: Instruction): readonly Variable[] {
  if ("variable" in instruction) {
    return [instruction.variable];
  }
  return instruction.kind === "scopeExit" ? instruction.variables : [];
}

/** The temporaries that `terminal` reads. */
export function terminalOperands(terminal: Terminal): readonly Temp[] {
  switch (terminal.kind) {
    case "goto":
    case "resume":
    case "rethrow":
    case "unreachable":
      return [];
    case "branch":
      return [terminal.condition];
    case "next":
      return [terminal.iterator];
    case "return":
      return terminal.value === null ? [] : [terminal.value];
    case "throw":
      return [terminal.value];
    default:
      return assertNever(terminal);
  }
}

/** The blocks that control may go to from `terminal`, the more likely one first. Implicit exceptions are not among them. */
export function successorsOf(terminal: Terminal): readonly BlockId[] {
  switch (terminal.kind) {
    case "goto":
      return [terminal.to];
    case "branch":
      return [terminal.whenTrue, terminal.whenFalse];
    case "next":
      return [terminal.hasElement, terminal.done];
    case "resume":
      return [terminal.next, terminal.closed];
    case "throw":
    case "rethrow":
      return terminal.handler === null ? [] : [terminal.handler];
    case "return":
    case "unreachable":
      return [];
    default:
      return assertNever(terminal);
  }
}

/** `terminal` with each of its blocks replaced by what `rename` answers. */
export function withSuccessors(terminal: Terminal, rename: (block: BlockId) => BlockId): Terminal {
  switch (terminal.kind) {
    case "goto":
      return { ...terminal, to: rename(terminal.to) };
    case "branch":
      return { ...terminal, whenTrue: rename(terminal.whenTrue), whenFalse: rename(terminal.whenFalse) };
    case "next":
      return { ...terminal, hasElement: rename(terminal.hasElement), done: rename(terminal.done) };
    case "resume":
      return { ...terminal, next: rename(terminal.next), closed: rename(terminal.closed) };
    case "throw":
    case "rethrow":
      return { ...terminal, handler: terminal.handler === null ? null : rename(terminal.handler) };
    case "return":
    case "unreachable":
      return terminal;
    default:
      return assertNever(terminal);
  }
}
