/** How a leak can be mended, for those who tell rather than apply it. */
import type { TypedFile } from "../typed/types.js";
import { lineOfPlace } from "../findings/at-line.js";
import type { Leak, Obligation } from "../findings/types.js";
import { changes } from "./explain-words.js";
import { suggestionsFor } from "./suggest/suggestions.js";
import { type UsualForm, usualForms } from "./suggest/usual-forms.js";

/** Ways to mend a leak, the preferred one first. */
export interface Mending {
  /** What the suggestions would write there; or, where none can be made, what ends the duty with such a client in general. */
  readonly kind: "suggested" | "usual";
  readonly forms: readonly UsualForm[];
  /** `before line 3` */
  readonly where: string;
}

/**
 * How a leak can be mended.
 *
 * @param file - The file that was analysed.
 */
export function mendingOf(obligation: Obligation, leak: Leak, file: TypedFile): Mending {
  const suggested = file.embedding === undefined ? suggestionsFor(file, obligation, leak) : [];
  const where = whereToMend(leak);
  if (suggested.length > 0) return { kind: "suggested", forms: suggested, where };
  return { kind: "usual", forms: usualForms(obligation.resource, "response", "response"), where };
}

function whereToMend({ kind, at }: Leak): string {
  if (kind === "never") return changes.afterwards();
  return at.part === "closingBrace" ? changes.by(lineOfPlace(at)) : changes.before(lineOfPlace(at));
}
