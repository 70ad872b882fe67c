/**
 * What becomes of a call's result, by syntax: enough to tell that it is no promise of a Response, without asking for its type.
 *
 * A promise is awaited or chained, at once or under the name it is given; nobody looks into one. A Response is asked for what Responses
 * have. What a method gives and who calls it only hands on is not looked at; nor is what it returns. Elsewhere, where a result goes out of
 * sight, it may be either.
 */
import ts from "typescript";
import { isMemberOfPromise, isMemberOfResource } from "../model/resources.js";
import { isTransparent } from "../typed/unwrap.js";

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
  if (ts.isReturnStatement(use) || ts.isArrowFunction(use)) return method === null || isInCallback(use);
  if (ts.isCallExpression(use) || ts.isNewExpression(use)) return method === null || isStaticOfPromise(use);
  if (ts.isVariableDeclaration(use)) {
    return ts.isIdentifier(use.name) && usesOf(use.name).every((each) => mayUsePromise(each));
  }
  if (ts.isArrayLiteralExpression(use)) return mayBeResponseAmong(use, call);
  return !(isLookedInto(use) || isTested(use) || isStored(use));
}

/** `const [, found] = await Promise.all([…, call, …])`: what becomes of its result is known by the name that it is given. */
function mayBeResponseAmong(list: ts.ArrayLiteralExpression, call: ts.CallExpression): boolean {
  const all = useOf(list);
  const awaited = ts.isCallExpression(all) && all.expression.getText() === "Promise.all" ? useOf(all) : undefined;
  const declaration = awaited !== undefined && ts.isAwaitExpression(awaited) ? useOf(awaited) : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return true;
  if (!ts.isArrayBindingPattern(declaration.name) || list.elements.some(ts.isSpreadElement)) return true;
  const position = list.elements.findIndex(({ pos, end }) => pos <= call.pos && call.end <= end);
  const element = declaration.name.elements[position];
  if (element === undefined || !ts.isBindingElement(element) || element.dotDotDotToken !== undefined) return true;
  return !ts.isIdentifier(element.name) || usesOf(element.name).every((each) => mayUseResponse(each));
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
  if (ts.isIdentifier(use.name)) return usesOf(use.name).every((each) => mayUseResponse(each));
  // `[error, response]`
  if (ts.isArrayBindingPattern(use.name)) return use.name.elements.length === 2;
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
  if (!ts.isIdentifier(use.name)) return false;
  const uses = usesOf(use.name);
  return uses.length > 0 && uses.every(isHandedOn);
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

/** What takes the value of `expression`, past what hands it on as it is. */
export function useOf(expression: ts.Expression): ts.Node {
  let value: ts.Node = expression;
  let use = value.parent;
  while (isTransparent(use) || isChoice(use, value)) {
    value = use;
    use = use.parent;
  }
  return use;
}

/** `value ?? other`, `other || value`, `condition ? value : other` */
function isChoice(use: ts.Node, value: ts.Node): boolean {
  if (ts.isConditionalExpression(use)) return use.condition !== value;
  if (!ts.isBinaryExpression(use)) return false;
  const { kind } = use.operatorToken;
  const isLogical = kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return kind === ts.SyntaxKind.QuestionQuestionToken || (isLogical && use.right === value);
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
function isTested(use: ts.Node): boolean {
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

function isInCallback(node: ts.Node): boolean {
  const fn = ts.isArrowFunction(node) ? node : ts.findAncestor(node, ts.isFunctionLike);
  if (fn === undefined || !ts.isCallExpression(fn.parent)) return false;
  const { expression } = fn.parent;
  return ts.isPropertyAccessExpression(expression) && isPassingOn(expression.name.text);
}

/** `Promise.all(…)`, `Promise.resolve(…)` */
function isStaticOfPromise({ expression }: ts.CallExpression | ts.NewExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.expression.getText() === "Promise";
}

const usesInBlocks = new WeakMap<ts.Node, ReadonlyMap<string, readonly ts.Node[]>>();

/** What takes the value of the variable that `declared` declares. A variable of the same name in a block further in counts as well. */
export function usesOf(declared: ts.Identifier): readonly ts.Node[] {
  const block = ts.findAncestor(declared, isBlock) ?? declared.getSourceFile();
  let uses = usesInBlocks.get(block);
  if (uses === undefined) {
    uses = collectUses(block);
    usesInBlocks.set(block, uses);
  }
  return uses.get(declared.text) ?? [];
}

function isBlock(node: ts.Node): boolean {
  return ts.isBlock(node) || ts.isCaseBlock(node) || ts.isModuleBlock(node) || ts.isSourceFile(node);
}

function collectUses(block: ts.Node): ReadonlyMap<string, readonly ts.Node[]> {
  const uses = new Map<string, ts.Node[]>();
  const waiting = [block];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ts.isIdentifier(node) && !isName(node)) {
      const known = uses.get(node.text);
      if (known === undefined) uses.set(node.text, [useOf(node)]);
      else known.push(useOf(node));
    }
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return uses;
}

/** Whether an identifier names a member or what is declared, rather than a value. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isVariableDeclaration(parent) && parent.name === node)
  );
}
