/**
 * Whether the place of a leak is also passed, or passed through, with a body that somebody reads or holds: a repair there must then not
 * touch that one.
 */
import ts from "typescript";
import { lower } from "../../ir/lower.js";
import { conditionName } from "../../ownership/purity.js";
import { mayComeBefore } from "../../ownership/before.js";
import { contains } from "../../ownership/slice.js";
import type { Loss } from "../../findings/types.js";
import { type ConditionStep, conditionSource } from "../condition.js";
import type { Scene } from "./scene.js";

export type Elsewhere =
  /** Whoever comes here has lost the body. */
  | { readonly kind: "never" }
  /** It may have been read on the way; asking `bodyUsed` tells. */
  | { readonly kind: "read" }
  /** It may belong to somebody else, or be read within the same statement. */
  | { readonly kind: "owned" };

/** What happens to the body on other paths that pass `statement`, which ends where it is lost. */
export function elsewhere({ scopes, verdict, obligation }: Scene, { at }: Loss, statement: ts.Node): Elsewhere {
  const { discharges, transfers } = verdict;
  const isWithin = (node: ts.Node): boolean => at.part === "whole" && contains(statement, node);
  if ([...discharges, ...transfers].some(isWithin)) return { kind: "owned" };
  const ir = lower(scopes.functionOf(at.node), scopes);
  if (mayComeBefore(ir, transfers, at, obligation.site)) return { kind: "owned" };
  return { kind: mayComeBefore(ir, discharges, at, obligation.site) ? "read" : "never" };
}

/** More conditions than these are no repair that one would write by hand. */
const mostConditions = 2;

/**
 * A condition that holds if and only if the body is lost at this place: the decisions on the only path there.
 *
 * @returns null if there are several paths, or decisions that could come out differently when they are asked again.
 * @example conditionFor(scene, loss) // "!res.ok"
 */
export function conditionFor({ scopes }: Scene, { path, onlyPath }: Loss): string | null {
  if (!onlyPath || path.length === 0 || path.length > mostConditions) return null;
  const parts = path.map((step) => (step.kind === "condition" && isStable(step) ? conditionSource(step) : null));
  const known = parts.flatMap((part) => part ?? []);
  if (known.length < parts.length) return null;
  return known.length === 1
    ? known.join("")
    : known.map((part) => (/^!?[\w.]+$/u.test(part) ? part : `(${part})`)).join(" && ");

  function isStable(step: ConditionStep): boolean {
    if (conditionName(step, scopes) === null) return false;
    return [step.node, step.discriminant].every(
      (node) => node === undefined || variablesIn(node).every(({ reassigned }) => !reassigned),
    );
  }

  function variablesIn(node: ts.Node): readonly { readonly reassigned: boolean }[] {
    if (ts.isIdentifier(node)) return [scopes.variableOf(node) ?? []].flat();
    const found: { readonly reassigned: boolean }[] = [];
    ts.forEachChild(node, (child) => void found.push(...variablesIn(child)));
    return found;
  }
}
