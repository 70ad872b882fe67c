import { analyze } from "../analyze.js";
import { type Report, reportsOf } from "../findings/reports.js";
import type { FunctionNode } from "../ir/types.js";
import { mayMatter } from "../model/gate.js";
import { describe } from "../report/describe.js";
import { type MessageId, type SuggestionMessageId, messages, suggestionMessages } from "../report/messages.js";

import type { TypedFile } from "../typed/types.js";
import { createRule } from "./create-rule.js";
import { printUndecided } from "./debug.js";
import { isAuthors } from "./embedded.js";
import { contain, reportFailure } from "./failure.js";
import { locationOf } from "./location.js";
import { announceAnalysis } from "./observer.js";
import { knowledgeFrom } from "./knowledge.js";
import { suggestionsOf } from "./suggestions.js";
import { programFor, type ProgramChoice } from "./program.js";

export type Options = readonly [{ readonly program: ProgramChoice; readonly strict: boolean }];

/** Reports what `analyze()` says of obligations that leak; see docs/rules/no-unconsumed-body.md. */
export const noUnconsumedBody = createRule<Options, MessageId | SuggestionMessageId>({
  name: "no-unconsumed-body",
  meta: {
    type: "problem",
    languages: ["js/js"],
    docs: {
      description: "Disallow HTTP responses whose bodies are neither read nor cancelled",
      dialects: ["JavaScript", "TypeScript"],
      recommended: true,
      usesTypeInformation: true,
    },
    hasSuggestions: true,
    messages: { ...messages, ...suggestionMessages },
    schema: [
      {
        type: "object",
        description: "What the rule may look at, and how sure it must be.",
        additionalProperties: false,
        properties: {
          program: {
            type: "string",
            enum: ["auto", "parser"],
            description:
              'Where types come from. `"auto"`: from the parser where it offers a program, else from one that the rule makes itself. `"parser"`: from the parser alone; files for which it offers no program are not checked.',
          },
          strict: {
            type: "boolean",
            description:
              "Also checks where only types speak for a duty: functions without a body in the program that return a `Promise<Response>`, and races between a response and a timer.",
          },
        },
      },
    ],
    defaultOptions: [{ program: "auto", strict: false }],
  },
  create(context, [{ program, strict }]) {
    const { sourceCode, physicalFilename: path } = context;
    const knowledge = knowledgeFrom(context);
    if (!mayMatter(sourceCode.text, knowledge)) {
      return {};
    }
    const tell = (report: Report, file: TypedFile): void => {
      const { obligation, leak } = report;
      if (!isAuthors(obligation, leak, file)) return;
      const { messageId, data, at } = describe(report, file);
      const loc = locationOf(at, file, sourceCode);
      if (loc !== null) context.report({ messageId, data, loc, suggest: suggestionsOf(file, obligation, leak) });
    };
    return {
      "Program:exit"() {
        contain(path, () => {
          const file = programFor(context, program);
          if (file === null) {
            return;
          }
          const analysis = analyze(file, { strict, knowledge });
          announceAnalysis(path, analysis);
          printUndecided(path, analysis);
          for (const failure of analysis.failures) {
            reportFailure(path, failure);
          }
          for (const [fn, reports] of byFunction(reportsOf(analysis))) {
            const tellAll = (): void => {
              for (const report of reports) tell(report, file);
            };
            contain(path, tellAll, fn);
          }
        });
      },
    };
  },
});

/** What an error of ours about one of them costs: the others in the same function, too, as it would otherwise be told once for each. */
function byFunction(reports: readonly Report[]): ReadonlyMap<FunctionNode, readonly Report[]> {
  const functions = new Map<FunctionNode, Report[]>();
  for (const report of reports) {
    const { function: fn } = report.obligation;
    const others = functions.get(fn);
    if (others === undefined) functions.set(fn, [report]);
    else others.push(report);
  }
  return functions;
}
