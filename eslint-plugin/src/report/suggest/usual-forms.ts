/** Repairs as they are usually written: for explanations and pages that have no place in the code to look at. */
import ts from "typescript";
import { type Repair, repairsOf } from "../../model/repairs.js";
import { memberEffect, resourceOf } from "../../model/tables.js";
import type { FacetName, MemberEffect, ResourceKind } from "../../model/types.js";
import { callOf, guarded } from "./code.js";

/** A repair in one of its forms, not awaited. */
export interface UsualForm extends Pick<Repair, "kind" | "atMost"> {
  readonly code: string;
}

/** In our own style. */
const anywhere = ts.createSourceFile("usual.ts", "", ts.ScriptTarget.Latest);

/**
 * What mends a leak through a view, the preferred form first.
 *
 * @param root - The expression that holds the view.
 * @example usualForms("web", "response", "res")[1] // { kind: "cancel", code: "res.body?.cancel().catch(() => {})" }
 */
export function usualForms(resource: ResourceKind, facet: FacetName, root: string): readonly UsualForm[] {
  return repairsOf(resource, facet).map((repair) => {
    const steps = stepsOf(resource, facet, repair.members);
    const { kind, atMost } = repair;
    const code = guarded(callOf(root, steps, repair, anywhere), repair);
    return { kind, code, ...(atMost !== undefined && { atMost }) };
  });
}

/** `Response.body` is null where there is none; `undici.request` always has one. */
function stepsOf(resource: ResourceKind, facet: FacetName, members: readonly string[]): string {
  let at: FacetName | undefined = facet;
  let steps = "";
  for (const [index, member] of members.entries()) {
    const mayBeNull = index > 0 && at !== undefined && resourceOf(resource).facets[at]?.nullMeansNothingOwed === true;
    steps += mayBeNull ? `?.${member}` : `.${member}`;
    const effect: MemberEffect | undefined = at && memberEffect(resource, at, member);
    at = effect?.effect === "view" ? effect.facet : undefined;
  }
  return steps;
}
