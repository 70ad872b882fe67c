/**
 * Which calls are worth a question: what the syntax tells of what a call names, of what it is given and of what becomes of its result.
 * What a member of something is may take the compiler seconds to find out; this takes nothing.
 *
 * Functions that a table knows go by their own names, so that any other name can only be an injected fetch. One of those is given what may
 * be a URL, and its result is awaited, chained, or kept and then awaited or chained. Errs towards quiet: a table's function that is a
 * property under another name is found only if it is used like a fetch; a promise that is passed on or returned at once is not looked at.
 */
import ts from "typescript";
import type { Knowledge } from "../model/knowledge.js";
import { isAcquiringName, namesSaidIn } from "../model/tables.js";
import type { FunctionNode } from "../ir/types.js";
import { writtenReturnType } from "../typed/annotation.js";
import { mayHoldResponse } from "../typed/may-hold.js";
import { isEndingMember } from "../model/resources.js";
import { importedNames } from "./imported-names.js";
import { keptByFile } from "../typed/kept-by-file.js";
import { operandsOf, unwrap } from "../typed/unwrap.js";
import { namesNoFetch } from "./everyday-names.js";
import { isBoxed } from "./response-use.js";
import {
  isAwaited,
  isIterated,
  isPassingOn,
  isReturned,
  mayBePromiseOfResponse,
  mayBeRequest,
  takerOf,
} from "./result-use.js";

export type Candidate = ts.CallExpression | ts.TaggedTemplateExpression;

/**
 * Every call of a file or function that may acquire; in source order.
 *
 * @param returned - Also look at what is returned as it is: for a file, whoever it is returned to answers for it.
 */
export function candidates(
  within: ts.SourceFile | FunctionNode,
  knowledge: Knowledge,
  returned = false,
): readonly Candidate[] {
  const calls: Candidate[] = [];
  const waiting: ts.Node[] = [within];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ts.isCallExpression(node) && mayAcquire(node, knowledge, returned)) calls.push(node);
    if (ts.isTaggedTemplateExpression(node) && mayTagAcquire(node, returned)) calls.push(node);
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return calls.sort((a, b) => a.pos - b.pos);
}

/** ``await get`/users/${id}` ``: no table knows a tag, but it may be a function of the program. */
function mayTagAcquire(template: ts.TaggedTemplateExpression, returned: boolean): boolean {
  const tag = unwrap(template.tag);
  return (ts.isIdentifier(tag) || isOwnHelper(tag)) && (isAwaited(template) || (returned && isReturned(template)));
}

/** `urls.map(load)`, `ready.then(load)`: what a method gives that is handed a function by its name. */
export function isGivenByName(call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  return (
    ts.isPropertyAccessExpression(callee) &&
    isPassingOn(callee.name.text) &&
    call.arguments.some((argument) => ts.isIdentifier(argument))
  );
}

/** Whether to look at what `call` names. An identifier costs little. */
function mayAcquire(call: ts.CallExpression, knowledge: Knowledge, returned: boolean): boolean {
  if (isGivenByName(call)) return true;
  return operandsOf(call.expression).some(
    (operand) =>
      ts.isIdentifier(operand) ||
      mayBeKnown(call, operand, knowledge) ||
      (!isFunction(operand) &&
        mayNameFetch(call, operand) &&
        (isUsedAsFetch(call, operand) || (returned && isReturned(call)))) ||
      ((isAwaited(call) || isIterated(call) || isGivenBack(call)) && isOwnHelper(operand)) ||
      (ts.isPropertyAccessExpression(operand) && mayNameFetch(call, operand) && isBoxed(call)),
  );
}

/** `retry(() => this.#load(url))`: unlike a method of arrays, a function of the program may return what its callback does. */
function isGivenBack(call: ts.CallExpression): boolean {
  const taker = takerOf(call)?.expression;
  return taker !== undefined && !namesNoFetch(taker, methodName(taker) ?? "");
}

/**
 * `this.#send(…)`, `super.send(…)`, `api.send(…)` of a module, `Reader.open(…)` of a class: what it gives may be in an object, and what is called costs little to find
 * out. Where the class says what it gives, it may hold a response.
 */
