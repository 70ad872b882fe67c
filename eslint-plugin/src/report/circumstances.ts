/** Which of the decisions on a path are worth saying, and in which words. */
import ts from "typescript";
import { assertNever } from "../typed/assert-never.js";
import type { Leak, Step } from "../findings/types.js";
import { conditionText, equalityOf } from "./condition.js";
import { circumstances } from "./messages.js";
import { oneLine, shorten } from "./source-text.js";

/** More conditions than these are a trace, not a sentence. */
const conditionsNamed = 2;

/**
 * What a sentence says after "when", in the order in which it happens: the last two conditions, the last catch among or after them, and
 * what lost the body if the leak is of such a kind.
 *
 * @example
 * circumstancesOf(leak); // ["`!res.ok`", "the error is caught"]
 */
export function circumstancesOf(leak: Leak): readonly string[] {
  const major = withoutMinorSteps(leak.path);
  const path = major.filter((step, index) => !isImplied(step, major.slice(index + 1)));
  const named = path.flatMap((step, index) => (isNamed(step, path.slice(index + 1)) ? [step] : []));
  const parts = named.map((step, index) => stepText(step, index > 0));
  const loss = lossText(leak);
  return loss === null ? parts : [...parts, loss];
}

/**
 * A step in words.
 *
 * @param step - A decision on the way to a leak.
 * @param follows - Another one is named before it.
 */
export function stepText(step: Step, follows: boolean): string {
  switch (step.kind) {
    case "condition":
      return circumstances.condition(conditionText(step));
    case "caught":
      return follows ? circumstances.caughtAfterwards() : circumstances.caught();
    case "threw":
      return circumstances.threw(callText(step.node));
    case "rejected":
      return circumstances.rejected(callText(step.node));
    default:
      return assertNever(step);
  }
}

/** What `?.`, `??` or a default value decided is worth a word only where nothing else decided: `res?.ok` says it already. */
function withoutMinorSteps(path: readonly Step[]): readonly Step[] {
  const major = path.filter((step) => step.kind !== "condition" || step.test === "truthy");
  return major.some(({ kind }) => kind === "condition") ? major : path;
}

/** `status !== 404` goes without saying where `status === 500` is said. */
function isImplied(step: Step, later: readonly Step[]): boolean {
  const denial = step.kind === "condition" ? equalityOf(step) : null;
  if (denial === null || denial.equal) return false;
  return later.some((other) => {
    const equality = other.kind === "condition" ? equalityOf(other) : null;
    return equality !== null && equality.equal && equality.subject === denial.subject;
  });
}

function isNamed(step: Step, later: readonly Step[]): boolean {
  const isLastCatch = step.kind !== "caught" || !later.some(({ kind }) => kind === "caught");
  // Around a loop the same condition holds again: only its last time counts.
  const laterConditions = new Set(later.filter(({ kind }) => kind !== "caught").map((other) => stepText(other, true)));
  return isLastCatch && laterConditions.size < conditionsNamed && !laterConditions.has(stepText(step, true));
}

function lossText({ kind, at }: Leak): string | null {
  switch (kind) {
    case "nextTurn":
      return circumstances.nextTurn();
    case "raceLoser":
      return circumstances.raceLost(calleeText(at.node));
    case "never":
    case "exit":
    case "overwritten":
    case "element":
      return null;
  }
}

/** `res.body.pipeTo(…)`: which call is meant, without what it is given. */
export function callText(node: ts.Node): string {
  return ts.isCallExpression(node) && node.arguments.length > 0 ? `${calleeText(node)}(…)` : shorten(oneLine(node));
}

export function calleeText(node: ts.Node): string {
  return shorten(oneLine(ts.isCallExpression(node) ? node.expression : node));
}
