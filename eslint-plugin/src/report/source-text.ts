/** Source text as a sentence can quote it: on one line, without comments, of bearable length. */
import ts from "typescript";
import type { ParsedFile } from "../typed/types.js";

/** Longest quotation, in characters: with the rest of the sentence it still fits an editor's hover and a terminal's two lines. */
const longestQuotation = 60;

/**
 * The text of a node on one line, comments left out.
 *
 * @example
 * // `client // the shared one` ⏎ `  .get(url)`
 * oneLine(node); // "client.get(url)"
 */
export function oneLine(node: ts.Node): string {
  const sourceFile = node.getSourceFile();
  let text = "";
  let previousEnd = node.getStart(sourceFile);
  for (const token of tokensOf(node, sourceFile)) {
    const start = token.getStart(sourceFile);
    const gap = sourceFile.text.slice(previousEnd, start);
    // Blanks and comments between two tokens; of these only the line break still matters, to `collapse`.
    text += (gap === "" ? "" : gap.includes("\n") ? "\n" : " ") + sourceFile.text.slice(start, token.end);
    previousEnd = token.end;
  }
  return collapse(text);
}

/**
 * The 1-based line of the linted text on which a node starts, comments before it left out.
 *
 * @param file - What holds the node; a node that its parser has generated is counted in the program's own lines.
 */
export function lineOf(node: ts.Node, { sourceFile, embedding }: ParsedFile): number {
  const start = node.getStart(sourceFile);
  return embedding?.lineOf([start, node.end]) ?? sourceFile.getLineAndCharacterOfPosition(start).line + 1;
}

/**
 * Cuts the middle out of a text that is too long to quote; its two ends tell more than its start alone.
 *
 * @param text - Any text; whitespace in it is collapsed first.
 * @returns At most 60 characters.
 */
export function shorten(text: string): string {
  const characters = Array.from(collapse(text));
  if (characters.length <= longestQuotation) return characters.join("");
  const tail = Math.floor((longestQuotation - 3) / 3);
  const head = longestQuotation - 3 - tail;
  return `${characters.slice(0, head).join("").trimEnd()} … ${characters.slice(-tail).join("").trimStart()}`;
}

/** A line break that a formatter put before a `.` or inside brackets is no blank of the author's; every other one is. */
function collapse(text: string): string {
  return text
    .replace(/(?<=[([])\s*\n\s*|\s*\n\s*(?=[)\].]|\?\.)/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

function* tokensOf(node: ts.Node, sourceFile: ts.SourceFile): Generator<ts.Node> {
  const children = node.getChildren(sourceFile).filter((child) => !ts.isJSDoc(child));
  if (children.length > 0) {
    for (const child of children) yield* tokensOf(child, sourceFile);
  } else if (node.getWidth(sourceFile) > 0) {
    yield node;
  }
}
