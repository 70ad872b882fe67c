/** Runs a module once for every combination of decisions, and says what became of what it acquired. */
import { setImmediate as turn } from "node:timers/promises";
import { type Run, compile } from "./compile.js";
import type { Position } from "./world/trace.js";
import type { Fate, Interests, Way } from "./world/types.js";
import { World } from "./world/world.js";

/** A run that leaves a body without any exception but `throw` statements. */
export interface LosingRun {
  readonly decisions: string;
  readonly way: Way;
}

/** Bodies that came in by the same calls, over all runs. */
export interface Observed {
  /** The call that acquires, and those that returned what it had acquired. */
  readonly calls: readonly Position[];
  readonly losing: readonly LosingRun[];
  /** Runs that leave one because another request was rejected: nobody need say so, and it is true. */
  readonly excusable: readonly LosingRun[];
  /** Some run leaves one because something threw. */
  readonly leaksOnThrow: boolean;
  /** Some run reads one or gives it up. */
  readonly ends: boolean;
  /** Some run uses a body twice. What code after that does is no matter. */
  readonly misused: boolean;
}

export interface Exploration {
  readonly observed: readonly Observed[];
  readonly runs: number;
  /** What was acquired in each run that used a body twice: such a run may have missed the rest. */
  readonly cutShort: readonly ReadonlySet<Position>[];
  /** Every combination was run. */
  readonly exhaustive: boolean;
}

const mostRuns = 250;
/** Turns of the event loop. Nothing waits for time or for sockets. */
const mostTurns = 20;
/** Decisions past that many take the tamest option. */
const mostDecisions = 24;

export async function explore(source: string): Promise<Exploration> {
  const run = compile(source);
  const interests = interestsOf(source);
  const observed = new Map<string, Observed>();
  let plan: readonly number[] | null = [];
  let runs = 0;
  let exhaustive = true;
  const cutShort: ReadonlySet<Position>[] = [];
  while (plan !== null && runs < mostRuns) {
    runs += 1;
    const taken: Decision[] = [];
    const { acquired, hung } = await execute(run, interests, plan, taken);
    if (hung || taken.length >= mostDecisions) exhaustive = false;
    const decisions = taken.map(({ label, choice }) => `${label}=${choice}`).join(" ");
    for (const one of hung ? acquired.filter(({ fate }) => fate !== "left") : acquired) {
      const key = one.calls.join();
      observed.set(key, withFate(observed.get(key), one, decisions));
    }
    if (acquired.some(({ misused }) => misused)) cutShort.push(new Set(acquired.flatMap(({ calls }) => calls)));
    plan = next(taken);
  }
  return { observed: [...observed.values()], runs, cutShort, exhaustive: exhaustive && plan === null };
}

function withFate(known: Observed | undefined, { calls, fate, misused, way }: Fate, decisions: string): Observed {
  const run = { decisions, way };
  return {
    calls,
    losing: [...(known?.losing ?? []), ...(fate === "left" ? [run] : [])],
    excusable: [...(known?.excusable ?? []), ...(fate === "leftOnRejection" ? [run] : [])],
    leaksOnThrow: known?.leaksOnThrow === true || fate === "leftOnThrow" || fate === "leftOnRejection",
    ends: known?.ends === true || (fate === "ended" && !misused),
    misused: known?.misused === true || misused,
  };
}

interface Decision {
  readonly label: string;
  readonly options: number;
  readonly choice: number;
}

/** The next combination in depth-first order; null after the last one. */
function next(taken: readonly Decision[]): readonly number[] | null {
  const last = taken.findLastIndex(({ options, choice }) => choice + 1 < options);
  return last < 0 ? null : taken.slice(0, last + 1).map(({ choice }, index) => (index === last ? choice + 1 : choice));
}

async function execute(
  run: Run,
  interests: Interests,
  plan: readonly number[],
  taken: Decision[],
): Promise<{ readonly acquired: readonly Fate[]; readonly hung: boolean }> {
  const world = new World((options, label) => {
    const choice = plan[taken.length] ?? 0;
    // Those past the last that is varied are told, as they are decisions too.
    const isVaried = taken.length < mostDecisions;
    taken.push({ label, options: isVaried ? options : 1, choice });
    return choice;
  }, interests);
  const results: unknown[] = [];
  const settle = (value: unknown): void => void results.push(value);
  void run(world.globals()).then(settle, settle);
  for (let turns = 0; turns < mostTurns && results.length === 0; turns++) await turn();
  await turn();
  return { acquired: world.fates(results), hung: results.length === 0 };
}

function interestsOf(source: string): Interests {
  // Each where all of these are asked for: what fails may be another than that which is asked for by its number.
  const asked: readonly (readonly [status: number, ...where: readonly RegExp[]])[] = [
    [404, /404|\bok\b|200|400/u],
    [500, /404/u, /\bok\b|200|400/u],
    [300, /400/u, /\bok\b|200/u],
    [204, /204|\.body\?\.|\.body [!=]== null|body\d+ === null|\.data === undefined/u],
  ];
  const statuses = asked.flatMap(([status, ...where]) => (where.every((one) => one.test(source)) ? [status] : []));
  return {
    statuses: [200, ...statuses],
    exceptions: /\b(?:try|catch|allSettled|finally)\b/u.test(source),
    listener: source.includes("listener"),
    length: source.includes("content-length"),
    // Not where it is only logged.
    used: /bodyUsed(?!\);)/u.test(source),
    order: /Promise\.(?:race|any)\b/u.test(source),
  };
}
