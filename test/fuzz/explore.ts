/** Runs a module once for every combination of decisions, and says which acquisitions it leaves unread. */
import { setImmediate as turn } from "node:timers/promises";
import ts from "typescript";
import { type Fate, type Interests, type Position, World } from "./world.js";

/** What became of the bodies that one call acquired, over all runs. */
export interface Observed {
  /** Decisions of the first run that leaves one without any exception but `throw` statements; null: no run does. */
  readonly leaks: string | null;
  /** Some run leaves one because something threw. */
  readonly leaksOnThrow: boolean;
}

export interface Exploration {
  /** By the call that acquires; without those that no run comes to. */
  readonly sites: ReadonlyMap<Position, Observed>;
  readonly runs: number;
  /** Every combination was run. */
  readonly exhaustive: boolean;
}

const mostRuns = 600;
/** Decisions past that many take the tamest option. */
const mostDecisions = 24;

export async function explore(source: string): Promise<Exploration> {
  const run = compile(source);
  const interests = interestsOf(source);
  const sites = new Map<Position, Observed>();
  let plan: readonly number[] | null = [];
  let runs = 0;
  let exhaustive = true;
  while (plan !== null && runs < mostRuns) {
    runs += 1;
    const taken: Decision[] = [];
    const { acquired, hung } = await execute(run, interests, plan, taken);
    if (hung || taken.length >= mostDecisions) exhaustive = false;
    const decisions = taken.map(({ label, choice }) => `${label}=${choice}`).join(" ");
    for (const { site, fate } of acquired) {
      const known = sites.get(site) ?? { leaks: null, leaksOnThrow: false };
      sites.set(site, {
        leaks: fate === "left" && !hung ? (known.leaks ?? decisions) : known.leaks,
        leaksOnThrow: known.leaksOnThrow || fate === "leftOnThrow",
      });
    }
    plan = next(taken);
  }
  return { sites, runs, exhaustive: exhaustive && plan === null };
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

type Run = (globals: World["globals"]) => Promise<unknown>;

async function execute(
  run: Run,
  interests: Interests,
  plan: readonly number[],
  taken: Decision[],
): Promise<{ readonly acquired: readonly Fate[]; readonly hung: boolean }> {
  const world = new World((options, label) => {
    const choice = plan[taken.length] ?? 0;
    if (taken.length >= mostDecisions) return 0;
    taken.push({ label, options, choice });
    return choice;
  }, interests);
  let settled = false;
  let result: unknown;
  const settle = (value: unknown): void => {
    settled = true;
    result = value;
  };
  void run(world.globals).then(settle, settle);
  // All there is to wait for are microtasks: a run that takes more turns of the loop waits for what never comes.
  for (let turns = 0; turns < 20 && !settled; turns++) await turn();
  await turn();
  return { acquired: world.fates(result), hung: !settled };
}

function interestsOf(source: string): Interests {
  const statuses = [200, 404, 204].filter((status) => status < 205 || /404|ok\b/u.test(source));
  return {
    statuses: /204|body === null|\?\./u.test(source) ? statuses : statuses.filter((status) => status !== 204),
    exceptions: /\btry\b|catch/u.test(source),
  };
}

function compile(source: string): Run {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    transformers: { before: [withPositions] },
  });
  const body = `${outputText}\nreturn exports.entry();`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running generated code is what this is for
  const compiled = new Function(
    "exports",
    "fetch",
    "flip",
    "limit",
    "items",
    "log",
    "keep",
    "console",
    "__at",
    body,
  ) as (...values: readonly unknown[]) => Promise<unknown>;
  return ({ fetch, flip, limit, items, log, keep, console, at }) =>
    compiled({}, fetch, flip, limit, items, log, keep, console, at);
}

/** Tells the world where each call stands. */
function withPositions(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  return (file) => {
    const visit = (node: ts.Node): ts.Node => {
      const visited = ts.visitEachChild(node, visit, context);
      if (!ts.isCallExpression(node) || ts.isOptionalChain(node) || !ts.isExpression(visited)) return visited;
      const position = factory.createNumericLiteral(node.getStart(file));
      return factory.createCallExpression(factory.createIdentifier("__at"), undefined, [position, visited]);
    };
    return ts.visitEachChild(file, visit, context);
  };
}
