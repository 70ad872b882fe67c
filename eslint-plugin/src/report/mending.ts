/** How a leak can be mended, for those who tell rather than apply it. */
import type { TypedFile } from "../typed/types.js";
import { lineOfPlace } from "../findings/at-line.js";
import type { Leak, Obligation } from "../findings/types.js";
import { changes } from "./explain-words.js";
import { suggestionsFor } from "./suggest/suggestions.js";
import { type UsualForm, usualForms } from "./suggest/usual-forms.js";

/** What the suggestions would write; where none can be made, what reads or cancels the client's bodies in general. */
export function formsFor(obligation: Obligation, leak: Leak, file: TypedFile): readonly UsualForm[] {
  const suggested = file.embedding === undefined ? suggestionsFor(file, obligation, leak) : [];
  return suggested.length > 0 ? suggested : usualForms(obligation.resource, "response", "response");
}

/** `before line 3` */
export function whereToMend({ kind, at }: Leak): string {
  if (kind === "never") return changes.afterwards();
  return at.part === "closingBrace" ? changes.by(lineOfPlace(at)) : changes.before(lineOfPlace(at));
}
