/** Follows one acquisition through the function it is in, and each of its branches after it. */
import type ts from "typescript";
import { resourceOf } from "../model/tables.js";
import type { InformedFile } from "../model/knowledge.js";
import type { CallNode } from "../typed/types.js";
import { lower } from "../ir/lower.js";
import { programScopes } from "../ir/scopes.js";
import type { FunctionNode } from "../ir/types.js";
import type { Arrivals } from "./arrivals.js";
import {
  Effort,
  type FileContext,
  type Frame,
  type Limits,
  type Settings,
  type Slice,
  type StepCount,
  StepLimitError,
  contains,
  countSteps,
} from "./slice.js";
import { knownRun, runsOver } from "./known-runs.js";
import { Observations } from "./observations.js";
import { arrivalsAt, interpretFrom, interpretRoot } from "./interpret-root.js";
import { type Search, searched } from "./search.js";
import { type Root, type Site, rootsOf } from "./sites.js";

/** What was seen of one obligation. */
export interface Followed {
  /** The acquiring call, or the call of `clone()` / `tee()`. */
  readonly call: CallNode;
  readonly split: boolean;
  readonly observations: Observations;
}

/** What the runs of `sites`, which are in one file, have in common. */
export function contextOf(
  file: InformedFile,
  sites: readonly Site[],
  settings: Settings,
  spent = new Map<FunctionNode, StepCount>(),
): FileContext {
  return {
    file,
    scopes: programScopes(file.sourceFile),
    sites,
    calls: new Set(sites.map(({ call }) => call)),
    settings,
    arrivals: new Map(),
    runs: new Map(),
    tooLong: new Set(),
    spent,
  };
}

/**
 * Follows an acquisition, and every branch that is split off it.
 *
 * @throws StepLimitError, LoweringLimitError where a function is too large to be followed.
 */
export function follow(site: Site, context: FileContext): readonly Followed[] {
  const [root, ...further] = rootsOf(site, context.file, context.scopes);
  if (root === undefined) return [];
  // Which of several roots a run ends up with is found out by running.
  if (further.length > 0) return followFromFirst([root, ...further], site, context);
  const spent = spentOn(root.function, context);
  const known = knownRun(site, root.function, context);
  if (known !== undefined) {
    countSteps(spent, known.steps, context.settings.limits);
    return known.followed;
  }
  const before = spent.steps;
  const followed = followFromFirst([root], site, context);
  runsOver(root.function, context).keep({ site, followed, steps: spent.steps - before });
  return followed;
}

/** Follows it from the first of some roots from which the interpretation gets there. */
function followFromFirst(roots: readonly Root[], site: Site, context: FileContext): readonly Followed[] {
  const followed: Followed[] = [];
  for (const root of roots) {
    const observations = seenFrom(root, site, context);
    if (observations === null) continue;
    if (!observations.acquired && (isOuter(root.function, site) || site.given.length > 0)) continue;
    followed.push({ call: site.call, split: false, observations });
    const splits = [...observations.splits];
    for (const [index, call] of splits.entries()) {
      const start = startOfBranch(call, site);
      const branch = searched(followAgain(start, root, site, context, null), (search) =>
        followAgain(start, root, site, context, search),
      );
      followed.push({ call, split: true, observations: branch });
      for (const further of branch.splits) if (!splits.includes(further, index)) splits.push(further);
    }
    break;
  }
  return followed;
}

function isOuter(root: FunctionNode, site: Site): boolean {
  return root !== site.function;
}

/** @returns null where it takes too long from further out. */
function seenFrom(root: Root, site: Site, context: FileContext): Observations | null {
  const { tooLong } = context;
  if (!isOuter(root.function, site)) return seen(root, site, context);
  if (tooLong.has(root.function)) return null;
  try {
    return seen(root, site, context);
  } catch (error) {
    if (!(error instanceof StepLimitError)) throw error;
    tooLong.add(root.function);
    return null;
  }
}

function seen(root: Root, site: Site, context: FileContext): Observations {
  return searched(followFrom(root, site, context), (search) => followAgain(startOf(site), root, site, context, search));
}

