/** How a file is written: what is inserted should look as if its author had written it. */
import ts from "typescript";
import { keptByFile } from "../../typed/kept-by-file.js";

export interface Style {
  readonly newline: "\n" | "\r\n";
  /** One level of indentation. */
  readonly unit: string;
  /** `;`, or nothing where statements end without. */
  readonly terminator: ";" | "";
  readonly quote: '"' | "'";
}

/** The style of a whole file, from the first place that shows it. */
export const styleOf = keptByFile(readStyle);

/** Blanks that start the line of a position. */
export function indentationAt({ text }: ts.SourceFile, position: number): string {
  return /^[\t ]*/u.exec(text.slice(lineStart(text, position)))?.[0] ?? "";
}

/** Whether nothing but blanks stands between the start of the line and `position`. */
export function isFirstOnLine({ text }: ts.SourceFile, position: number): boolean {
  return text.slice(lineStart(text, position), position).trim() === "";
}

function lineStart(text: string, position: number): number {
  return text.lastIndexOf("\n", position - 1) + 1;
}

function readStyle(sourceFile: ts.SourceFile): Style {
  const { text } = sourceFile;
  let unit: string | null = null;
  let terminator: Style["terminator"] | null = null;
  let quote: Style["quote"] | null = null;
  const waiting: ts.Node[] = [sourceFile];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ts.isBlock(node)) unit ??= unitOf(sourceFile, node);
    if (isTerminated(node)) terminator ??= terminatorOf(node.getText(sourceFile));
    if (ts.isStringLiteral(node)) quote ??= text[node.getStart(sourceFile)] === "'" ? "'" : '"';
    if (unit !== null && terminator !== null && quote !== null) break;
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    waiting.push(...children.reverse());
  }
  return {
    newline: text.includes("\r\n") ? "\r\n" : "\n",
    unit: unit ?? "  ",
    terminator: terminator ?? ";",
    quote: quote ?? '"',
  };
}

/** A `;` at the end of a statement's text that stands on the next line, to guard what follows; empty: there is none. */
export function guardAtEnd(text: string): string {
  return /\r?\n\s*;$/u.exec(text)?.[0] ?? "";
}

function terminatorOf(text: string): Style["terminator"] {
  return text.endsWith(";") && guardAtEnd(text) === "" ? ";" : "";
}

function unitOf(sourceFile: ts.SourceFile, block: ts.Block): string | null {
  const [first] = block.statements;
  if (first === undefined || !isFirstOnLine(sourceFile, first.getStart(sourceFile))) return null;
  const outer = indentationAt(sourceFile, block.getStart(sourceFile));
  const inner = indentationAt(sourceFile, first.getStart(sourceFile));
  return inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : null;
}

function isTerminated(node: ts.Node): boolean {
  return (
    ts.isVariableStatement(node) ||
    ts.isExpressionStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isImportDeclaration(node)
  );
}
