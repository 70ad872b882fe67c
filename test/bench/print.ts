/** The words of a bench run. */
import type { GateCost } from "./gate.js";
import type { Comparison, Figure } from "./statistics.js";
import { variants } from "./variants.js";

const columns = [
  "project",
  "files",
  "CPU with `no-floating-promises`",
  "CPU with calm",
  "calm's part of theirs",
  "memory with `no-floating-promises`",
  "memory with calm",
  "heap with `no-floating-promises`",
  "heap with calm",
  "CPU of the command",
  "memory of the command",
];

/** The figures as a Markdown table: ratios, medians with the least and the most in brackets. */
export function markdown(comparisons: readonly Comparison[], gate: GateCost): string {
  const rows = comparisons.map((comparison) => [
    comparison.name,
    String(comparison.files),
    ratio(comparison.theirCpu),
    ratio(comparison.cpu),
    comparison.partOfTheirs === null ? "theirs is noise" : percent(comparison.partOfTheirs),
    ratio(comparison.theirMemory),
    ratio(comparison.memory),
    ratio(comparison.theirHeap),
    ratio(comparison.heap),
    ratio(comparison.commandCpu),
    ratio(comparison.commandMemory),
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns),
    line(columns.map((_, index) => (index === 0 ? "---" : "---:"))),
    ...rows.map(line),
    "",
    `Medians of ${rounds(comparisons)}, least and most in brackets. The rules' CPU time, peak memory and heap are those of the whole process,`,
    "in those of an ESLint that parses with types and has no rule; the command's are in those of ESLint with our rule. Peak memory is mostly",
    "garbage that nobody has collected yet; the heap is what is left at the end once it is.",
    `A file that cannot hold a response costs ${gate.perThousandLines.median.toFixed(3)} ms for 1,000 lines (${gate.files} files of ${gate.lines} lines).`,
  ].join("\n");
}

/** Absolute medians, which say as much of the machine as of the rules. */
export function absolutes(comparisons: readonly Comparison[]): string {
  return comparisons
    .map(({ name, absolute }) => {
      const each = variants.map(
        (variant) => `${variant} ${absolute[variant].cpu.toFixed(2)} s, ${absolute[variant].memory.toFixed(0)} MiB`,
      );
      return `${name}: ${each.join("; ")}`;
    })
    .join("\n");
}

/** The goals that a run missed, one line each, and those that it cannot tell of. */
export function missed(comparisons: readonly Comparison[], gate: GateCost): readonly string[] {
  return [
    ...comparisons.flatMap(({ name, partOfTheirs, memory }) => [
      ...share(name, partOfTheirs),
      ...(memory.median >= 1.1 ? [`${name}: takes ${ratio(memory)} the memory; the goal is less than 1.1`] : []),
    ]),
    ...(gate.perThousandLines.median > 0.1 ? ["The gate takes more than 0.1 ms for 1,000 lines"] : []),
  ];
}

function share(name: string, part: Figure | null): readonly string[] {
  if (part === null) return [`${name}: no-floating-promises adds no more than noise, so no part of it can be told`];
  if (part.median <= 0.5) return [];
  return [`${name}: adds ${percent(part)} of what no-floating-promises adds; the goal is 50 %`];
}

function rounds(comparisons: readonly Comparison[]): string {
  const counts = comparisons.map((comparison) => comparison.rounds);
  return `${Math.min(...counts)} paired rounds`;
}

function ratio({ median, least, most }: Figure): string {
  return `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function percent({ median, least, most }: Figure): string {
  const whole = (part: number): string => (part * 100).toFixed(0);
  return `${whole(median)} % (${whole(least)}–${whole(most)})`;
}