/** What a run follows. */
type Start = Pick<Slice, "site" | "beginnings" | "through" | "given" | "made" | "acquisition" | "origin">;

function startOf({ call, origin, through, given, made, acquisition }: Site): Start {
  return { site: origin, beginnings: [call], through, given, made: listOf(made), acquisition, origin: null };
}

/** A branch that is split off: guards that were asked before tell about it, so it is followed from where its response was acquired. */
function startOfBranch(call: CallNode, { origin, through, given, made, acquisition }: Site): Start {
  const beginnings = [through[0] ?? origin, call];
  const from = { call: origin, acquisition };
  return { site: call, beginnings, through, given, made: listOf(made), acquisition: null, origin: from };
}

function listOf(made: Site["made"]): readonly ts.Node[] {
  return made === null ? [] : [made];
}

/** From where the acquisition begins. */
function followFrom(root: Root, site: Site, context: FileContext): Observations {
  const arrivals = arrivalsOf(root.function, site, context).at(root.call);
  const slice = sliceOf(root.function, context, startOf(site), site, null);
  interpretFrom(slice, frameOf(root.function, context), arrivals);
  return finished(slice, site);
}

/** From where the function begins. */
function followAgain(start: Start, root: Root, site: Site, context: FileContext, search: Search | null): Observations {
  const slice = sliceOf(root.function, context, start, site, search);
  interpretRoot(slice, frameOf(root.function, context));
  return finished(slice, site);
}

function finished({ observations }: Slice, { origin }: Site): Observations {
  if (!observations.acquired) observations.endings.excuse(origin, { kind: "unreached" });
  return observations;
}

/** What comes to the acquisitions that are followed from one function: the same for all of them. */
function arrivalsOf(root: FunctionNode, site: Site, context: FileContext): Arrivals {
  let arrivals = context.arrivals.get(root);
  if (arrivals === undefined) {
    const begin = context.sites
      .filter(({ call }) => contains(root, call))
      .flatMap(({ call, ...other }) => {
        const here = rootsOf({ ...other, call }, context.file, context.scopes).find((it) => it.function === root);
        return here === undefined ? [] : [{ call, from: here.call, given: other.given, made: listOf(other.made) }];
      });
    const given = begin.flatMap((it) => it.given);
    const made = begin.flatMap((it) => it.made);
    const nothing = { site: null, through: [], given, made, acquisition: null, origin: null };
    const slice = sliceOf(root, context, { ...nothing, beginnings: begin.map(({ call }) => call) }, site, null);
    arrivals = arrivalsAt(slice, frameOf(root, context), new Set(begin.map(({ from }) => from)));
    context.arrivals.set(root, arrivals);
  }
  return arrivals;
}

function sliceOf(root: FunctionNode, context: FileContext, start: Start, site: Site, search: Search | null): Slice {
  const { limits } = context.settings;
  const most = isOuter(root, site) ? limits.mostStepsOfOuter : mostSteps(start, search, limits);
  return {
    ...context,
    ...start,
    calls: runsOver(root, context).calls,
    releasers: new Set(),
    repeated: new Set(),
    resource: resourceOf(site.acquisition.resource),
    observations: search?.observations ?? new Observations(),
    search,
    effort: new Effort({ ...limits, mostSteps: most }, spentOn(root, context)),
  };
}

function spentOn(root: FunctionNode, { spent }: FileContext): StepCount {
  const steps = spent.get(root) ?? { steps: 0 };
  spent.set(root, steps);
  return steps;
}

/** What is found once for all acquisitions of a function may take as long as all of them. */
function mostSteps({ site }: Start, search: Search | null, limits: Limits): number {
  if (search !== null) return limits.mostStepsOfSearch;
  return site === null ? limits.mostStepsOfFunction : limits.mostSteps;
}

function frameOf(root: FunctionNode, { scopes }: FileContext): Frame {
  return {
    ir: lower(root, scopes),
    depth: 0,
    stack: [root],
    outer: null,
    from: null,
    called: false,
    acquires: false,
    entered: 0,
  };
}
