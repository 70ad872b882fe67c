/**
 * What becomes of a call's result, by syntax: enough to tell that it is no promise of a Response, without asking for its type.
 *
 * A promise is awaited or chained, at once or under the name it is given; nobody looks into one. A Response is asked for what Responses
 * have. What a method gives and who calls it only hands on is not looked at; nor is what it returns. Elsewhere, where a result goes out of
 * sight, it may be either.
 */
import ts from "typescript";
import { isMemberOfPromise, isMemberOfResource } from "../model/resources.js";
import { useOf, usesOf } from "./uses.js";

/**
 * Whether the result of `call` may be a promise of a Response.
 *
 * @param method - The name of the method that is called; null if it is none.
 * @example mayBePromiseOfResponse(`store.load(key)`, "load") // in `(await store.load(key)).rows`: false
 */
export function mayBePromiseOfResponse(call: ts.CallExpression, method: string | null): boolean {
  const use = useOf(call);
  if (ts.isAwaitExpression(use)) return mayBeResponse(use) && !isOnlyHandedOn(use, method);
  if (ts.isPropertyAccessExpression(use)) return isChaining(use.name.text);
  // A method whose result is dropped is one of millions that return nothing, unless its name says more.
  if (ts.isExpressionStatement(use)) return method === null || /fetch|request/i.test(method);
  // Who is handed a promise answers for it; but a callback's result may arrive where the callback is run.
  if (ts.isReturnStatement(use) || ts.isArrowFunction(use)) {
    const list = listOfResults(use);
    return method === null || (list !== null && !isListOnlyHandedOn(list));
  }
  if (ts.isCallExpression(use) || ts.isNewExpression(use)) return method === null || isStaticOfPromise(use);
  if (ts.isVariableDeclaration(use)) {
    return ts.isIdentifier(use.name) && usesOf(use.name).every((each) => mayUsePromise(each));
  }
  if (ts.isArrayLiteralExpression(use)) return mayBeResponseAmong(use, call, method);
  return !(isLookedInto(use) || isTested(use) || isStored(use));
}

/** `const [, found] = await Promise.all([…, call, …])`: what becomes of its result is known by the name that it is given. */
function mayBeResponseAmong(list: ts.ArrayLiteralExpression, call: ts.CallExpression, method: string | null): boolean {
  const name = nameAmong(list, call);
  return name === null || (mayBeResponseNamed(name) && !(method !== null && isNameOnlyHandedOn(name)));
}

/** The name in `const […, name, …] = await Promise.all([…, element, …])`. */
function nameAmong(list: ts.ArrayLiteralExpression, element: ts.Node): ts.Identifier | null {
  const all = useOf(list);
  const awaited = isPromiseAll(all) ? useOf(all) : undefined;
  const declaration = awaited !== undefined && ts.isAwaitExpression(awaited) ? useOf(awaited) : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return null;
  if (!ts.isArrayBindingPattern(declaration.name) || list.elements.some(ts.isSpreadElement)) return null;
  const position = list.elements.findIndex(({ pos, end }) => pos <= element.pos && element.end <= end);
  const bound = declaration.name.elements[position];
  if (bound === undefined || !ts.isBindingElement(bound) || bound.dotDotDotToken !== undefined) return null;
  return ts.isIdentifier(bound.name) ? bound.name : null;
}

function isPromiseAll(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.getText() === "Promise.all";
}

/** `const rows = await Promise.all(list); return rows;`: the same for all that a list holds. */
function isListOnlyHandedOn(list: ts.Expression): boolean {
  const all = useOf(list);
  if (!isPromiseAll(all)) return false;
  const use = useOf(all);
  if (ts.isArrayLiteralExpression(use)) {
    const name = nameAmong(use, all);
    return name !== null && isNameOnlyHandedOn(name);
  }
  return ts.isAwaitExpression(use) && isOnlyHandedOn(use, "");
}

/**
 * Whether the result of `call` may be a request under way, whose response comes by a listener or a callback.
 *
 * @example mayBeRequest(`values.get(key)`) // in `const value = values.get(key); if (!value) return;`: false
 */
