/** Repairs as they are usually written: for explanations and pages that have no place in the code to look at. */
import ts from "typescript";
import { type RepairKind, repairsOf } from "../../model/repairs.js";
import type { FacetName, ResourceKind } from "../../model/types.js";
import { callOf, guarded } from "./code.js";

/** A repair in one of its forms, not awaited. */
export interface UsualForm {
  readonly kind: RepairKind;
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
    const steps = repair.members.map((member, index) => stepTo(member, repair.members[index - 1], resource)).join("");
    return { kind: repair.kind, code: guarded(callOf(root, steps, repair, anywhere), repair) };
  });
}

/** `Response.body` is null where there is none; `undici.request` always has one. */
function stepTo(member: string, from: string | undefined, resource: ResourceKind): string {
  return from === "body" && resource === "web" ? `?.${member}` : `.${member}`;
}
