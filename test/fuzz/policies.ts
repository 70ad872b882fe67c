/**
 * Leaks that running shows and that are deliberately not reported: each with its reason, generated into the docs. Anything else that the
 * analysis misses is a bug.
 */
import type { Ending, Obligation } from "../../eslint-plugin/src/findings/types.js";

export interface Policy {
  readonly id: string;
  /** What is not reported, as a line of the docs. */
  readonly what: string;
  readonly why: string;
  /** Whether it is what keeps this obligation quiet. */
  readonly covers: (obligation: Obligation) => boolean;
}

export const policies = [
  {
    id: "implicit exception",
    what: "A body left because a call threw that merely might: `log(res.status)`, a second `fetch` that rejects, a failing read of another body",
    why: "nearly every call might throw; a path is made of branches, `return`s and `throw`s that somebody wrote",
    covers: ({ verdict }) => verdict.kind === "leaksOnThrow",
  },
  {
    id: "imprecise merge",
    what: "A body left on a path that came out of more than eight states merged by force",
    why: "the merged path may not exist; counted by `calm --stats`",
    covers: ({ verdict }) => verdict.kind === "imprecise",
  },
  {
    id: "gave up",
    what: "Functions that take too many steps to follow",
    why: "a verdict on half of a function is a guess; counted by `calm --stats`",
    covers: ({ verdict }) => verdict.kind === "gaveUp",
  },
  {
    id: "collection",
    what: "A response put into a `Map`, a `Set` or another object with methods of its own, which nobody looks into",
    why: "whoever has the collection may read it; what such methods do is not followed",
    covers: transferredBy(/\bnew Map\b.*\.set\(/u),
  },
  {
    id: "unknown callee",
    what: "A response, or a closure that sees it, given to a function whose code is not in the program",
    why: "it takes charge of the body, also where in truth it does nothing or never calls the closure",
    covers: transferredBy(/\blater\(/u),
  },
  {
    id: "optional call",
    what: "`listener?.(res)` where there is no listener",
    why: "what is skipped could only have taken charge; who writes this hands the response over",
    covers: transferredBy(/\blistener\?\.\(/u),
  },
  {
    id: "thrown",
    what: "A response thrown inside an error, also where the error is caught and dropped",
    why: "whoever catches the error has the response; what becomes of caught values is not followed",
    covers: transferredBy(/\bnew Error\("with"/u),
  },
] as const satisfies readonly Policy[];

export type PolicyId = (typeof policies)[number]["id"];

/**
 * @param by - Whether this is the text of what takes charge. Where a function of the module does so, the report is told where it is called:
 * then any such text in the module counts.
 */
function transferredBy(by: RegExp): Policy["covers"] {
  const isTransfer = ({ does, node }: Ending): boolean => {
    if (does !== "transfer") return false;
    const text = node.getText();
    return by.test(text) || (/^(?:use|finish|open)\d+\(/u.test(text) && by.test(node.getSourceFile().text));
  };
  return ({ endings }) => endings.some(isTransfer);
}

export function policyOf(obligations: readonly Obligation[]): PolicyId | null {
  return policies.find(({ covers }) => obligations.some(covers))?.id ?? null;
}