export function mayBeRequest(call: ts.CallExpression): boolean {
  const use = useOf(call);
  // A request under way is no promise.
  if (ts.isAwaitExpression(use)) return false;
  // Behind where to: what is listening.
  if (call.arguments.slice(1).some(isCallback)) return true;
  // Who is handed a request that nobody listens to yet answers for it.
  if (ts.isReturnStatement(use) || ts.isArrowFunction(use) || isStored(use)) return false;
  if (!ts.isVariableDeclaration(use)) return mayUseRequest(use);
  return ts.isIdentifier(use.name) && usesOf(use.name).every((each) => mayUseRequest(each));
}

function isCallback(argument: ts.Expression): boolean {
  if (ts.isIdentifier(argument)) return !namesNoFunction.test(argument.text);
  return ts.isArrowFunction(argument) || ts.isFunctionExpression(argument);
}

const namesNoFunction =
  /^(?:\w*(?:options|opts|init|config|params|args|request|body|data|headers)|rest|signal|context|undefined)$/iu;

function mayUseRequest(use: ts.Node): boolean {
  return !isTested(use) && mayUseResponse(use);
}

/**
 * Whether the result of `call` may be what the function around it returns, awaited or not: it returns it, at once or under a name, or puts
 * it into what it may return.
 */
export function isReturned(call: ts.Expression): boolean {
  const use = useOf(call);
  const last = ts.isAwaitExpression(use) ? useOf(use) : use;
  if (!ts.isVariableDeclaration(last) || !ts.isIdentifier(last.name)) return isHandedOn(last);
  const uses = usesOf(last.name);
  return uses.some(isHandedOn) && !uses.some(isReckonedWith);
}

export function isAwaited(call: ts.Expression): boolean {
  return ts.isAwaitExpression(useOf(call));
}

/**
 * The call that a callback returns the result of `call` to.
 *
 * @example takerOf(`this.load(url)`) // in `retry(() => this.load(url))` and `retry({ run: () => this.load(url) })`: `retry(…)`
 */
export function takerOf(call: ts.Expression): ts.CallExpression | undefined {
  const use = useOf(call);
  if (!ts.isArrowFunction(use) && !ts.isReturnStatement(use)) return undefined;
  const fn = ts.isArrowFunction(use) ? use : ts.findAncestor(use, ts.isFunctionLike);
  const taker = fn && asGiven(fn).parent;
  return taker !== undefined && ts.isCallExpression(taker) ? taker : undefined;
}

/** What a function is handed over in: itself, or the object or array that it is written in. */
export function asGiven(fn: ts.Node): ts.Node {
  let node = fn;
  while (isPartOfLiteral(node)) node = node.parent;
  return node;
}

function isPartOfLiteral({ parent, kind }: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent) || ts.isPropertyAssignment(parent)) return true;
  if (ts.isArrayLiteralExpression(parent)) return true;
  const isProperty = kind === ts.SyntaxKind.PropertyAssignment || kind === ts.SyntaxKind.MethodDeclaration;
  return isProperty && ts.isObjectLiteralExpression(parent);
}

/** A loop goes over it: a generator may yield responses. */
export function isIterated(call: ts.CallExpression): boolean {
  return ts.isForOfStatement(useOf(call));
}

/** What was awaited is a Response, or a pair with one, only if no more is asked of it than those have. */
function mayBeResponse(awaited: ts.AwaitExpression): boolean {
  const use = useOf(awaited);
  if (!ts.isVariableDeclaration(use)) return mayUseResponse(use);
  if (ts.isIdentifier(use.name)) return mayBeResponseNamed(use.name);
  // `[error, response]`
  if (ts.isArrayBindingPattern(use.name)) {
    return use.name.elements.length === 2 && use.name.elements.some(mayBeResponseElement);
  }
  return use.name.elements.every(({ propertyName, name }) => {
    const key = propertyName ?? name;
    return !ts.isIdentifier(key) || isMemberOfResource(key.text);
  });
}

/**
 * What was awaited goes elsewhere, and nothing else becomes of it: should it be a Response, others have it then. What a function gives that is
 * no method is worth a look unless it goes to the caller at once: a function of the program may be what it goes to.
 */
