/**
 * Helpers that put what they acquire into an object of their caller: `async function fill(out, url) { out.res = await fetch(url); }`, and
 * methods that put it into a field of the object they are called on. The caller answers for it if it has made that object itself.
 */
import ts from "typescript";
import type { TypedFile } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import { enclosingFunction } from "../ir/function-nodes.js";
import type { FunctionNode } from "../ir/types.js";
import type { Machine } from "./machine.js";

/** What a helper fills: the object it is called on, or the argument at an index. */
export type Filled = "this" | number;

const known = new WeakMap<FunctionNode, boolean>();

/** Whether `fn` writes a property of its `this` or of a parameter, by syntax. */
export function mayFill(fn: FunctionNode): boolean {
  let answer = known.get(fn);
  if (answer === undefined) {
    answer = ts.isFunctionLike(fn) && writesProperty(fn, fn);
    known.set(fn, answer);
  }
  return answer;
}

function writesProperty(node: ts.Node, fn: ts.SignatureDeclaration): boolean {
  if (ts.isBinaryExpression(node) && filledBy(node, fn) !== null) return true;
  return ts.forEachChild(node, (child) => writesProperty(child, fn)) === true;
}

/** What `out.res = …` or `this.res = …` fills in `fn`. */
function filledBy({ left, operatorToken }: ts.BinaryExpression, fn: ts.SignatureDeclaration): Filled | null {
  const target = unwrap(left);
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(target)) return null;
  const object = unwrap(target.expression);
  if (object.kind === ts.SyntaxKind.ThisKeyword) return ts.isMethodDeclaration(fn) ? "this" : null;
  if (!ts.isIdentifier(object)) return null;
  const index = fn.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === object.text);
  return index < 0 ? null : index;
}

/** Notes that the root puts the response into an object of its caller, by the assignment `node`. */
export function noteFilled({ slice, frame }: Machine, node: ts.Node): void {
  if (frame.depth > 0 || !ts.isBinaryExpression(node) || !ts.isFunctionLike(frame.ir.node)) return;
  slice.observations.filled ??= filledBy(node, frame.ir.node);
}

/**
 * Whether what `call` fills is an object that is made in the function around it.
 *
 * @returns the `new` that makes it; null where a literal does; undefined where it is not made there.
 */
export function makingOf(
  call: ts.CallExpression,
  filled: Filled,
  file: TypedFile,
): ts.NewExpression | null | undefined {
  const written = filled === "this" ? receiverOf(call) : call.arguments[filled];
  const name = written && unwrap(written);
  if (name === undefined || !ts.isIdentifier(name)) return undefined;
  const declaration = file.checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  if (enclosingFunction(declaration) !== enclosingFunction(call) || declaration.initializer === undefined) {
    return undefined;
  }
  const made = unwrap(declaration.initializer);
  if (ts.isNewExpression(made)) return made;
  return ts.isObjectLiteralExpression(made) ? null : undefined;
}

function receiverOf(call: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrap(call.expression);
  return ts.isPropertyAccessExpression(callee) ? callee.expression : undefined;
}

/** Whether something may be filled by `call`, by syntax: it is given a name, or called on one. */
export function mayBeFilled(call: ts.CallExpression): boolean {
  return [receiverOf(call), ...call.arguments].some((one) => one !== undefined && ts.isIdentifier(unwrap(one)));
}
