/**
 * One run of the interpretation: one acquiring call, followed through one function and the callbacks that run inside it.
 *
 * The run follows **one instance** of what the call acquires, any one. In a loop each turn's response is followed on its own: when the call
 * runs while an instance is being followed, what it returns is another one (`foreign`); when none is, the run goes on both ways, with this
 * instance and without it. So a variable that is written again really loses the instance it held, and a list holds it at one position.
 */
import type ts from "typescript";
import type { CallNode } from "../typed/types.js";
import type { InformedFile } from "../model/knowledge.js";
import type { Acquisition, Facet, FacetName, Resource } from "../model/types.js";
import type { Scopes } from "../ir/scopes.js";
import type { FunctionIR, FunctionNode } from "../ir/types.js";
import type { Arrivals } from "./arrivals.js";
import type { FollowedCalls } from "./followed-calls.js";
import type { Runs } from "./known-runs.js";
import type { Site } from "./sites.js";
import type { Observations } from "./observations.js";
import type { Search } from "./search.js";

/** What all runs over a file have in common. */
export interface FileContext {
  readonly file: InformedFile;
  readonly scopes: Scopes;
  /** All acquisitions that are followed. */
  readonly sites: readonly Site[];
  /** Their calls. */
  readonly calls: ReadonlySet<ts.Node>;
  readonly settings: Settings;
  /** What is known where the acquisitions of a function begin. */
  readonly arrivals: Map<FunctionNode, Arrivals>;
  /** By the function that is interpreted. */
  readonly runs: Map<FunctionNode, Runs>;
  /** Functions around others which it takes too long to follow those from. */
  readonly tooLong: Set<FunctionNode>;
  /** Steps taken so far, by the function that is interpreted. */
  readonly spent: Map<FunctionNode, StepCount>;
}

export interface Slice extends Omit<FileContext, "calls"> {
  /** What those calls return is `foreign` to every run but their own. */
  readonly calls: FollowedCalls;
  /** The acquiring call; for a branch, the call of `clone` or `tee`; null where nothing is followed yet (`arrivals.ts`). */
  readonly site: CallNode | null;
  /** The calls in the root's code, or in callbacks that run in it, at which the obligation may begin. */
  readonly beginnings: readonly CallNode[];
  /** The calls that lead from the root to `site`, outermost first: helpers that acquire for their callers. Empty where the root does it. */
  readonly through: readonly CallNode[];
  /** Functions that are handed over at the first of those calls, or at all of them, and acquire where they are run (`given-functions.ts`). */
  readonly given: readonly FunctionNode[];
  /** Objects that the response will be put into: they are followed from where they are made (`filled.ts`). */
  readonly made: readonly ts.Node[];
  /** How `site` acquires; null for a branch, which comes from its receiver. */
  readonly acquisition: Acquisition | null;
  /** For a branch: the acquisition it descends from, whose response is a sibling of this one. */
  readonly origin: { readonly call: CallNode; readonly acquisition: Acquisition } | null;
  /** Expressions on which code that is followed calls what aborts or closes (`controller`, `session`): while one lives, nothing is lost. */
  readonly releasers: Set<string>;
  /** Conditions that are asked more than once: the outcome of any other is of no use later. */
  readonly repeated: Set<string>;
  readonly resource: Resource;
  readonly observations: Observations;
  readonly effort: Effort;
  /** What a run that keeps all states apart looks for; null for one that merges them. */
  readonly search: Search | null;
}

export interface Settings {
  /** A timer that beats a response in a race makes it a loser too. */
  readonly strict: boolean;
  readonly limits: Limits;
  /** Steps taken to find out what helpers hand over. */
  readonly searched: StepCount;
}

export interface Limits {
  /** States at one point of a function (DESIGN: 8). */
  readonly mostStates: number;
  /** Steps of one run that keeps all states of a function apart, to learn what merged ones only suggest. */
  readonly mostStepsOfSearch: number;
  /** Steps of one run: instructions interpreted, counted once per state. Past it, that acquisition is given up. */
  readonly mostSteps: number;
  /** Steps of one run from further out than the function that acquires. Past it, it is followed from there. */
  readonly mostStepsOfOuter: number;
  /** Steps of all runs over one function together. Past it, whatever else the function acquires is given up. */
  readonly mostStepsOfFunction: number;
  /** Callbacks within callbacks that are followed. */
  readonly deepestInlining: number;
}

/** One activation of a function: the root, or a callback run in place. */
export interface Frame {
  readonly ir: FunctionIR;
  /** 0 for the root. */
  readonly depth: number;
  /** Functions being interpreted, this one last. */
  readonly stack: readonly FunctionNode[];
  /** The activation that runs it; null for the root. */
  readonly outer: Frame | null;
  /** What in `outer` led here; null for the root. */
  readonly from: ts.Node | null;
  /** A call has led here by what it names; otherwise this is a callback, which belongs to the code it is written in. */
  readonly called: boolean;
  /** It is on the way to the acquisition: what it loses is a finding of its own. */
  readonly acquires: boolean;
  /** How many calls of `Slice.through` have been entered. */
  readonly entered: number;
}

/** The interpretation took too many steps. */
export class StepLimitError extends Error {
  override readonly name = "StepLimitError";
}

/**
 * Counts steps, of one run and of all runs over its function: a function that acquires hundreds of responses is as long as it has runs.
 * Steps, not time: a verdict must not depend on the machine.
 */
export class Effort {
  readonly #limits: Pick<Limits, "mostSteps" | "mostStepsOfFunction">;
  readonly #ofFunction: StepCount;
  #steps = 0;

  /** @param ofFunction - Shared by the runs over one function. */
  constructor(limits: Pick<Limits, "mostSteps" | "mostStepsOfFunction">, ofFunction: StepCount) {
    this.#limits = limits;
    this.#ofFunction = ofFunction;
  }

  /** @throws StepLimitError where a limit is passed. */
  step(): void {
    const { mostSteps } = this.#limits;
    if (++this.#steps > mostSteps) throw new StepLimitError(`more than ${String(mostSteps)} steps`);
    countSteps(this.#ofFunction, 1, this.#limits);
  }
}

/**
 * Counts steps over a function.
 *
 * @throws StepLimitError where its limit is passed.
 */
export function countSteps(
  ofFunction: StepCount,
  steps: number,
  { mostStepsOfFunction }: Pick<Limits, "mostStepsOfFunction">,
): void {
  ofFunction.steps += steps;
  if (ofFunction.steps > mostStepsOfFunction) {
    throw new StepLimitError(`more than ${String(mostStepsOfFunction)} steps for all responses of the function`);
  }
}

export interface StepCount {
  steps: number;
}

/** The obligation may begin inside `node`, or by running it. */
export function mayBeginIn({ beginnings, given }: Slice, node: ts.Node): boolean {
  return beginnings.some((call) => contains(node, call)) || given.some((fn) => fn === node);
}

export function facetOf(slice: Slice, name: FacetName): Facet | undefined {
  return slice.resource.facets[name];
}

export function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}
