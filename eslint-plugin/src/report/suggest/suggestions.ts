/**
 * What would mend a leak: edits as data, for whoever shows or applies them.
 *
 * A suggestion is offered only where one edit does it: the code type-checks, its failure masks nothing, and linted again, the finding is
 * gone. Where that cannot be known, there is none: a wrong repair is worse than none. Richer repairs (`try … finally`, a helper) and
 * applying all of a file at once are for their own time; they would be further ways beside the two below.
 */
import type { TypedFile } from "../../typed/types.js";
import type { Repair } from "../../model/repairs.js";
import { isOverflow } from "../../findings/attempt.js";
import type { Leak, Obligation } from "../../findings/types.js";
import { afterAcquisition } from "./after-acquisition.js";
import { beforeExit } from "./before-exit.js";
import type { Edit } from "./edit.js";
import { type Mend, type Scene, sceneOf } from "./scene.js";

export interface Suggestion extends Pick<Repair, "kind" | "atMost"> {
  /** The statement or call that is inserted, without its surroundings: `await res.arrayBuffer().catch(() => {})`. */
  readonly code: string;
  /** On the text of the analysed file. */
  readonly edits: readonly Edit[];
}

/**
 * At most one suggestion of each kind, the preferred one first; none where code nests so deeply that the search overflows the call stack.
 *
 * @param file - The file that was analysed.
 * @param obligation - The obligation whose verdict holds `leak`.
 * @param leak - One of its leaks.
 * @example
 * // if (!res.ok) throw new Error(String(res.status));
 * suggestionsFor(file, obligation, leak).map(({ code }) => code);
 * // ["await res.arrayBuffer().catch(() => {})", "await res.body?.cancel().catch(() => {})"]
 */
export function suggestionsFor(file: TypedFile, obligation: Obligation, leak: Leak): readonly Suggestion[] {
  try {
    const scene = sceneOf(file, obligation, leak);
    if (scene === null) return [];
    return mendsOf(scene).map(([{ kind, atMost }, { code, edits }]) => ({
      kind,
      code,
      edits,
      ...(atMost !== undefined && { atMost }),
    }));
  } catch (error) {
    // A finding is worth more than its repair.
    if (isOverflow(error)) return [];
    throw error;
  }
}

function mendsOf(scene: Scene): readonly (readonly [Repair, Mend])[] {
  const { leak, verdict } = scene;
  if (leak.kind !== "never") {
    const loss = verdict.losses.find(({ at }) => at === leak.at);
    return loss === undefined ? [] : beforeExit(scene, loss);
  }
  // A body of which a part was read: what is left can only be given up behind that.
  const early = leak.locked ? [] : afterAcquisition(scene);
  const [only, ...others] = verdict.losses;
  const mends = early.length > 0 || only === undefined || others.length > 0 ? early : beforeExit(scene, only);
  return mends.filter(([{ onlyAnswered }]) => onlyAnswered !== true);
}
