/** Where ESLint underlines a finding. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import ts from "typescript";
import type { Place } from "../findings/types.js";
import { rangeInLintedText, type TextRange } from "../typed/program-source.js";
import type { ParsedFile } from "../typed/types.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * What to underline. A statement that leaves the function is shown whole; of any other node that spans lines (a call with its options) only
 * the first line is, for the rest says nothing of the finding.
 *
 * @param place - A node of the analysed program, or the brace that closes it.
 * @param file - What was analysed.
 * @returns null if there is no such place in the linted text: a parser of another language has generated it.
 * @example
 * const loc = locationOf(leak.at, file, context.sourceCode);
 * if (loc !== null) context.report({ messageId, data, loc });
 */
export function locationOf(
  { node, part }: Place,
  file: ParsedFile,
  sourceCode: SourceCode,
): TSESTree.SourceLocation | null {
  const range = part === "closingBrace" ? closingOf(node, file) : rangeOf(node, file);
  if (range === undefined) {
    return null;
  }
  const location = { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) };
  return part === "closingBrace" ||
    location.start.line === location.end.line ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node)
    ? location
    : { start: location.start, end: endOfLine(location.start.line, sourceCode) };
}

function rangeOf(node: ts.Node, file: ParsedFile): TextRange | undefined {
  return rangeInLintedText(file, [node.getStart(file.sourceFile), node.end]);
}

/** The last character of `node`. A module, and a block that a parser has generated, end in no brace: what closes them is their last statement. */
function closingOf(node: ts.Node, file: ParsedFile): TextRange | undefined {
  const brace = ts.isSourceFile(node) ? undefined : rangeInLintedText(file, [node.end - 1, node.end]);
  if (brace !== undefined || !(ts.isSourceFile(node) || ts.isBlock(node))) {
    return brace;
  }
  const last = node.statements.findLast((statement) => rangeOf(statement, file) !== undefined);
  return last && rangeInLintedText(file, [last.end - 1, last.end]);
}

function endOfLine(line: number, { lines }: SourceCode): TSESTree.Position {
  return { line, column: lines[line - 1]?.length ?? 0 };
}
