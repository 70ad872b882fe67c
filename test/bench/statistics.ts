/** Medians and paired ratios. */
import type { Usage } from "./measure.js";
import type { Variant } from "./variants.js";

/** What each variant used in one round. */
export type Round = Readonly<Record<Variant, Usage>>;

/** A figure over all rounds. */
export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Comparison {
  readonly name: string;
  readonly files: number;
  readonly rounds: number;
  /**
   * CPU that our rule adds to the parse, as a part of what no-floating-promises adds to it. Goal: at most 0.5. Null where theirs adds no more
   * than two runs of the same thing may differ by: a part of that is noise.
   */
  readonly partOfTheirs: Figure | null;
  /** CPU with our rule, in parses. */
  readonly cpu: Figure;
  /** CPU with no-floating-promises, in parses. */
  readonly theirCpu: Figure;
  /** Peak memory with our rule, in parses. Goal: less than 1.1. */
  readonly memory: Figure;
  readonly theirMemory: Figure;
  /** Heap in use at the end, without garbage, in that of the parse: what is kept, however seldom the collector comes by. */
  readonly heap: Figure;
  readonly theirHeap: Figure;
  /** CPU and peak memory of the command, in those of ESLint with our rule. */
  readonly commandCpu: Figure;
  readonly commandMemory: Figure;
  /** Medians of seconds and MiB. */
  readonly absolute: Readonly<Record<Variant, { readonly cpu: number; readonly memory: number }>>;
}

/** Two runs of the same thing differ by less, in parses. */
const noise = 0.05;

/**
 * Compares the variants: each ratio is taken within a round, then the median over rounds.
 *
 * @param rounds at least one
 */
export function compare(name: string, rounds: readonly Round[]): Comparison {
  const figure = (of: (round: Round) => number): Figure => figureOf(rounds.map(of));
  const theirCpu = figure((round) => round["no-floating-promises"].cpu / round.parse.cpu);
  const absolute = (variant: Variant) => ({
    cpu: figure((round) => round[variant].cpu).median,
    memory: figure((round) => round[variant].memory).median,
  });
  return {
    name,
    files: rounds[0]?.parse.files ?? 0,
    rounds: rounds.length,
    partOfTheirs:
      theirCpu.least < 1 + noise
        ? null
        : figure((round) => (round.calm.cpu - round.parse.cpu) / (round["no-floating-promises"].cpu - round.parse.cpu)),
    cpu: figure((round) => round.calm.cpu / round.parse.cpu),
    theirCpu,
    memory: figure((round) => round.calm.memory / round.parse.memory),
    theirMemory: figure((round) => round["no-floating-promises"].memory / round.parse.memory),
    heap: figure((round) => round.calm.heap / round.parse.heap),
    theirHeap: figure((round) => round["no-floating-promises"].heap / round.parse.heap),
    commandCpu: figure((round) => round.command.cpu / round.calm.cpu),
    commandMemory: figure((round) => round.command.memory / round.calm.memory),
    absolute: {
      parse: absolute("parse"),
      calm: absolute("calm"),
      "no-floating-promises": absolute("no-floating-promises"),
      command: absolute("command"),
    },
  };
}

/** Median, least and most of some numbers; NaN of none. */
export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { median, least: at(0), most: at(sorted.length - 1) };
}
