/** What hangs on the lines of a text: directives that hold for the next one, and the indentation of those that follow. */
import ts from "typescript";
import { type Edit, insertion } from "./edit.js";

/**
 * Whether a comment holds for the line of `start` alone, on which `node` begins as well, so that nothing there may move to another line:
 * `// @ts-expect-error` or `// eslint-disable-next-line` above it, `// eslint-disable-line` behind.
 */
export function isHeldByDirective(start: number, node: ts.Node): boolean {
  const sourceFile = node.getSourceFile();
  const { text } = sourceFile;
  const lineOf = (position: number): number => sourceFile.getLineAndCharacterOfPosition(position).line;
  const line = lineOf(start);
  if (lineOf(node.getStart()) !== line) return false;
  const above = text.split("\n")[line - 1] ?? "";
  const behind = lineOf(node.end) === line ? (/^[^\r\n]*/u.exec(text.slice(node.end))?.[0] ?? "") : "";
  return (
    /^\s*(?:\/[/*]|\*|\{\/\*).*(?:@ts-(?:expect-error|ignore)|eslint-disable-next-line)/u.test(above) ||
    /\/[/*].*eslint-disable-line/u.test(behind)
  );
}

/** Moves the lines of an expression but its first one inwards, but for blank ones and the text of templates. */
export function indented(expression: ts.Expression, unit: string): readonly Edit[] {
  const sourceFile = expression.getSourceFile();
  const { text } = sourceFile;
  const templates: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateLiteralToken(node)) templates.push(node);
    ts.forEachChild(node, visit);
  };
  visit(expression);
  return sourceFile
    .getLineStarts()
    .filter((start) => start > expression.getStart() && start < expression.end)
    .filter((start) => /^[\t ]*\S/u.test(text.slice(start, expression.end)))
    .filter((start) => templates.every((template) => start <= template.getStart() || start >= template.end))
    .map((start) => insertion(start, unit));
}

/** Removes the parentheses around an object literal, which a function's expression needs and a `return` does not. */
export function withoutParentheses(body: ts.Expression): readonly [opening: readonly Edit[], closing: readonly Edit[]] {
  if (!ts.isParenthesizedExpression(body) || !ts.isObjectLiteralExpression(body.expression)) return [[], []];
  const { expression } = body;
  const [start, end] = [expression.getStart(), expression.end];
  const { text } = body.getSourceFile();
  const isTight = text.slice(body.getStart(), start) === "(" && text.slice(end, body.end) === ")";
  return isTight
    ? [[{ start: body.getStart(), end: start, text: "" }], [{ start: end, end: body.end, text: "" }]]
    : [[], []];
}