function isOwnHelper(operand: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(operand)) return false;
  const { expression, name } = operand;
  if (ts.isIdentifier(expression)) {
    const file = operand.getSourceFile();
    const { ownModules, ownClasses } = importedNames(file);
    return ownModules.has(expression.text) || ownClasses.has(expression.text) || madeNames(file).has(expression.text);
  }
  if (expression.kind !== ts.SyntaxKind.ThisKeyword && expression.kind !== ts.SyntaxKind.SuperKeyword) return false;
  if (isOfObjectMadeForCall(operand)) return false;
  const members = ts.findAncestor(operand, ts.isClassLike)?.members;
  const own = members?.find((member) => member.name !== undefined && isNamed(member.name, name.text));
  const written = own && writtenReturnType(own);
  return written === undefined || mayHoldResponse(written, null);
}

/** What `new` makes, by name: `const connection = new Connection(url)`. */
const madeNames = keptByFile(
  ({ text }) =>
    new Set([...text.matchAll(/\b(?:const|let)\s+(\w+)[^=;\n]*=\s*new\s/gu)].flatMap(([, name]) => name ?? [])),
);

/** `this.send` in an object that is written as an argument has its type from what is called: there is none dearer. */
function isOfObjectMadeForCall(operand: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(operand) || operand.expression.kind !== ts.SyntaxKind.ThisKeyword) return false;
  const method = ts.findAncestor(operand, (node) => ts.isFunctionLike(node) && !ts.isArrowFunction(node));
  const literal = method && ts.isPropertyAssignment(method.parent) ? method.parent.parent : method?.parent;
  return literal !== undefined && ts.isObjectLiteralExpression(literal) && ts.isCallExpression(literal.parent);
}

function isNamed(name: ts.PropertyName, text: string): boolean {
  return (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) && name.text === text;
}

/**
 * Whether the type of what `call` names is worth a question, where the names do not tell.
 *
 * @param strict - Types alone may speak for an acquisition, whatever the call is given.
 */
export function mayAcquireByType(call: ts.CallExpression, knowledge: Knowledge, strict: boolean): boolean {
  return operandsOf(call.expression).some(
    (operand) =>
      mayBeKnown(call, operand, knowledge) ||
      (mayNameFetch(call, operand) &&
        isUsedAsFetch(call, operand) &&
        (strict || isGivenUrl(call, indirect.has(methodName(operand) ?? "")))),
  );
}

/** Whether the user or a table may know what is called, as far as its name tells. */
export function mayBeKnownByName(call: Candidate, knowledge: Knowledge): boolean {
  return (
    ts.isCallExpression(call) && operandsOf(call.expression).some((operand) => mayBeKnown(call, operand, knowledge))
  );
}

/** Names of acquiring functions that are everybody's words: `headers.get(…)`, `provider.request(…)`. */
const everyday: ReadonlySet<string> = new Set("get post put delete patch query request send raw native".split(" "));

/**
 * Whether the user or a table may know what is called; a table, of a method with an everyday name, only if the result is used as one it knows
 * gives.
 */
function mayBeKnown(call: ts.CallExpression, operand: ts.Expression, knowledge: Knowledge): boolean {
  if (isSaid(operand)) return true;
  if (hasAcquiringName(operand, (name) => knowledge.isAcquiringName(name))) return true;
  if (!hasAcquiringName(operand, isAcquiringName)) return false;
  if (!ts.isPropertyAccessExpression(operand) || !everyday.has(operand.name.text)) return true;
  if (/^(?:headers|searchParams)$/u.test(lastName(operand.expression)) || saysNoAddress(call)) return false;
  return isOfClient(operand) || mayBeRequest(call) || mayBePromiseOfResponse(call, operand.name.text);
}

/** `provider.request({ method, params })`: options of a request say where it goes to. */
export function saysNoAddress({ arguments: [options] }: ts.CallExpression): boolean {
  return (
    options !== undefined &&
    ts.isObjectLiteralExpression(options) &&
    options.properties.length > 0 &&
    options.properties.every(
      ({ name }) =>
        name !== undefined &&
        ts.isIdentifier(name) &&
        !/address|agent|base|connection|endpoint|host|href|origin|path|port|protocol|resource|route|server|socket|target|ur[il]/iu.test(
          name.text,
        ),
    )
  );
}

