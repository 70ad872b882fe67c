/**
 * ESLint's text and a program's text of one file. ESLint takes a byte order mark off and remembers it apart, and shows the parser a shebang
 * as a `//` comment; a program may have kept the mark, or been given the comment. Everything else must be equal, or positions mean nothing.
 */
import type { TextRange } from "./embedding.js";
import type { ParsedFile } from "./types.js";

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
 * Where a range of a file's program stands in the text that ESLint lints.
 *
 * @param range - UTF-16 code units from the start of `file.sourceFile.text`.
 * @returns UTF-16 code units from the start of ESLint's `sourceCode.text`; undefined if it stands nowhere there, see `embedding.ts`.
 * @example
 * const range = rangeInLintedText(file, [node.getStart(), node.end]);
 * if (range !== undefined) context.report({ loc: { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) } });
 */
export function rangeInLintedText({ sourceFile, embedding }: ParsedFile, range: TextRange): TextRange | undefined {
  if (embedding !== undefined) return embedding.rangeOf(range);
  if (!sourceFile.text.startsWith(BYTE_ORDER_MARK)) return range;
  const [start, end] = range;
  return [Math.max(0, start - BYTE_ORDER_MARK.length), Math.max(0, end - BYTE_ORDER_MARK.length)];
}
