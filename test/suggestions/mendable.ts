/** Findings with what would mend them, as tests compare them before and after. */
import { analyze } from "../../eslint-plugin/src/analyze.js";
import { describe } from "../../eslint-plugin/src/report/describe.js";
import { messages } from "../../eslint-plugin/src/report/messages.js";
import { type Suggestion, suggestionsFor } from "../../eslint-plugin/src/report/suggest/suggestions.js";
import type { TypedFile } from "../../eslint-plugin/src/typed/types.js";
import type { Leak, Obligation } from "../../eslint-plugin/src/findings/types.js";

/** One finding with what would mend it. */
export interface Mendable {
  /** Its message without line numbers: these change when something is inserted. */
  readonly message: string;
  readonly obligation: Obligation;
  readonly leak: Leak;
  readonly suggestions: readonly Suggestion[];
}

export function mendablesIn(file: TypedFile): readonly Mendable[] {
  return analyze(file).obligations.flatMap((obligation) => {
    const leaks = obligation.verdict.kind === "leaks" ? obligation.verdict.leaks : [];
    return leaks.map((leak) => ({
      message: messageOf(file, obligation, leak),
      obligation,
      leak,
      suggestions: suggestionsFor(file, obligation, leak),
    }));
  });
}

function messageOf(file: TypedFile, obligation: Obligation, leak: Leak): string {
  const { messageId, data } = describe({ obligation, leak, others: [] }, file);
  return messages[messageId].replace(/\{\{(\w+)\}\}/gu, (_, name: string) =>
    name === "line" ? "N" : String(data[name]),
  );
}

/** What is left of `all` without `taken`, as multisets. */
export function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...all];
  for (const one of taken) {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
  }
  return left;
}
