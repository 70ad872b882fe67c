/** What a helper was given, as it is written at the call that has led to it: so one thing has one name in all of them. */
import ts from "typescript";
import { unwrap } from "../typed/unwrap.js";
import type { Scopes } from "../ir/scopes.js";
import type { Variable } from "../ir/types.js";
import type { Frame, Slice } from "./slice.js";

/** An expression, and the activation whose code it is. */
interface Written {
  readonly frame: Frame;
  readonly expression: ts.Expression;
}

/**
 * Where `expression` comes from: for a parameter of a helper that is never written again, what its caller wrote; for anything else, itself.
 *
 * @example origin(frame, expected, slice) // in `isInstance(value, expected)`, called as `isInstance(res, Response)`: `Response`
 */
export function origin(frame: Frame, expression: ts.Expression, slice: Slice): Written {
  const own = { frame, expression: withoutFallback(expression) };
  const variable = variableOf(own.expression, slice.scopes);
  if (variable?.kind !== "parameter" || variable.reassigned) return own;
  const helper = activationOf(variable.owner, frame);
  if (helper?.outer == null || helper.from === null || !helper.called || !ts.isCallExpression(helper.from)) return own;
  const argument = argumentOf(variable, helper.from);
  return argument === undefined ? own : origin(helper.outer, argument, slice);
}

/** The activation of `owner` that the code of `frame` sees the variables of: its own, or one around its callback. */
function activationOf(owner: Variable["owner"], frame: Frame): Frame | null {
  for (let at: Frame | null = frame; at !== null; at = at.called ? null : at.outer) if (at.ir.node === owner) return at;
  return null;
}

/**
 * Whether options are made by a call that is given the method `HEAD`: nobody makes others of it.
 *
 * @example isMadeForHead(frame, options, slice) // fetch(url, init("HEAD")), fetch(url, signed({ method: "HEAD" })):  true
 */
export function isMadeForHead(frame: Frame, options: ts.Expression, slice: Slice): boolean {
  const { frame: at, expression } = origin(frame, options, slice);
  const made = constantBefore(expression, variableOf(expression, slice.scopes)) ?? expression;
  if (ts.isCallExpression(made)) return made.arguments.some((argument) => isHead(at, argument, slice));
  const spread = ts.isObjectLiteralExpression(made) ? made.properties.findLast(ts.isSpreadAssignment) : undefined;
  return spread !== undefined && isMadeForHead(at, spread.expression, slice);
}

function isHead(frame: Frame, argument: ts.Expression, slice: Slice): boolean {
  const { frame: at, expression } = origin(frame, argument, slice);
  const given = constantBefore(expression, variableOf(expression, slice.scopes)) ?? expression;
  if (ts.isStringLiteralLike(given)) return given.text.toUpperCase() === "HEAD";
  const method = ts.isObjectLiteralExpression(given) ? propertyWritten(given, "method") : null;
  return method !== null && isHead(at, method, slice);
}

/** The name of an expression where it comes from. */
export function nameOfOrigin(frame: Frame, expression: ts.Expression, slice: Slice, nameIn: NameIn): string | null {
  const { frame: at, expression: inner } = origin(frame, expression, slice);
  if (ts.isPropertyAccessExpression(inner)) return nameOfProperty(at, inner.expression, inner.name.text, slice, nameIn);
  // What is written on the spot has no name but the parameter's.
  return nameIn(ts.isObjectLiteralExpression(inner) ? unwrap(expression) : inner, slice.scopes);
}

/** The name of `object.property`, where that comes from; of a property that the object is written with, the name of its value. */
export function nameOfProperty(
  frame: Frame,
  object: ts.Expression,
  property: string,
  slice: Slice,
  nameIn: NameIn,
): string | null {
  const { frame: at, expression } = origin(frame, object, slice);
  const literal = ts.isObjectLiteralExpression(expression)
    ? expression
    : literalBefore(expression, variableOf(expression, slice.scopes));
  const written = literal && propertyWritten(literal, property);
  if (written) return nameOfOrigin(at, written, slice, nameIn);
  const spread = literal?.properties.findLast(ts.isSpreadAssignment);
  if (spread !== undefined) return nameOfProperty(at, spread.expression, property, slice, nameIn);
  const name = nameOfOrigin(frame, object, slice, nameIn);
  return name && `${name}.${property}`;
}

/** `signal ?? null`, `signal ?? undefined` */
function withoutFallback(expression: ts.Expression): ts.Expression {
  const inner = unwrap(expression);
  if (!ts.isBinaryExpression(inner) || inner.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken) return inner;
  const fallback = unwrap(inner.right);
  const isNothing = fallback.kind === ts.SyntaxKind.NullKeyword || fallback.getText() === "undefined";
  return isNothing ? withoutFallback(inner.left) : inner;
}

/** A kind of names (`purity.ts`). */
type NameIn = (node: ts.Node, scopes: Scopes) => string | null;

function variableOf(expression: ts.Expression, scopes: Scopes): Variable | undefined {
  return ts.isIdentifier(expression) ? scopes.variableOf(expression) : undefined;
}

/** `{ method: "HEAD" }` in `const options = { method: "HEAD" }`, where that stands before `use`: objects may be written with each other. */
function literalBefore(use: ts.Expression, variable: Variable | undefined): ts.ObjectLiteralExpression | undefined {
  const value = constantBefore(use, variable);
  return value !== undefined && ts.isObjectLiteralExpression(value) ? value : undefined;
}

/** What a constant is initialised with, where that stands before `use`. */
function constantBefore(use: ts.Expression, variable: Variable | undefined): ts.Expression | undefined {
  if (variable?.kind !== "const") return undefined;
  const { declaration } = variable;
  const { parent } = declaration;
  if (!ts.isVariableDeclaration(parent) || parent.name !== declaration || !parent.initializer) return undefined;
  const value = unwrap(parent.initializer);
  return value.end <= use.pos ? value : undefined;
}

/** The argument of `call` that a parameter stands for, or the property of one. */
function argumentOf({ declaration: name }: Variable, call: ts.CallExpression): ts.Expression | undefined {
  const declaration = name.parent;
  const parameter = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration;
  if (!ts.isParameter(parameter) || parameter.dotDotDotToken !== undefined) return undefined;
  const index = parameter.parent.parameters.indexOf(parameter);
  if (call.arguments.slice(0, index + 1).some(ts.isSpreadElement)) return undefined;
  const argument = call.arguments[index];
  if (argument === undefined || parameter === declaration) return argument;
  const options = unwrap(argument);
  const key = ts.isBindingElement(declaration) ? (declaration.propertyName ?? declaration.name) : undefined;
  if (key === undefined || !ts.isIdentifier(key) || !ts.isObjectLiteralExpression(options)) return undefined;
  return propertyWritten(options, key.text) ?? undefined;
}

/** The value that an object literal gives a property by its name. */
export function propertyWritten({ properties }: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  for (const entry of properties) {
    if (entry.name === undefined || !ts.isIdentifier(entry.name) || entry.name.text !== name) continue;
    if (ts.isPropertyAssignment(entry)) return entry.initializer;
    if (ts.isShorthandPropertyAssignment(entry)) return entry.name;
  }
  return null;
}
