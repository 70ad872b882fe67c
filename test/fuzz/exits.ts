/** Where a run has lost a body, as a place of the module's text; and where the analysis says so. */
import ts from "typescript";
import type { Place } from "../../eslint-plugin/src/findings/types.js";
import type { Position } from "./world/trace.js";
import { functionOf, functionsAt, isEndOfBlock, isIn, nodeAt, ownText, statementOf } from "./text.js";
import type { Way } from "./world/types.js";

/** A statement by its start, or the end of a block. */
export type Exit = Position;

/** The exit that a report names. */
export function exitOf({ node, part }: Place): Exit {
  return part === "closingBrace" ? node.end : statementOf(node).getStart();
}

/**
 * Exits that are right to name for a body that was lost on this way.
 *
 * That is the last place with a variable that leads to it: a `return` or `throw`, the end of a block, an assignment. Where nothing ever
 * led to it, the statement that acquires it. There are these others:
 * - where a `finally` was come to by a jump and lost nothing itself, that jump;
 * - where a function threw that was given it, the call of that function: the docs say which of the two it is;
 * - where a function gave it to a callback, the call of that function: it has the body longer than the callback;
 * - where a function got it from a callback and lost it, the call of that function; and so of a generator that kept what it had yielded;
 * - where a callback threw in the midst of the statement that had it, that `throw`.
 */
export function exitsOf(file: ts.SourceFile, way: Way): ReadonlySet<Exit> {
  const { calls, lastSeen, thrownBy, trace, seenFor } = way;
  const statementAt = (position: Position): Exit => statementOf(outsideExecutors(nodeAt(file, position))).getStart();
  if (lastSeen === null) return new Set(calls.map(statementAt));
  const jump = jumpIntoFinally(file, way);
  const last = jump ?? (isEndOfBlock(file, lastSeen) ? lastSeen : statementAt(lastSeen));
  const [acquisition = 0] = calls;
  // The innermost: those around it gave others.
  const lenders = calls
    .filter((call) => isIn(callAt(file, call), last) && !isIn(callAt(file, call), acquisition))
    .sort((a, b) => b - a)
    .slice(0, 1);
  const inFunction = functionOf(nodeAt(file, last));
  const takers = calls.filter((call) => {
    const node = callAt(file, call);
    const callee = inFunction === undefined ? null : calledFunction(node, inFunction);
    return callee !== null && (callee.asteriskToken !== undefined || (call !== acquisition && isIn(node, acquisition)));
  });
  const statement = statementOf(nodeAt(file, lastSeen));
  const inside = trace.slice(seenFor).findLast((at) => isIn(statement, at));
  const thrown = inside !== undefined && !isEndOfBlock(file, lastSeen) && isThrow(nodeAt(file, inside)) ? [inside] : [];
  return new Set([
    last,
    ...thrownBy.slice(0, 1).map(statementAt),
    ...[...lenders, ...takers].map(statementAt),
    ...thrown,
  ]);
}

/**
 * Exits that are as right, where no other is named:
 * - where a function threw that was given it, and whoever caught that decided nothing more, the last place in that function: it may have
 *   had charge of it;
 * - where that went through further functions, the calls of those;
 * - where a closure kept it that ran when the function around it had ended, the last place in that function;
 * - where a generator kept it whose consumer stopped at a `yield`, the places after that: by itself, it is taken to be iterated to its end.
 */
export function exitsBefore(
  file: ts.SourceFile,
  { lastSeen, sightings, captured, throws, thrownBy, trace }: Way,
): ReadonlySet<Exit> {
  const exitAt = (position: Position): Exit =>
    isEndOfBlock(file, position) ? position : statementOf(nodeAt(file, position)).getStart();
  const blamed = throws.flatMap(({ at, within, cameTo }, index) => {
    const caller = functionOf(nodeAt(file, at));
    const isDecided = trace.slice(cameTo).some((later) => {
      const statement = statementOf(nodeAt(file, later));
      return functionOf(statement) === caller && !isEndOfBlock(file, later) && decides(statement);
    });
    if (isDecided) return [];
    // Of a function that called the one that threw, that call was the last place.
    return [...(within === null ? [] : [within]), ...(index + 1 < throws.length ? [at] : [])];
  });
  const outlived = sightings.flatMap(({ at, cameTo }) => {
    const [home] = functionsAt(file, at);
    const isOver = trace.slice(cameTo).every((later) => functionsAt(file, later)[0] !== home);
    const later = captured.filter((one) => one.cameTo > cameTo);
    const isKept = later.some((one) => home !== undefined && functionsAt(file, one.at).lastIndexOf(home) > 0);
    return isOver && isKept ? [at] : [];
  });
  const isYielding = lastSeen !== null && ownText(statementOf(nodeAt(file, lastSeen))).startsWith("yield ");
  const notComeTo = isYielding && !isEndOfBlock(file, lastSeen) ? placesAfter(file, lastSeen) : [];
  return new Set([...[...blamed, ...thrownBy.slice(1), ...outlived].map(exitAt), ...notComeTo]);
}

