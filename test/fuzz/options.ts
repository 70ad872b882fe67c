/** The command line of `npm run fuzz`. */
import { parseArgs } from "node:util";

export interface Options {
  readonly seed: number;
  /** How many modules. */
  readonly runs: number;
  /** A file for the report that `scripts/ci-summary.mjs` adds up; null: none. */
  readonly report: string | null;
}

export const usage = "npm run fuzz -- [--seed S] [--runs N] [--report FILE]";

/**
 * @param args - What stands behind the name of the command.
 * @returns The options; or, as text, what is wrong with them.
 * @example optionsOf(["--runs", "100"]) // { seed: 1, runs: 100, report: null }
 */
export function optionsOf(args: readonly string[]): Options | string {
  const parsed = parse(args);
  if (typeof parsed === "string") return parsed;
  const { seed = "1", runs = "1000", report = null } = parsed;
  if (!/^-?\d+$/u.test(seed) || !Number.isSafeInteger(Number(seed))) {
    return `--seed takes a whole number, not "${seed}".`;
  }
  if (!/^[1-9]\d{0,6}$/u.test(runs)) return `--runs takes a number of modules from 1 to 9999999, not "${runs}".`;
  return { seed: Number(seed), runs: Number(runs), report };
}

interface Values {
  readonly seed?: string;
  readonly runs?: string;
  readonly report?: string;
}

function parse(args: readonly string[]): Values | string {
  try {
    const type = "string";
    return parseArgs({ args: [...args], options: { seed: { type }, runs: { type }, report: { type } } }).values;
  } catch (error) {
    // Node's own text says which argument is wrong; after the first sentence, how to escape it.
    const [sentence] = String(error instanceof Error ? error.message : error).split(/\.(?:\s|$)/u);
    return `${sentence ?? ""}.`;
  }
}
