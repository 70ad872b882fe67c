/** Many modules: generated, run, judged, compared; those that disagree are made small. */
import fc from "fast-check";
import { type Comparison, compare } from "./compare.js";
import { type Exploration, explore } from "./explore.js";
import { type Judged, judge } from "./judge.js";
import { modules } from "./arbitraries.js";
import { print } from "./printing/module.js";
import type { Module } from "./syntax.js";

export interface Hunt {
  readonly seed: number;
  /** How many modules. */
  readonly runs: number;
}

export interface Examined {
  readonly module: Module;
  readonly source: string;
  readonly judged: Judged;
  readonly exploration: Exploration;
  readonly comparison: Comparison;
}

/** Modules in one program. More share the price of its libraries, fewer are sooner done. */
const batch = 300;

export async function* hunt({ seed, runs }: Hunt): AsyncGenerator<Examined> {
  const generated = fc.sample(modules, { seed, numRuns: runs });
  for (let from = 0; from < generated.length; from += batch) yield* await examine(generated.slice(from, from + batch));
}

/** The smallest module that fast-check comes to from the `index`-th one of a hunt, with a disagreement of the same kind. */
export async function shrink({ seed }: Hunt, index: number, found: Examined): Promise<Examined> {
  const kinds = new Set(found.comparison.disagreements.map(({ kind }) => kind));
  let smallest = found;
  const agrees = fc.asyncProperty(modules, async (module) => {
    const [one] = await examine([module]);
    const { errors } = one?.judged ?? { errors: [] };
    if (one === undefined || errors.length > 0) return true;
    if (!one.comparison.disagreements.some(({ kind }) => kinds.has(kind))) return true;
    smallest = one;
    return false;
  });
  await fc.check(agrees, { seed, path: String(index), numRuns: 1, interruptAfterTimeLimit: 20_000 });
  return smallest;
}

async function examine(some: readonly Module[]): Promise<readonly Examined[]> {
  const sources = some.map(print);
  const judgements = judge(sources);
  return Promise.all(
    judgements.map(async (judged, index) => {
      const [module, source] = [some[index], sources[index]];
      if (module === undefined || source === undefined) throw new Error("A judgement without a module");
      const exploration = await explore(source);
      return { module, source, judged, exploration, comparison: compare(judged.analysis, exploration) };
    }),
  );
}
