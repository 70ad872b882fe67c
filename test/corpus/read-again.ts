/** The outcomes as reading the code again judges them. */
import { type LabelledSite, type LabelNote, siteKey } from "./labels.js";
import type { ProjectOutcome } from "./outcome.js";

/**
 * Corrects the labels that the notes say are wrong, and leaves out what the rule is silent about on purpose: what is left of the leaks is
 * what it has to decide.
 */
export function readAgain(outcomes: readonly ProjectOutcome[], notes: readonly LabelNote[]): readonly ProjectOutcome[] {
  const noteOf = (site: LabelledSite): LabelNote | undefined => notes.find((note) => siteKey(note) === siteKey(site));
  return outcomes.map((outcome) => ({
    ...outcome,
    sites: outcome.sites
      .filter(({ site }) => noteOf(site)?.policy !== true)
      .map(({ site, findings }) => ({ site: { ...site, label: noteOf(site)?.shouldBe ?? site.label }, findings })),
  }));
}
