import { readFileSync } from "node:fs";
import ts from "typescript";
import type { Acquisition } from "./acquisition.js";

/**
 * The last line of an acquiring call. A label may name the line of the callee's name, or of an argument, of a call that starts above it.
 *
 * @param path the file on disk
 * @param acquisition as parsed from a message
 * @returns the greatest last line among the calls that start on that line with that callee; the line itself if there is none
 */
export function endLineOfCall(path: string, { callee, line }: Acquisition): number {
  const sourceFile = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const lineOf = (position: number): number => sourceFile.getLineAndCharacterOfPosition(position).line + 1;
  let endLine = line;
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      lineOf(node.getStart(sourceFile)) === line &&
      isQuoted(node.expression.getText(sourceFile), callee)
    ) {
      endLine = Math.max(endLine, lineOf(node.end));
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return endLine;
}

/** Whether a message may quote this source text so. */
function isQuoted(text: string, quotation: string): boolean {
  const [head = "", tail = ""] = withoutBlanks(quotation).split("…");
  const written = withoutBlanks(text);
  return [written, written.replace(/^\((.*)\)$/, "$1")].some((whole) =>
    tail === "" ? whole === head : whole.startsWith(head) && whole.endsWith(tail),
  );
}

function withoutBlanks(text: string): string {
  return text.replace(/\s/g, "");
}
