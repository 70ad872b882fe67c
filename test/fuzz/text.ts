/** Positions of a generated module's text as its syntax. */
import ts from "typescript";
import type { Position } from "./world/trace.js";

/** The innermost node that begins there. */
export function nodeAt(file: ts.SourceFile, position: Position): ts.Node {
  const known = nodes.get(file) ?? new Map<Position, ts.Node>();
  nodes.set(file, known);
  const node = known.get(position) ?? findNodeAt(file, position);
  known.set(position, node);
  return node;
}

/** Many runs come to the same places. */
const nodes = new WeakMap<ts.SourceFile, Map<Position, ts.Node>>();

function findNodeAt(file: ts.SourceFile, position: Position): ts.Node {
  let found: ts.Node = file;
  const visit = (node: ts.Node): void => {
    if (node.getStart() > position || position >= node.end) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

export function statementOf(node: ts.Node): ts.Node {
  const isTracedNode = (one: ts.Node): boolean =>
    !ts.isSourceFile(one) &&
    (ts.isBlock(one.parent) || ts.isCaseOrDefaultClause(one.parent) || ts.isSourceFile(one.parent));
  return ts.findAncestor(node, isTracedNode) ?? node;
}

export function isEndOfBlock({ text }: ts.SourceFile, position: Position): boolean {
  return text[position - 1] === "}";
}

export function functionOf(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node, ts.isFunctionLike);
}

/** The functions that a place of a run is in, the innermost first. */
export function functionsAt(file: ts.SourceFile, position: Position): readonly ts.Node[] {
  // What begins where a function ends is not in it.
  return functionsAround(nodeAt(file, isEndOfBlock(file, position) ? position - 1 : position));
}

function functionsAround(node: ts.Node): readonly ts.Node[] {
  const fn = functionOf(node);
  return fn === undefined ? [] : [fn, ...functionsAround(fn.parent)];
}

export function isIn(block: ts.Node | undefined, position: Position): boolean {
  return block !== undefined && block.pos <= position && position <= block.end;
}

/** What a statement says, without the statements in it: those are places of their own. */
export function ownText(statement: ts.Node): string {
  const file = statement.getSourceFile();
  const start = statement.getStart();
  let text = file.text.slice(start, statement.end);
  // From the last to the first, so that places before stay where they are.
  for (const { pos, end } of innerStatements(statement).toReversed()) {
    text = text.slice(0, pos - start) + text.slice(end - start);
  }
  return text;
}

function innerStatements(node: ts.Node): readonly ts.TextRange[] {
  const found: ts.TextRange[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isBlock(child)) found.push(child);
    else if (ts.isCaseOrDefaultClause(child)) found.push(child.statements);
    else found.push(...innerStatements(child));
  });
  return found;
}
