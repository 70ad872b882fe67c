/** The invariants of temporaries: numbered densely, written once (or by copies that join paths), and on every path before they are read. */
import type { BitSet } from "./bit-set.js";
import { mayThrow } from "./effects.js";
import { SharedTemps, accessesOf } from "./shared-temps.js";
import type { BasicBlock, FunctionIR, Instruction, Temp } from "./types.js";
import { operandsOf, successorsOf, targetOf, terminalOperands } from "./visit.js";

/** @returns a line for each violation. */
export function* checkTemps(ir: FunctionIR): Iterable<string> {
  yield* checkNumbers(ir);
  yield* checkSingleWrites(ir);
  yield* checkWrittenBeforeRead(ir);
}

function* checkNumbers({ blocks, temps }: FunctionIR): Iterable<string> {
  for (const block of blocks) {
    const used = [
      ...block.instructions.flatMap((instruction) => [...operandsOf(instruction), targetOf(instruction) ?? []].flat()),
      ...terminalOperands(block.terminal),
    ];
    for (const temp of used) {
      if (!Number.isInteger(temp) || temp < 0 || temp >= temps) {
        yield `bb${block.id} uses t${temp}, and there are ${temps} temporaries`;
      }
    }
  }
}

function* checkSingleWrites({ blocks }: FunctionIR): Iterable<string> {
  const writers = new Map<Temp, Instruction>();
  for (const instruction of blocks.flatMap((block) => block.instructions)) {
    const target = targetOf(instruction);
    if (target === null) {
      continue;
    }
    const other = writers.get(target);
    if (other !== undefined && !(other.kind === "copy" && instruction.kind === "copy")) {
      yield `t${target} is written by both ${other.kind} and ${instruction.kind}`;
    }
    writers.set(target, instruction);
  }
}

/** Forward data flow: what has certainly been written, to the fixpoint. */
function* checkWrittenBeforeRead({ blocks }: FunctionIR): Iterable<string> {
  const accesses = blocks.map(accessesOf);
  const shared = new SharedTemps(accesses);
  const writtenBefore = blocks.map((_, index) => (index === 0 ? shared.setOf([]) : shared.all()));
  for (let changed = true; changed;) {
    changed = false;
    for (const { block, written } of accesses) {
      const before = writtenBefore[block.id] ?? shared.setOf([]);
      const after = unionOf(shared, written, before);
      for (const successor of successorsOf(block.terminal)) {
        changed = writtenBefore[successor]?.keep(after) === true || changed;
      }
      if (block.handler !== null) {
        changed = keepAtHandler(block, before, shared, writtenBefore[block.handler]) || changed;
      }
    }
  }
  for (const { block, read } of accesses) {
    for (const temp of read) {
      if (!shared.has(writtenBefore[block.id] ?? shared.setOf([]), temp)) {
        yield `bb${block.id} reads t${temp}, which is not written on every path`;
      }
    }
  }
}

/** An exception leaves with what was written before the first instruction that may throw. */
function keepAtHandler(block: BasicBlock, before: BitSet, shared: SharedTemps, handler: BitSet | undefined): boolean {
  const first = block.instructions.findIndex(mayThrow);
  if (first < 0 || handler === undefined) {
    return false;
  }
  const written = block.instructions.slice(0, first).flatMap((instruction) => targetOf(instruction) ?? []);
  return handler.keep(unionOf(shared, written, before));
}

function unionOf(shared: SharedTemps, temps: Iterable<Temp>, others: BitSet): BitSet {
  const union = shared.setOf(temps);
  union.addAll(others);
  return union;
}
