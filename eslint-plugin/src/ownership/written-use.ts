/**
 * What is written around a call tells that its result can hold no response: what it is asserted to be, the variable or parameter that it goes
 * to, what the function that returns it says to return. Names are looked up; no type is asked for, which for a method may take the
 * compiler a second.
 *
 * Errs towards "may": `any` and `unknown` say nothing, nor does a name that is narrowed somewhere, nor what is handed to a method.
 */
import ts from "typescript";
import { declarationsOf, mayHoldResponse } from "../typed/may-hold.js";
import { isTransparent } from "../typed/unwrap.js";
import { isTested } from "./result-use.js";
import { isChoice, mentionsOf, useOf } from "./uses.js";

/** Variables that are given each other, `const b = a`: more are not followed. */
const deepest = 3;

/**
 * Whether the result of `call`, awaited or not, can be and hold no response, by what is written where it goes.
 *
 * @example isSaidToHoldNone(`account.sign(hash)`, checker) // keccak256(await account.sign(hash)), where `keccak256(value: string)`:  true
 */
export function isSaidToHoldNone(call: ts.Expression, checker: ts.TypeChecker, depth = 0): boolean {
  let value: ts.Node = call;
  for (;;) {
    const use = value.parent;
    if (isAssertion(use) && saysNone(use.type, checker)) return true;
    if (ts.isVariableDeclaration(use)) return isVariableOfNone(use, checker, depth);
    if (!isTransparent(use) && !isChoice(use, value) && !ts.isAwaitExpression(use)) {
      return isArgumentOfNone(use, value, checker) || isReturnOfNone(use, value, checker);
    }
    value = use;
  }
}

function isAssertion(node: ts.Node): node is ts.AsExpression | ts.TypeAssertion | ts.SatisfiesExpression {
  return ts.isAsExpression(node) || ts.isTypeAssertionExpression(node) || ts.isSatisfiesExpression(node);
}

/** `any` and `object` take a response, too, and `never` is only written to pass for something else. */
function saysNone(type: ts.TypeNode | undefined, checker: ts.TypeChecker): boolean {
  return type !== undefined && !saysNothing(type) && !mayHoldResponse(type, checker);
}

function saysNothing(type: ts.TypeNode): boolean {
  if (ts.isTypeReferenceNode(type)) return type.typeArguments?.some(saysNothing) === true;
  if (ts.isUnionTypeNode(type)) return type.types.some(saysNothing);
  return keywordsOfAnything.has(type.kind);
}

const keywordsOfAnything: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AnyKeyword,
  ts.SyntaxKind.UnknownKeyword,
  ts.SyntaxKind.ObjectKeyword,
  ts.SyntaxKind.NeverKeyword,
]);

function isVariableOfNone(variable: ts.VariableDeclaration, checker: ts.TypeChecker, depth: number): boolean {
  const { name, type } = variable;
  if (type !== undefined) return saysNone(type, checker);
  if (!ts.isIdentifier(name) || depth >= deepest) return false;
  const mentions = mentionsOf(name);
  const isSame = (mention: ts.Identifier): boolean => declarationsOf(mention, checker).some((it) => it === variable);
  return (
    mentions.some((mention) => isSaidToHoldNone(mention, checker, depth + 1) && isSame(mention)) &&
    !mentions.some((mention) => isNarrowing(useOf(mention)))
  );
}

/** Behind `typeof value`, `value instanceof C` or `if (isText(value))`, what is written tells of one kind that it may be. */
function isNarrowing(use: ts.Node): boolean {
  if (ts.isTypeOfExpression(use)) return true;
  if (ts.isBinaryExpression(use)) return narrowing.has(use.operatorToken.kind);
  return ts.isCallExpression(use) && isTested(useOf(use));
}

const narrowing: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.InstanceOfKeyword, ts.SyntaxKind.InKeyword]);

/** Passed to a function that has a name here, as what its parameter says to be. */
function isArgumentOfNone(use: ts.Node, value: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isCallExpression(use) || !ts.isIdentifier(use.expression)) return false;
  const position = use.arguments.findIndex((argument) => argument === value);
  if (position < 0 || use.arguments.slice(0, position).some(ts.isSpreadElement)) return false;
  const functions = declarationsOf(use.expression, checker).map(functionOf);
  return (
    functions.length > 0 &&
    functions.every((fn) => {
      const parameter = fn?.parameters[position];
      return parameter !== undefined && parameter.dotDotDotToken === undefined && saysNone(parameter.type, checker);
    })
  );
}

function functionOf(declaration: ts.Declaration): ts.SignatureDeclaration | undefined {
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  const initializer = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    ? initializer
    : undefined;
}

/** Returned, `return await call` or `() => call`, by a function that says what it returns. */
function isReturnOfNone(use: ts.Node, value: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isArrowFunction(use)) return use.body === value && saysNone(use.type, checker);
  const fn = ts.isReturnStatement(use) ? ts.findAncestor(use, ts.isFunctionLike) : undefined;
  return fn !== undefined && ts.isFunctionLike(fn) && saysNone(fn.type, checker);
}