/** `axios.get(…)`: of what comes from a known client, it costs little to find out what is called. */
function isOfClient({ expression }: ts.PropertyAccessExpression): boolean {
  return ts.isIdentifier(expression) && importedNames(expression.getSourceFile()).clients.has(expression.text);
}

/** The last name of `response.headers`; empty where there is none. */
function lastName(expression: ts.Expression): string {
  const named = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(named) ? named.text : "";
}

/** A name that tells something because of what else the file says: `got.stream.get(url)`, `needle.post(url, data)`. */
function isSaid(operand: ts.Expression): boolean {
  const names = namesIn(operand.getSourceFile());
  if (ts.isIdentifier(operand)) return names.has(operand.text);
  if (!ts.isPropertyAccessExpression(operand)) return false;
  const { expression, name } = operand;
  return (
    names.has(name.text) ||
    (ts.isPropertyAccessExpression(expression) && names.has(`${expression.name.text}.${name.text}`))
  );
}

const namesIn = keptByFile(({ text }) => namesSaidIn(text));

type IsAcquiring = (name: string) => boolean;

function hasAcquiringName(operand: ts.Expression, isAcquiring: IsAcquiring): boolean {
  if (ts.isIdentifier(operand)) return isAcquiring(operand.text);
  if (ts.isElementAccessExpression(operand)) {
    return ts.isStringLiteralLike(operand.argumentExpression) && isAcquiring(operand.argumentExpression.text);
  }
  if (ts.isCallExpression(operand)) return isBound(operand, isAcquiring);
  if (!ts.isPropertyAccessExpression(operand)) return false;
  const { expression, name } = operand;
  if (!indirect.has(name.text)) return isAcquiring(name.text);
  return operandsOf(expression).some((target) => ts.isIdentifier(target) || hasAcquiringName(target, isAcquiring));
}

/** `fetch.bind(…)(…)` */
function isBound({ expression }: ts.CallExpression, isAcquiring: IsAcquiring): boolean {
  const callee = unwrap(expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "bind" && hasAcquiringName(callee, isAcquiring);
}

const indirect: ReadonlySet<string> = new Set(["call", "apply", "bind"]);

/** Not a method of the language, what reads or cancels a body, nor a test's matcher: an awaited `res.json()` is no request. */
function mayNameFetch(call: ts.CallExpression, operand: ts.Expression): boolean {
  const name = methodName(operand);
  if (name === null) return true;
  return (
    !namesNoFetch(operand, name) &&
    !(everyday.has(name) && saysNoAddress(call)) &&
    !(call.arguments.length === 0 && isEndingMember(name)) &&
    !isOfObjectMadeForCall(operand)
  );
}

function isUsedAsFetch(call: ts.CallExpression, operand: ts.Expression): boolean {
  return !call.arguments.some(isFunction) && mayBePromiseOfResponse(call, methodName(operand));
}

function isIdentifierOf(node: ts.Expression, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** Null for what is no method; empty for one whose name is not written: `handlers[kind](…)`. */
function methodName(operand: ts.Expression): string | null {
  if (ts.isElementAccessExpression(operand)) {
    return ts.isStringLiteralLike(operand.argumentExpression) ? operand.argumentExpression.text : "";
  }
  return ts.isPropertyAccessExpression(operand) ? operand.name.text : null;
}

/** As one of the first two arguments; with `.call`, one later. */
function isGivenUrl({ arguments: given }: ts.CallExpression, isShifted: boolean): boolean {
  return given.slice(0, isShifted ? 3 : 2).some((argument) => mayBeUrl(unwrap(argument)));
}

function mayBeUrl(argument: ts.Expression): boolean {
  return !(
    isFunction(argument) ||
    ts.isObjectLiteralExpression(argument) ||
    ts.isArrayLiteralExpression(argument) ||
    isIdentifierOf(argument, "undefined") ||
    (ts.isNewExpression(argument) && isIdentifierOf(argument.expression, "Response")) ||
    ts.isNumericLiteral(argument) ||
    ts.isBigIntLiteral(argument) ||
    ts.isRegularExpressionLiteral(argument) ||
    argument.kind === ts.SyntaxKind.TrueKeyword ||
    argument.kind === ts.SyntaxKind.FalseKeyword ||
    argument.kind === ts.SyntaxKind.NullKeyword
  );
}

function isFunction(node: ts.Expression): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node);
}
