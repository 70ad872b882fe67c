/**
 * ESLint's text and a program's text of one file. ESLint takes a byte order mark off and remembers it apart, and shows the parser a shebang
 * as a `//` comment; a program may have kept the mark, or been given the comment. Everything else must be equal, or positions mean nothing.
 */
import type ts from "typescript";

const BYTE_ORDER_MARK = "\uFEFF";

/** `text` as ESLint counts it: without a byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
}

/** Whether a program's text is the linted one, but for the mark and the first two characters of a shebang. */
export function isSameText(ofProgram: string, linted: string): boolean {
  const [left, right] = [withoutMark(ofProgram), withoutMark(linted)];
  return left === right || (isShebang(left) && isShebang(right) && left.slice(2) === right.slice(2));
}

function isShebang(text: string): boolean {
  return text.startsWith("#!") || text.startsWith("//");
}

/**
 * Where a position of `sourceFile` stands in the text that ESLint lints.
 *
 * @param position - UTF-16 code units from the start of `sourceFile.text`.
 * @returns UTF-16 code units from the start of ESLint's `sourceCode.text`.
 * @example context.report({ loc: sourceCode.getLocFromIndex(offsetInLintedText(sourceFile, node.getStart())) })
 */
export function offsetInLintedText(sourceFile: ts.SourceFile, position: number): number {
  return sourceFile.text.startsWith(BYTE_ORDER_MARK) ? Math.max(0, position - BYTE_ORDER_MARK.length) : position;
}
