/**
 * What following an acquisition has shown, for whoever follows it once more: whether a function hands over what it acquires is found out by
 * the very runs that its file is analysed with.
 *
 * Runs over a function are the same if the same acquisitions are followed in it, and if those elsewhere make no difference to them.
 */
import type { FunctionNode } from "../ir/types.js";
import { AnswersBySettings } from "./answers-by-settings.js";
import type { Followed } from "./follow.js";
import { FollowedCalls } from "./followed-calls.js";
import { type Site, isSameSite } from "./sites.js";
import { type FileContext, contains } from "./slice.js";

interface Known {
  readonly site: Site;
  readonly followed: readonly Followed[];
  /** What it took to find out: it counts again, so that no limit depends on who was first. */
  readonly steps: number;
}

/** The runs over one function, of one context. */
export class Runs {
  /** Those calls of the context, as these runs have seen them. */
  readonly calls: FollowedCalls;
  readonly #sites: readonly Site[];
  readonly #known: Known[] = [];

  constructor(fn: FunctionNode, { sites, calls }: FileContext) {
    this.calls = new FollowedCalls(calls);
    this.#sites = sitesIn(fn, sites);
  }

  keep(known: Known): void {
    this.#known.push(known);
  }

  /** What is known of following `site` in another context. */
  of(site: Site, fn: FunctionNode, { sites, calls }: FileContext): Known | undefined {
    const known = this.#known.find((it) => isSameSite(it.site, site));
    return known !== undefined && areSame(this.#sites, sitesIn(fn, sites)) && this.calls.agreesWith(calls)
      ? known
      : undefined;
  }
}

const runs = new AnswersBySettings<FunctionNode, Runs[]>();

/** The runs over `fn` in a context. */
export function runsOver(fn: FunctionNode, context: FileContext): Runs {
  const known = context.runs.get(fn);
  if (known !== undefined) return known;
  const own = new Runs(fn, context);
  context.runs.set(fn, own);
  const all = runs.of(context.file, context.settings);
  all.set(fn, [...(all.get(fn) ?? []), own]);
  return own;
}

/** What runs of any context have found out that runs of this one would find out as well. */
export function knownRun(site: Site, fn: FunctionNode, context: FileContext): Known | undefined {
  for (const each of runs.of(context.file, context.settings).get(fn) ?? []) {
    const known = each.of(site, fn, context);
    if (known !== undefined) return known;
  }
  return undefined;
}

function sitesIn(fn: FunctionNode, sites: readonly Site[]): readonly Site[] {
  return sites.filter(({ call }) => contains(fn, call));
}

/** In any order. */
function areSame(left: readonly Site[], right: readonly Site[]): boolean {
  return left.length === right.length && left.every((site) => right.some((other) => isSameSite(site, other)));
}
