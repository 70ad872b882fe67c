import ts from "typescript";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import { describe } from "../../eslint-plugin/src/report/describe.js";
import { messages } from "../../eslint-plugin/src/report/messages.js";
import { reportsOf } from "../../eslint-plugin/src/findings/reports.js";
import type { Place } from "../../eslint-plugin/src/findings/types.js";
import type { TypedFile } from "../../eslint-plugin/src/typed/types.js";

/** One report, as a user reads it. */
export interface Finding {
  /** Line on which it stands, counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Every leak in a file, in the order of their lines. */
export function findingsIn(file: TypedFile): readonly Finding[] {
  return reportsOf(analyze(file))
    .map((report) => describe(report, file))
    .map(({ messageId, data, at }) => ({
      line: lineOf(at),
      message: messages[messageId].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(data[name])),
    }))
    .sort((a, b) => a.line - b.line);
}

function lineOf({ node, part }: Place): number {
  const sourceFile = node.getSourceFile();
  const position = part === "closingBrace" ? node.end - 1 : node.getStart();
  return ts.getLineAndCharacterOfPosition(sourceFile, position).line + 1;
}
