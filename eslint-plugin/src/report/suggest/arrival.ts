/** Where the response that a call acquires comes in, as syntax. */
import ts from "typescript";
import { isTransparent } from "../../typed/unwrap.js";
import { resourceOf } from "../../model/resources.js";
import type { Variable } from "../../ir/types.js";
import type { Handle } from "../../findings/types.js";
import { isLook, isUnused, onlyLooksAt, opensStreams } from "./looks.js";
import type { Scene } from "./scene.js";

export type Arrival =
  /** `const res = await fetch(url);`, `res = await fetch(url);`, `const { body } = await request(url);` */
  | { readonly kind: "variable"; readonly handle: Handle; readonly statement: ts.Statement }
  /** `const { status } = await fetch(url);` */
  | { readonly kind: "pattern"; readonly declaration: ts.VariableDeclaration; readonly statement: ts.VariableStatement }
  /** The parameter of a callback; null: the callback declares none. */
  | { readonly kind: "parameter"; readonly callback: Callback; readonly handle: Handle | null }
  /** A promise: `await fetch(url);`, `fetch(url).then(…)`, `(await fetch(url)).ok`. */
  | { readonly kind: "promise"; readonly isUsed: boolean }
  /** A stream that nobody keeps, or that is its own receiver: `session.request(headers).on(…)`. */
  | { readonly kind: "stream" };

export type Callback = ts.ArrowFunction | ts.FunctionExpression;

/** @returns null where what the code does with the response would no longer work once its body is read. */
export function arrivalOf(scene: Scene): Arrival | null {
  const { obligation, verdict } = scene;
  if (obligation.split || verdict.divided || verdict.losses.some(({ touched }) => touched)) return null;
  return arrivalInCallback(scene) ?? arrivalAtCall(scene, obligation.site) ?? arrivalOfBody(scene);
}

/** A callback that is given the response, and within which it is lost. */
function arrivalInCallback(scene: Scene): Arrival | null {
  const handle = commonHandle(scene, "response");
  if (handle !== null) {
    const parameter = handle.variable.declaration.parent;
    return ts.isParameter(parameter) ? arrivalInParameter(scene, parameter, handle) : null;
  }
  const callback = scene.obligation.resource === "node-http" ? responseListener(scene) : null;
  const [parameter] = callback?.parameters ?? [];
  if (callback === null || parameter === undefined) return callback && { kind: "parameter", callback, handle: null };
  const variable = ts.isIdentifier(parameter.name) ? scene.scopes.variableOf(parameter.name) : undefined;
  return variable === undefined
    ? null
    : arrivalInParameter(scene, parameter, { variable, members: [], facet: "response", promised: false });
}

function arrivalInParameter(
  scene: Scene,
  { parent: callback, initializer, dotDotDotToken }: ts.ParameterDeclaration,
  handle: Handle,
): Arrival | null {
  const isPlain = isCallback(callback) && !initializer && !dotDotDotToken;
  return isPlain && onlyLooksAt(scene, handle.variable, callback) ? { kind: "parameter", callback, handle } : null;
}

