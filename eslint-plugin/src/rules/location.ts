/** Where ESLint underlines a finding. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import ts from "typescript";
import type { Place } from "../findings/types.js";
import { offsetInLintedText } from "../typed/program-source.js";

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * What to underline. A statement that leaves the function is shown whole; of any other node that spans lines (a call with its options) only
 * the first line is, for the rest says nothing of the finding.
 *
 * @param place - A node of the analysed program, or the brace that closes it.
 * @example context.report({ messageId, data, loc: locationOf(leak.at, context.sourceCode) })
 */
export function locationOf({ node, part }: Place, sourceCode: SourceCode): TSESTree.SourceLocation {
  // A module ends in no brace: what closes it is its last statement.
  const [start, end] = rangeOf(ts.isSourceFile(node) ? (node.statements.at(-1) ?? node) : node, sourceCode);
  if (part === "closingBrace") {
    return { start: sourceCode.getLocFromIndex(end - 1), end: sourceCode.getLocFromIndex(end) };
  }
  const location = { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
  return location.start.line === location.end.line || ts.isReturnStatement(node) || ts.isThrowStatement(node)
    ? location
    : { start: location.start, end: endOfLine(location.start.line, sourceCode) };
}

/** A parser may have cut the program's text out of the linted one (Vue's `<script>`): then only its own map knows where a node stands. */
function rangeOf(node: ts.Node, { parserServices }: SourceCode): TSESTree.Range {
  const mapped = parserServices?.tsNodeToESTreeNodeMap?.get(node);
  if (mapped !== undefined) {
    return mapped.range;
  }
  const sourceFile = node.getSourceFile();
  return [offsetInLintedText(sourceFile, node.getStart(sourceFile)), offsetInLintedText(sourceFile, node.end)];
}

function endOfLine(line: number, { lines }: SourceCode): TSESTree.Position {
  return { line, column: lines[line - 1]?.length ?? 0 };
}
