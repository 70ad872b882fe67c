/**
 * Where statements can be put into a text, and with which edits. They only insert, and never between a statement and the comment above it,
 * so that comments, directives among them, keep their meaning.
 */
import ts from "typescript";
import { type Edit, insertion } from "./edit.js";
import { indented, isHeldByDirective, withoutParentheses } from "./lines.js";
import { guardAtEnd, indentationAt, isFirstOnLine, styleOf } from "./style.js";

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
    const { newline } = styleOf(sourceFile);
    return isFirstOnLine(sourceFile, start)
      ? [insertion(start, code + separatorBefore(statement) + newline + indentationAt(sourceFile, start))]
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
  if (rest.trim() !== "") {
    const text = codes.map((code) => ` ${code};`).join("");
    return [insertion(end, isOpen(statement) ? `;${text}` : text)];
  }
  const lineBreak = newline + indentationAt(sourceFile, statement.getStart());
  const siblings = statement.parent.getChildren().flatMap((child) => child.getChildren());
  const next = siblings[siblings.indexOf(statement) + 1];
  const isGuarded = end < statement.end || next === undefined;
  const separator = isGuarded ? terminator : separatorBefore(next);
  return [insertion(behindComments, codes.map((code) => lineBreak + code).join(terminator) + separator)];
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
    : [insertion(brace, ` ${code}${terminator} `)];
}

/**
 * Gives an arrow function with an expression for its body a block that starts with a statement. An object literal leaves its parentheses
 * there, and an expression that goes on over several lines moves inwards with its first one.
 */
export function beforeExpressionBody(arrow: ts.ArrowFunction, code: string): readonly Edit[] | null {
  const { body, equalsGreaterThanToken } = arrow;
  if (ts.isBlock(body)) return null;
  const sourceFile = arrow.getSourceFile();
  const { newline, terminator, unit } = styleOf(sourceFile);
  const gap = { start: equalsGreaterThanToken.end, end: body.getStart() };
  const [opening, closing] = withoutParentheses(body);
  if (isHeldByDirective(gap.start, body)) {
    return [insertion(gap.end, `{ ${code}; return `), ...opening, ...closing, insertion(body.end, `${terminator} }`)];
  }
  const outer = indentationAt(sourceFile, equalsGreaterThanToken.getStart());
  const last = insertion(body.end, `${terminator}${newline}${outer}}`);
  const start = startWithComments(body);
  if (isFirstOnLine(sourceFile, start)) {
    const statement = insertion(start, code + terminator + newline + indentationAt(sourceFile, start));
    return [insertion(gap.start, " {"), statement, insertion(gap.end, "return "), ...opening, ...closing, last];
  }
  const inner = newline + outer + unit;
  const text = `{${inner}${code}${terminator}${inner}return `;
  const isBlank = sourceFile.text.slice(gap.start, gap.end).trim() === "";
  const first = isBlank ? { ...gap, text: ` ${text}` } : insertion(gap.end, text);
  return [first, ...opening, ...indented(body, unit), ...closing, last];
}

function inBraces(statement: ts.Statement, code: string): readonly Edit[] {
  const sourceFile = statement.getSourceFile();
  const style = styleOf(sourceFile);
  const { newline, terminator } = style;
  const separator = separatorBefore(statement);
  const opener = endOfTokenBefore(statement);
  const end = endOf(statement);
  if (isHeldByDirective(opener, statement)) {
    const stop = sourceFile.text[end - 1] === ";" ? "" : terminator;
    return [insertion(statement.getStart(), `{ ${code}; `), insertion(end, `${stop} }`)];
  }
  const start = startWithComments(statement);
  const outer = indentationAt(sourceFile, opener - 1);
  const ownLine = isFirstOnLine(sourceFile, start);
  const inner = newline + (ownLine ? indentationAt(sourceFile, start) : outer + style.unit);
  const opening = ownLine
    ? [insertion(opener, " {"), insertion(start, code + separator + inner)]
    : [insertion(statement.getStart(), `{${inner}${code}${separator}${inner}`)];
  return [...opening, closingBrace(statement, end, `${newline}${outer}}`)];
}

/** The closing brace behind a statement and its comments; an `else` on a line of its own follows it at once. */
function closingBrace(statement: ts.Statement, end: number, brace: string): Edit {
  const sourceFile = statement.getSourceFile();
  const { parent } = statement;
  const alternative = ts.isIfStatement(parent) && parent.thenStatement === statement ? parent.elseStatement : undefined;
  if (alternative !== undefined) {
    const between = endOfTokenBefore(alternative) - "else".length;
    if (sourceFile.text.slice(end, between).trim() === "") return { start: end, end: between, text: `${brace} ` };
  }
  return insertion(endOfLineComments(sourceFile, end), brace);
}

/** Ends by virtue of the line break or the brace behind it. */
function isOpen(statement: ts.Statement): boolean {
  const last = statement.getLastToken()?.kind;
  if (ts.isVariableStatement(statement) || ts.isExpressionStatement(statement)) {
    return last !== ts.SyntaxKind.SemicolonToken;
  }
  return !/[;}]$/u.test(statement.getText());
}

/** What ends a statement on the line before another one: a `;` in any style where the two would be read as one. */
function separatorBefore(next: ts.Node): ";" | "" {
  return /^[([`+\-/]/u.test(next.getText()) ? ";" : styleOf(next.getSourceFile()).terminator;
}

function isListed(statement: ts.Statement): boolean {
  const { parent } = statement;
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent);
}

function isWholeBody(statement: ts.Statement): boolean {
  const { parent } = statement;
  return ts.isIfStatement(parent) || (ts.isIterationStatement(parent, false) && parent.statement === statement);
}

/** Start of a statement, or of a function's expression, with the comments on the lines right above it. */
function startWithComments(node: ts.Node): number {
  const { text } = node.getSourceFile();
  let from = node.getStart();
  for (const { pos, end } of [...(ts.getLeadingCommentRanges(text, node.pos) ?? [])].reverse()) {
    if ((text.slice(end, from).match(/\n/gu)?.length ?? 0) > 1) break;
    from = pos;
  }
  return from;
}

/** Where a statement ends: before a `;` that stands on the next line to guard what follows. */
function endOf(statement: ts.Statement): number {
  return statement.end - guardAtEnd(statement.getText()).length;
}

function endOfLineComments({ text }: ts.SourceFile, position: number): number {
  return ts.getTrailingCommentRanges(text, position)?.at(-1)?.end ?? position;
}

/** End of the `)`, `else` or `do` before the body of an `if` or a loop. */
function endOfTokenBefore(statement: ts.Statement): number {
  const siblings = statement.parent.getChildren();
  return siblings[siblings.indexOf(statement) - 1]?.end ?? statement.pos;
}
