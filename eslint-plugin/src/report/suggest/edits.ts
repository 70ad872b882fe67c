/**
 * Where statements can be put into a text, and with which edits. They only insert, and never between a statement and the comment above it,
 * so that comments, directives among them, keep their meaning.
 */
import ts from "typescript";
import { indentationAt, isFirstOnLine, styleOf } from "./style.js";

/** A replacement of one span of `sourceFile.text`; offsets in UTF-16 code units. Edits of one suggestion never overlap. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Puts a statement before another one, which gets braces where it is the whole body of an `if` or a loop.
 *
 * @param code - The new statement, without a semicolon at its end.
 * @returns null where no statement can stand.
 */
export function before(statement: ts.Statement, code: string): readonly Edit[] | null {
  if (isListed(statement)) {
    const start = startWithComments(statement);
    const sourceFile = statement.getSourceFile();
    const { newline, terminator } = styleOf(sourceFile);
    return isFirstOnLine(sourceFile, start)
      ? [insertion(start, code + terminator + newline + indentationAt(sourceFile, start))]
      : [insertion(statement.getStart(), `${code}; `)];
  }
  return isWholeBody(statement) ? inBraces(statement, code) : null;
}

/** Puts statements behind another one. */
export function after(statement: ts.Statement, codes: readonly string[]): readonly Edit[] | null {
  if (!isListed(statement)) return null;
  const sourceFile = statement.getSourceFile();
  const { newline, terminator } = styleOf(sourceFile);
  const end = endOf(statement);
  const behindComments = endOfLineComments(sourceFile, end);
  const rest = /^[^\r\n]*/u.exec(sourceFile.text.slice(behindComments))?.[0] ?? "";
  // Another statement, or the closing brace, on the same line.
  if (rest.trim() !== "") return [insertion(end, codes.map((code) => ` ${code};`).join(""))];
  const lineBreak = newline + indentationAt(sourceFile, statement.getStart());
  return [insertion(behindComments, codes.map((code) => lineBreak + code + terminator).join(""))];
}

/** Puts a statement at the start of a block. */
export function atStart(block: ts.Block, code: string): readonly Edit[] | null {
  const [first] = block.statements;
  return first === undefined ? atEnd(block, code) : before(first, code);
}

/** Puts a statement at the end of what a brace (or the file) ends. */
export function atEnd(
  owner: ts.Block | ts.ModuleBlock | ts.SourceFile | ts.ClassStaticBlockDeclaration,
  code: string,
): readonly Edit[] | null {
  const statements = ts.isClassStaticBlockDeclaration(owner) ? owner.body.statements : owner.statements;
  const last = statements.at(-1);
  if (last !== undefined) return after(last, [code]);
  if (ts.isSourceFile(owner)) return null;
  const sourceFile = owner.getSourceFile();
  const brace = owner.end - 1;
  const { newline, terminator, unit } = styleOf(sourceFile);
  const outer = indentationAt(sourceFile, brace);
  return isFirstOnLine(sourceFile, brace)
    ? [insertion(brace, unit + code + terminator + newline + outer)]
    : [insertion(brace, ` ${code}; `)];
}

/** Gives an arrow function with an expression for its body a block that starts with a statement. */
export function beforeExpressionBody(arrow: ts.ArrowFunction, code: string): readonly Edit[] | null {
  const { body } = arrow;
  if (ts.isBlock(body)) return null;
  const sourceFile = arrow.getSourceFile();
  const { newline, terminator, unit } = styleOf(sourceFile);
  const outer = indentationAt(sourceFile, arrow.equalsGreaterThanToken.getStart());
  const inner = newline + outer + unit;
  const opening = `{${inner}${code}${terminator}${inner}return `;
  const start = body.getStart();
  const gap = sourceFile.text.slice(arrow.equalsGreaterThanToken.end, start);
  return [
    gap.trim() === ""
      ? { start: arrow.equalsGreaterThanToken.end, end: start, text: ` ${opening}` }
      : insertion(start, opening),
    insertion(body.end, `${terminator}${newline}${outer}}`),
  ];
}

export function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** `source` after the edits. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: inserted }) => text.slice(0, start) + inserted + text.slice(end), source);
}

function inBraces(statement: ts.Statement, code: string): readonly Edit[] {
  const sourceFile = statement.getSourceFile();
  const style = styleOf(sourceFile);
  const { newline, terminator } = style;
  const start = statement.getStart();
  const opener = endOfTokenBefore(statement);
  const outer = indentationAt(sourceFile, opener - 1);
  const ownLine = isFirstOnLine(sourceFile, start);
  const inner = newline + (ownLine ? indentationAt(sourceFile, start) : outer + style.unit);
  const opening = ownLine
    ? [insertion(opener, " {"), insertion(start, code + terminator + inner)]
    : [insertion(start, `{${inner}${code}${terminator}${inner}`)];
  return [...opening, insertion(endOfLineComments(sourceFile, statement.end), `${newline}${outer}}`)];
}

function isListed(statement: ts.Statement): boolean {
  const { parent } = statement;
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent);
}

function isWholeBody(statement: ts.Statement): boolean {
  const { parent } = statement;
  return ts.isIfStatement(parent) || (ts.isIterationStatement(parent, false) && parent.statement === statement);
}

/** Start of a statement with the comments on the lines right above it. */
function startWithComments(statement: ts.Statement): number {
  const { text } = statement.getSourceFile();
  let from = statement.getStart();
  for (const { pos, end } of [...(ts.getLeadingCommentRanges(text, statement.pos) ?? [])].reverse()) {
    if ((text.slice(end, from).match(/\n/gu)?.length ?? 0) > 1) break;
    from = pos;
  }
  return from;
}

/** Where a statement ends: before a `;` that stands on the next line to guard what follows. */
function endOf(statement: ts.Statement): number {
  const guard = /\r?\n\s*;$/u.exec(statement.getText());
  return guard === null ? statement.end : statement.end - guard[0].length;
}

function endOfLineComments({ text }: ts.SourceFile, position: number): number {
  return ts.getTrailingCommentRanges(text, position)?.at(-1)?.end ?? position;
}

/** End of the `)`, `else` or `do` before the body of an `if` or a loop. */
function endOfTokenBefore(statement: ts.Statement): number {
  const siblings = statement.parent.getChildren();
  return siblings[siblings.indexOf(statement) - 1]?.end ?? statement.pos;
}
