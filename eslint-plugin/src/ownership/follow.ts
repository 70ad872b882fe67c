/** Follows one acquisition through the function it is in, and each of its branches after it. */
import type { Acquisition } from "../model/types.js";
import { resourceOf } from "../model/tables.js";
import type { CallNode } from "../typed/types.js";
import { lower } from "../ir/lower.js";
import type { FunctionNode } from "../ir/types.js";
import { Effort, type FileContext, type Slice } from "./slice.js";
import { Observations } from "./observations.js";
import { emptyState } from "./state.js";
import { interpret } from "./interpret.js";
import { type Search, searched } from "./search.js";
import { type Site, rootsOf } from "./sites.js";

/** What was seen of one obligation. */
export interface Followed {
  /** The acquiring call, or the call of `clone()` / `tee()`. */
  readonly call: CallNode;
  readonly split: boolean;
  readonly observations: Observations;
}

/**
 * Follows an acquisition, and every branch that is split off it.
 *
 * @throws StepLimitError, LoweringLimitError where a function is too large to be followed.
 */
export function follow(site: Site, context: FileContext): readonly Followed[] {
  const followed: Followed[] = [];
  for (const root of rootsOf(site, context.file, context.scopes)) {
    const run = (call: CallNode, acquisition: Acquisition | null): Observations => {
      const start = { ...context, site: call, through: site.through, acquisition };
      return searched(followFrom(root, start, site, null), (search) => followFrom(root, start, site, search));
    };
    const observations = run(site.origin, site.acquisition);
    if (!observations.acquired && root !== site.function) continue;
    followed.push({ call: site.call, split: false, observations });
    const splits = [...observations.splits];
    for (const [index, call] of splits.entries()) {
      const branch = run(call, null);
      followed.push({ call, split: true, observations: branch });
      for (const further of branch.splits) if (!splits.includes(further, index)) splits.push(further);
    }
    break;
  }
  return followed;
}

type Start = FileContext & Pick<Slice, "site" | "through" | "acquisition">;

function followFrom(root: FunctionNode, start: Start, origin: Site, search: Search | null): Observations {
  const observations = search?.observations ?? new Observations();
  const { limits } = start.settings;
  const spent = start.spent.get(root) ?? { steps: 0 };
  start.spent.set(root, spent);
  const slice: Slice = {
    ...start,
    origin: start.acquisition === null ? { call: origin.origin, acquisition: origin.acquisition } : null,
    releasers: new Set(),
    repeated: new Set(),
    resource: resourceOf(origin.acquisition.resource),
    observations,
    search,
    effort: new Effort(search === null ? limits : { ...limits, mostSteps: limits.mostStepsOfSearch }, spent),
  };
  const frame = {
    ir: lower(root, start.scopes),
    depth: 0,
    stack: [root],
    outer: null,
    from: null,
    called: false,
    acquires: false,
    entered: 0,
  };
  interpret(slice, frame, emptyState, false);
  if (!observations.acquired) observations.endings.excuse(origin.call, { kind: "unreached" });
  return observations;
}
