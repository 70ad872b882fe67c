/** Suggestions as ESLint takes them. */
import type { TSESLint } from "@typescript-eslint/utils";
import type { Leak, Obligation } from "../findings/types.js";
import type { SuggestionMessageId } from "../report/messages.js";
import { suggestionsFor } from "../report/suggest/suggestions.js";
import { rangeInLintedText } from "../typed/program-source.js";
import type { TypedFile } from "../typed/types.js";

/**
 * What would mend a leak, on the linted text.
 *
 * @returns Nothing in a file whose text the program does not hold as it stands (a Vue component): indentation, line ends and what a
 * generated wrapper adds are not the author's there.
 */
export function suggestionsOf(
  file: TypedFile,
  obligation: Obligation,
  leak: Leak,
): TSESLint.ReportSuggestionArray<SuggestionMessageId> {
  if (file.embedding !== undefined) return [];
  return suggestionsFor(file, obligation, leak).flatMap(({ kind, atMost, code, edits }) => {
    const placed = edits.map(({ start, end, text }) => ({ range: rangeInLintedText(file, [start, end]), text }));
    const fix = (fixer: TSESLint.RuleFixer): readonly TSESLint.RuleFix[] =>
      placed.flatMap(({ range, text }) => (range === undefined ? [] : fixer.replaceTextRange(range, text)));
    return [
      atMost === undefined
        ? { messageId: kind, data: { code }, fix }
        : { messageId: "drainUpTo", data: { code, atMost }, fix },
    ];
  });
}