function isOnlyHandedOn(awaited: ts.AwaitExpression, method: string | null): boolean {
  const use = useOf(awaited);
  if (method === null) return ts.isReturnStatement(use) || ts.isArrowFunction(use);
  if (!ts.isVariableDeclaration(use)) return isHandedOn(use);
  return ts.isIdentifier(use.name) && isNameOnlyHandedOn(use.name);
}

function mayBeResponseNamed(name: ts.Identifier): boolean {
  return usesOf(name).every((each) => mayUseResponse(each));
}

function mayBeResponseElement(element: ts.ArrayBindingElement): boolean {
  return ts.isBindingElement(element) && (!ts.isIdentifier(element.name) || mayBeResponseNamed(element.name));
}

/** `if (found) return found;` hands on all that there is. */
function isNameOnlyHandedOn(name: ts.Identifier): boolean {
  const uses = usesOf(name);
  return uses.some(isHandedOn) && uses.every((each) => isHandedOn(each) || ts.isIfStatement(each));
}

function isHandedOn(use: ts.Node): boolean {
  return (
    ts.isReturnStatement(use) ||
    ts.isArrowFunction(use) ||
    ts.isCallExpression(use) ||
    ts.isNewExpression(use) ||
    ts.isShorthandPropertyAssignment(use) ||
    ts.isArrayLiteralExpression(use) ||
    isStored(use)
  );
}

function mayUsePromise(use: ts.Node): boolean {
  if (ts.isAwaitExpression(use)) return mayBeResponse(use);
  if (ts.isPropertyAccessExpression(use)) return isChaining(use.name.text);
  return !isLookedInto(use) && !isTested(use);
}

function mayUseResponse(use: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(use)) return isMemberOfResource(use.name.text);
  return !isLookedInto(use) && !isReckonedWith(use);
}

function isChaining(name: string): boolean {
  return name === "then" || name === "catch" || name === "finally" || isMemberOfPromise(name);
}

function isLookedInto(use: ts.Node): boolean {
  return (
    ts.isElementAccessExpression(use) ||
    ts.isTemplateSpan(use) ||
    ts.isForOfStatement(use) ||
    ts.isSpreadElement(use) ||
    ts.isSpreadAssignment(use)
  );
}

/** As nobody tests a promise, which is always true. */
export function isTested(use: ts.Node): boolean {
  return (
    ts.isPrefixUnaryExpression(use) ||
    ts.isIfStatement(use) ||
    ts.isConditionalExpression(use) ||
    (ts.isBinaryExpression(use) && use.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
  );
}

/** `found * 2n`, `found < limit`: a number. */
function isReckonedWith(use: ts.Node): boolean {
  return (
    ts.isBinaryExpression(use) &&
    ((use.operatorToken.kind >= ts.SyntaxKind.PlusToken && use.operatorToken.kind <= ts.SyntaxKind.CaretToken) ||
      (use.operatorToken.kind >= ts.SyntaxKind.LessThanToken &&
        use.operatorToken.kind <= ts.SyntaxKind.GreaterThanEqualsToken))
  );
}

/** In an object, or in a field of one: whoever has that has it. */
function isStored(use: ts.Node): boolean {
  if (ts.isPropertyAssignment(use)) return true;
  return (
    ts.isBinaryExpression(use) &&
    use.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    (ts.isPropertyAccessExpression(use.left) || ts.isElementAccessExpression(use.left))
  );
}

const passingOn: ReadonlySet<string> = new Set(["map", "flatMap", "then", "catch", "finally", "from", "fromAsync"]);

/** A method whose result is made of what its callback returns. Any other callee is handed what the callback returns. */
export function isPassingOn(method: string): boolean {
  return passingOn.has(method);
}

/** The call whose result is made of what a callback returns there; null where it is no such callback. */
function listOfResults(node: ts.Node): ts.CallExpression | null {
  const fn = ts.isArrowFunction(node) ? node : ts.findAncestor(node, ts.isFunctionLike);
  if (fn === undefined || !ts.isCallExpression(fn.parent)) return null;
  const { expression } = fn.parent;
  return ts.isPropertyAccessExpression(expression) && isPassingOn(expression.name.text) ? fn.parent : null;
}

/** `Promise.all(…)`, `Promise.resolve(…)` */
function isStaticOfPromise({ expression }: ts.CallExpression | ts.NewExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.expression.getText() === "Promise";
}
