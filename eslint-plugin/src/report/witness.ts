/** The path of a leak, step by step, for hosts that can point at more than one place (an editor's related information). */
import type { Leak, Obligation, Place } from "../findings/types.js";
import { stepText } from "./circumstances.js";
import { conditionText } from "./condition.js";
import { witnessLines } from "./messages.js";
import { shorten } from "./source-text.js";

export interface WitnessLine extends Place {
  readonly text: string;
}

/**
 * The acquisition, every decision (not only the two that the message names), and where the body is lost.
 *
 * @param obligation - The obligation whose verdict holds `leak`.
 * @param leak - One of its leaks.
 * @example
 * witness(obligation, leak).map(({ text }) => text);
 * // ["`fetch` acquires the body", "`!res.ok` holds", "the body is still neither read nor cancelled here"]
 */
export function witness(obligation: Obligation, leak: Leak): readonly WitnessLine[] {
  return [
    beginning(obligation),
    ...leak.path.map((step): WitnessLine => ({
      node: step.node,
      part: "whole",
      text: step.kind === "condition" ? witnessLines.holds(conditionText(step)) : stepText(step, false),
    })),
    { ...leak.at, text: endText(leak) },
  ];
}

function endText({ kind, variable }: Leak): string {
  return kind === "overwritten" && variable !== null ? witnessLines.overwritten(variable) : witnessLines.leaks();
}

/** Where a duty begins. */
export function beginning({ site, callee, split }: Obligation): WitnessLine {
  const name = shorten(callee);
  return { node: site, part: "whole", text: split ? witnessLines.split(name) : witnessLines.acquired(name) };
}
