/** The way of one body, place by place: from where it is acquired to what becomes of it. */
import type ts from "typescript";
import type { Leak, Obligation, Place } from "../findings/types.js";
import type { Surroundings } from "./explain-call.js";
import { endingText } from "./explain-endings.js";
import { steps } from "./explain-words.js";
import { type WitnessLine, beginning, witness } from "./witness.js";

/**
 * What an explanation shows of an obligation.
 *
 * @param leak - The leak that is asked for, of those that its verdict holds; without one, the first.
 * @example
 * way(obligation, undefined, around).map(({ text }) => text); // ["`fetch` acquires the body", "`res.json()` reads the body"]
 */
export function way(obligation: Obligation, leak: Leak | undefined, around: Surroundings): readonly WitnessLine[] {
  const { verdict } = obligation;
  switch (verdict.kind) {
    case "leaks":
    case "imprecise":
      return lossOf(obligation, leak ?? verdict.leaks[0]);
    case "leaksOnThrow":
      return throwingOf(obligation, leak ?? verdict.leaks[0]);
    case "gaveUp":
      return [beginning(obligation)];
    case "transferred":
    case "discharged":
    case "nothingOwed":
      return [
        beginning(obligation),
        ...worthTelling(obligation).map((ending) => ({
          ...whole(ending.node),
          text: endingText(obligation, ending, around),
        })),
      ];
  }
}

/** A request is made without a listener first; that matters only if none ever comes. */
export function worthTelling({ endings, verdict }: Obligation): Obligation["endings"] {
  return endings.filter(({ by }) => by.kind !== "noListener" || verdict.kind === "nothingOwed");
}

function lossOf(obligation: Obligation, leak: Leak | undefined): readonly WitnessLine[] {
  // A finding at the call itself has no way to show.
  return leak === undefined || leak.kind === "never" ? [beginning(obligation)] : witness(obligation, leak);
}

function throwingOf(obligation: Obligation, leak: Leak | undefined): readonly WitnessLine[] {
  const lines = lossOf(obligation, leak);
  if (leak?.thrower == null) return lines;
  return [...lines.slice(0, -1), { ...whole(leak.thrower), text: steps.mayThrow() }];
}

function whole(node: ts.Node): Place {
  return { node, part: "whole" };
}
