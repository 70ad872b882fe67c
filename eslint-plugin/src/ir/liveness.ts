/** Where temporaries are used for the last time: what they held is then out of reach, unless something else holds it too. */
import type { BitSet } from "./bit-set.js";
import { mayThrow } from "./effects.js";
import { flowSuccessors, predecessorsOf } from "./graph.js";
import { SharedTemps, accessesOf } from "./shared-temps.js";
import type { BlockAccesses } from "./shared-temps.js";
import type { BasicBlock, BlockId, FunctionIR, Temp } from "./types.js";
import { operandsOf, targetOf, terminalOperands } from "./visit.js";

export interface Liveness {
  /**
   * The temporaries that nobody reads after this instruction: it reads them for the last time, or writes them for no one.
   *
   * @param index - Position in the block; `instructions.length` for its terminal.
   */
  diesAfter(block: BlockId, index: number): readonly Temp[];
  /**
   * The temporaries that some predecessor still had in use, but that nobody reads from this block on. For a handler, those are also the
   * ones in use around an instruction that throws.
   */
  deadOnEntry(block: BlockId): readonly Temp[];
}

const known = new WeakMap<FunctionIR, Liveness>();

/** The liveness of all temporaries of a function; the same answer for the same IR. */
export function livenessOf(ir: FunctionIR): Liveness {
  const liveness = known.get(ir) ?? analyse(ir);
  known.set(ir, liveness);
  return liveness;
}

/** What is live at both ends of a block. */
interface BlockFlow {
  readonly block: BasicBlock;
  readonly written: BitSet;
  readonly liveIn: BitSet;
  readonly liveOut: BitSet;
}

/** What one block tells by itself. */
interface BlockDeaths {
  /** By instruction; the last one is the terminal's. */
  readonly deaths: readonly (readonly Temp[])[];
  /** Live right before an instruction that may throw. */
  readonly liveWhenThrown: ReadonlySet<Temp>;
}

function analyse({ blocks }: FunctionIR): Liveness {
  const accesses = blocks.map(accessesOf);
  const shared = new SharedTemps(accesses);
  const flows = solve(accesses, shared);
  const deaths = flows.map((flow) => deathsIn(flow, shared));
  const entries = deadOnEntry(flows, shared, deaths);
  return {
    diesAfter: (block, index) => deaths[block]?.deaths[index] ?? [],
    deadOnEntry: (block) => entries[block] ?? [],
  };
}

/** Backward data flow, to the fixpoint. */
function solve(accesses: readonly BlockAccesses[], shared: SharedTemps): readonly BlockFlow[] {
  const flows = accesses.map(({ block, read, written }): BlockFlow => {
    return { block, written: shared.setOf(written), liveIn: shared.setOf(read), liveOut: shared.setOf([]) };
  });
  const nothing = shared.setOf([]);
  const predecessors = predecessorsOf(accesses.map(({ block }) => block));
  // Taken from its end, the list starts with the last blocks: most are then visited once.
  const pending = flows.map((flow) => flow.block.id);
  const isPending = new Set(pending);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    isPending.delete(id);
    const flow = flows[id];
    if (flow === undefined) {
      continue;
    }
    for (const successor of flowSuccessors(flow.block)) {
      flow.liveOut.addAll(flows[successor]?.liveIn ?? nothing);
    }
    if (flow.liveIn.addAll(flow.liveOut, flow.written)) {
      const changed = (predecessors[id] ?? []).filter((predecessor) => !isPending.has(predecessor));
      pending.push(...changed);
      changed.forEach((predecessor) => isPending.add(predecessor));
    }
  }
  return flows;
}

/** Goes through a block backwards, from what is live at its end. */
function deathsIn({ block, liveOut }: BlockFlow, shared: SharedTemps): BlockDeaths {
  const liveWhenThrown = new Set<Temp>();
  /** Where this block decides it; elsewhere, what is live at its end. */
  const liveHere = new Map<Temp, boolean>();
  /** How many throwing instructions had been passed when a temporary became live. */
  const liveSince = new Map<Temp, number>();
  let thrown = 0;
  const isLive = (temp: Temp): boolean => liveHere.get(temp) ?? shared.has(liveOut, temp);
  const use = (temps: readonly Temp[]): readonly Temp[] => {
    const last = [...new Set(temps)].filter((temp) => !isLive(temp));
    for (const temp of last) {
      liveHere.set(temp, true);
      liveSince.set(temp, thrown);
    }
    return last;
  };
  const passed = (temp: Temp): void => {
    if (isLive(temp) && thrown > (liveSince.get(temp) ?? 0)) {
      liveWhenThrown.add(temp);
    }
  };
  const deaths: (readonly Temp[])[] = [use(terminalOperands(block.terminal))];
  for (const instruction of [...block.instructions].reverse()) {
    const target = targetOf(instruction);
    const unread = target !== null && !isLive(target) ? [target] : [];
    if (target !== null) {
      passed(target);
      liveHere.set(target, false);
    }
    deaths.push([...use(operandsOf(instruction)), ...unread]);
    thrown += mayThrow(instruction) ? 1 : 0;
  }
  const atStart = block.handler === null ? [] : shared.without(liveOut, shared.setOf(liveHere.keys()));
  for (const temp of [...atStart, ...liveHere.keys()]) {
    passed(temp);
  }
  return { deaths: deaths.reverse(), liveWhenThrown };
}

function deadOnEntry(
  flows: readonly BlockFlow[],
  shared: SharedTemps,
  deaths: readonly BlockDeaths[],
): readonly (readonly Temp[])[] {
  const dead = flows.map(() => new Set<Temp>());
  flows.forEach(({ block, liveOut }, index) => {
    for (const successor of flowSuccessors(block)) {
      const next = flows[successor];
      const temps = next === undefined ? [] : shared.without(liveOut, next.liveIn);
      temps.forEach((temp) => dead[successor]?.add(temp));
    }
    const handler = block.handler === null ? undefined : flows[block.handler];
    for (const temp of deaths[index]?.liveWhenThrown ?? []) {
      if (handler !== undefined && !shared.has(handler.liveIn, temp)) {
        dead[handler.block.id]?.add(temp);
      }
    }
  });
  return dead.map((temps) => [...temps].sort((left, right) => left - right));
}