/** `http.get(url, (res) => { … })`, or the one listener of `request.on("response", (res) => { … })`. */
function responseListener({ obligation: { site, function: fn } }: Scene): Callback | null {
  const last = ts.isCallExpression(site) ? site.arguments.at(-1) : undefined;
  if (last !== undefined && isCallback(last)) return last;
  const listeners: Callback[] = [];
  const visit = (node: ts.Node): void => {
    const [event, listener] = ts.isCallExpression(node) ? node.arguments : [];
    if (event !== undefined && ts.isStringLiteralLike(event) && event.text === "response") {
      if (listener !== undefined && isCallback(listener)) listeners.push(listener);
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  const [only, ...others] = listeners;
  return others.length === 0 ? (only ?? null) : null;
}

function arrivalAtCall(scene: Scene, site: ts.Node): Arrival | null {
  const { arrives } = resourceOf(scene.obligation.resource);
  const isPromise = arrives === "promise";
  const isStream = arrives === "value";
  const whole = withSyntaxAround(site);
  const { parent } = whole.node;
  if (isStream || whole.awaited) {
    const kept = keptBy(scene, whole.node, parent);
    if (kept !== null) return kept;
  }
  if (isStream) {
    const isReceiver = ts.isPropertyAccessExpression(parent) && isLook(scene, parent.name.text);
    return isReceiver || ts.isExpressionStatement(parent) ? { kind: "stream" } : null;
  }
  if (!isPromise) return null;
  if (whole.isDropped) return { kind: "promise", isUsed: false };
  if (!whole.awaited && ts.isPropertyAccessExpression(parent) && ignoresResult(parent)) {
    return { kind: "promise", isUsed: false };
  }
  // There TypeScript would infer the callback's result from what surrounds it: `given ?? (await …)` makes it nullable.
  if (ts.isBinaryExpression(parent) || ts.isVariableDeclaration(parent)) return null;
  return opensStreams(scene) ? null : { kind: "promise", isUsed: true };
}

/** A declaration or assignment that keeps the response. */
function keptBy(scene: Scene, value: ts.Node, parent: ts.Node): Arrival | null {
  if (ts.isVariableDeclaration(parent) && ts.isVariableStatement(parent.parent.parent)) {
    const statement = parent.parent.parent;
    if (ts.isIdentifier(parent.name)) return keptIn(scene, parent.name, statement);
    return isLookedInto(scene, parent, statement) ? { kind: "pattern", declaration: parent, statement } : null;
  }
  const isAssignment =
    ts.isBinaryExpression(parent) &&
    parent.right === value &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(parent.left);
  return isAssignment && ts.isExpressionStatement(parent.parent) ? keptIn(scene, parent.left, parent.parent) : null;
}

function keptIn(scene: Scene, name: ts.Identifier, statement: ts.Statement): Arrival | null {
  const variable = scene.scopes.variableOf(name);
  if (variable === undefined || !onlyLooksAt(scene, variable, scene.obligation.function)) return null;
  return { kind: "variable", handle: { variable, members: [], facet: "response", promised: false }, statement };
}

/** The declaration takes a response apart, and out of it nothing but what is there without its body. */
function isLookedInto(scene: Scene, { name }: ts.VariableDeclaration, statement: ts.VariableStatement): boolean {
  const isAlone = statement.declarationList.declarations.length === 1 && statement.modifiers === undefined;
  return isAlone && ts.isObjectBindingPattern(name) && name.elements.every((element) => isLook(scene, element));
}

/** `const { statusCode, body } = await request(url);` */
function arrivalOfBody(scene: Scene): Arrival | null {
  const handle = commonHandle(scene, "body");
  if (handle === null || !isUnused(scene, handle.variable)) return null;
  const statement = ts.findAncestor(handle.variable.declaration, ts.isVariableStatement);
  const isNear =
    statement !== undefined && statement === ts.findAncestor(scene.obligation.site, ts.isVariableStatement);
  return isNear ? { kind: "variable", handle, statement } : null;
}

/** What holds the response, in person and by its own name, at every loss. */
function commonHandle({ verdict }: Scene, facet: Handle["facet"]): Handle | null {
  const [first, ...others] = verdict.losses.map(({ handles }) =>
    handles.filter((handle) => handle.facet === facet && !handle.promised && handle.members.length === 0),
  );
  const holds = (handles: readonly Handle[], wanted: Variable): boolean =>
    handles.some(({ variable }) => variable === wanted);
  return first?.find(({ variable }) => others.every((handles) => holds(handles, variable))) ?? null;
}

function isCallback(node: ts.Node): node is Callback {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** What surrounds a call without changing what its value is, and whether that value goes anywhere. */
interface Surroundings {
  readonly node: ts.Node;
  readonly awaited: boolean;
  /** A statement of its own, or the operand of `void` or a comma. */
  readonly isDropped: boolean;
}

function withSyntaxAround(site: ts.Node): Surroundings {
  let node = site;
  let awaited = false;
  while (isTransparent(node.parent) || ts.isAwaitExpression(node.parent)) {
    node = node.parent;
    awaited ||= ts.isAwaitExpression(node);
  }
  const { parent } = node;
  const isLeftOfComma =
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.CommaToken;
  return { node, awaited, isDropped: isLeftOfComma || ts.isExpressionStatement(parent) || ts.isVoidExpression(parent) };
}

/** `.catch(…)` whose result nobody uses, or `.then()` of something that takes no argument. */
function ignoresResult(access: ts.PropertyAccessExpression): boolean {
  const call = access.parent;
  if (!ts.isCallExpression(call) || call.expression !== access) return false;
  const [callback] = call.arguments;
  if (access.name.text === "then") {
    return callback !== undefined && isCallback(callback) && callback.parameters.length === 0;
  }
  return access.name.text === "catch" && withSyntaxAround(call).isDropped;
}
