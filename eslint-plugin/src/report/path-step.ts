/** A place of the analysed program as a line of an explanation. */
import { anchorOf } from "../findings/at-line.js";
import type { Place } from "../findings/types.js";
import type { PathStep } from "./explanation.js";

/** @param text - What happens there, as a clause. */
export function stepAt(place: Place, text: string): PathStep {
  const { node, part } = place;
  const sourceFile = node.getSourceFile();
  const position = part === "closingBrace" ? node.end - 1 : anchorOf(node).getStart(sourceFile);
  const { line, character } = sourceFile.getLineAndCharacterOfPosition(position);
  return { line: line + 1, column: character + 1, source: sourceLine(sourceFile.text, line + 1), text };
}

/**
 * A line of a text, trimmed.
 *
 * @param line - 1-based; beyond the end it is empty.
 */
export function sourceLine(text: string, line: number): string {
  return (text.split(/\r\n|\n|\r|\u2028|\u2029/u)[line - 1] ?? "").trim();
}
