/** The invariants of temporaries: numbered densely, written once (or by copies that join paths), and on every path before they are read. */
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
  const flows = accesses.map(({ block, written }) => ({
    block,
    before: block.id === 0 ? shared.setOf([]) : shared.all(),
    written: shared.setOf(written),
    writtenWhenThrown: shared.setOf(writtenWhenThrown(block)),
  }));
  for (let changed = true; changed;) {
    changed = false;
    for (const { block, before, written, writtenWhenThrown } of flows) {
      for (const successor of successorsOf(block.terminal)) {
        changed = flows[successor]?.before.keep(before, written) === true || changed;
      }
      if (block.handler !== null && block.instructions.some(mayThrow)) {
        changed = flows[block.handler]?.before.keep(before, writtenWhenThrown) === true || changed;
      }
    }
  }
  for (const { block, read } of accesses) {
    const before = flows[block.id]?.before ?? shared.setOf([]);
    for (const temp of read) {
      if (!shared.has(before, temp)) {
        yield `bb${block.id} reads t${temp}, which is not written on every path`;
      }
    }
  }
}

/** An exception leaves with what was written before the first instruction that may throw. */
function writtenWhenThrown({ instructions }: BasicBlock): readonly Temp[] {
  const first = instructions.findIndex(mayThrow);
  return instructions.slice(0, Math.max(first, 0)).flatMap((instruction) => targetOf(instruction) ?? []);
}