/** The statements that a run came to while it had the body, the one that acquires it included. */
export function statementsOf(file: ts.SourceFile, { calls, trace }: Way): readonly ts.Node[] {
  const positions = [...calls.slice(0, 1), ...trace.filter((at) => !isEndOfBlock(file, at))];
  return [...new Set(positions.map((at) => statementOf(nodeAt(file, at))))];
}

/** Statements and ends of blocks of the function that stand after that. */
function placesAfter(file: ts.SourceFile, position: Position): readonly Exit[] {
  const [fn] = functionsAt(file, position);
  const found: Exit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) found.push(node.end);
    if (ts.isStatement(node)) found.push(node.getStart());
    ts.forEachChild(node, visit);
  };
  if (fn !== undefined) visit(fn);
  return found.filter((at) => at > position);
}

/** It takes a way that the world decides. */
function decides(statement: ts.Node): boolean {
  return !ts.isIterationStatement(statement, false) && /\bflip\(\)/u.test(ownText(statement));
}

/** Where the run jumped from into the `finally` at whose end the body was seen for the last time. */
function jumpIntoFinally(file: ts.SourceFile, { trace, lastSeen, seenFor, throws }: Way): Exit | null {
  if (lastSeen === null || !isEndOfBlock(file, lastSeen)) return null;
  let at = lastSeen;
  for (let index = seenFor - 1; index >= 0; index--) {
    const before = trace[index];
    const block = finallyEndingAt(file, at);
    if (before === undefined || block === null) break;
    const from = nodeAt(file, before);
    // What other functions do in between is no way into it.
    if (isIn(block.finallyBlock, before) || !isIn(block, before) || functionOf(from) !== functionOf(block)) continue;
    if (isJump(from) || throws.some(({ at: call }) => isIn(statementOf(from), call))) return before;
    // An inner `finally` that was come to in the same way.
    at = before;
  }
  return null;
}

function finallyEndingAt(file: ts.SourceFile, position: Position): ts.TryStatement | null {
  let found: ts.TryStatement | null = null;
  const visit = (node: ts.Node): void => {
    if (ts.isTryStatement(node) && node.finallyBlock?.end === position) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isJump(node: ts.Node): boolean {
  const statement = statementOf(node);
  return ts.isReturnStatement(statement) || ts.isBreakOrContinueStatement(statement) || isThrow(statement);
}

function isThrow(node: ts.Node): boolean {
  const statement = statementOf(node);
  return ts.isThrowStatement(statement) || statement.getText() === "fail();";
}

/** `fn`, if that is what `call` calls. */
function calledFunction(call: ts.Node | undefined, fn: ts.Node): ts.FunctionDeclaration | null {
  if (call === undefined || !ts.isCallExpression(call) || !ts.isFunctionDeclaration(fn)) return null;
  return fn.name?.text === call.expression.getText() ? fn : null;
}

function callAt(file: ts.SourceFile, position: Position): ts.Node | undefined {
  return ts.findAncestor(nodeAt(file, position), (node) => ts.isCallExpression(node) && node.getStart() === position);
}

/** What is given to `new Promise` runs where that stands. */
function outsideExecutors(node: ts.Node): ts.Node {
  const executor = ts.findAncestor(node, (one) => ts.isArrowFunction(one) && ts.isNewExpression(one.parent));
  return executor === undefined ? node : outsideExecutors(executor.parent);
}
