/** What a call calls and with which arguments, once `.call`, `.apply` and `.bind` are unwrapped. */
import ts from "typescript";
import { packageOf, LIB } from "./package-of.js";
import type { CallNode, TypedFile } from "./types.js";
import { unwrap } from "./unwrap.js";

/** `function.method(…)` where `method` is `Function.prototype`'s own. */
export interface Indirection {
  readonly method: "call" | "apply" | "bind";
  /** The function that is called or bound. */
  readonly target: ts.Expression;
  readonly arguments: readonly ts.Expression[];
}

interface EffectiveCall {
  /** Undefined where nothing with a declaration is called: `import(…)`, `super(…)`. */
  readonly callee: ts.Expression | undefined;
  readonly arguments: readonly ts.Expression[] | "unknown";
}

/**
 * The function that is really called.
 *
 * @returns undefined for `import(…)` and `super(…)`.
 * @example calleeOf(`client.request.call(client, options)`) // client.request
 */
export function calleeOf(call: CallNode, file: TypedFile): ts.Expression | undefined {
  return effectiveCall(call, file).callee;
}

/**
 * The arguments as the called function sees them: without `this` for `.call`, after the bound ones for `.bind(…)(…)`, the elements of a
 * literal array for `.apply`. A `ts.SpreadElement` among them stands for any number of arguments: positions from there on are unknown.
 *
 * @returns `"unknown"` for `.apply` of anything but a literal array, and for tagged templates.
 * @example argumentsOf(`fetch.call(null, url, init)`, file) // [url, init]
 */
export function argumentsOf(call: CallNode, file: TypedFile): readonly ts.Expression[] | "unknown" {
  return effectiveCall(call, file).arguments;
}

/** Whether `expression` is `f.call(…)`, `f.apply(…)` or `f.bind(…)` with the methods that every function inherits. */
export function indirectionOf(expression: ts.Expression, file: TypedFile): Indirection | undefined {
  if (!ts.isCallExpression(expression)) return undefined;
  const member = unwrap(expression.expression);
  if (!ts.isPropertyAccessExpression(member)) return undefined;
  const method = member.name.text;
  if (method !== "call" && method !== "apply" && method !== "bind") return undefined;
  return isFunctionMember(member.name, file)
    ? { method, target: member.expression, arguments: expression.arguments }
    : undefined;
}

function effectiveCall(call: CallNode, file: TypedFile): EffectiveCall {
  if (ts.isTaggedTemplateExpression(call)) return { callee: call.tag, arguments: "unknown" };
  if (ts.isNewExpression(call)) return { callee: call.expression, arguments: call.arguments ?? [] };
  const { kind } = call.expression;
  if (kind === ts.SyntaxKind.ImportKeyword || kind === ts.SyntaxKind.SuperKeyword) {
    return { callee: undefined, arguments: call.arguments };
  }
  const indirection = indirectionOf(call, file);
  if (indirection !== undefined) return throughIndirection(call, indirection);
  const bound = indirectionOf(unwrap(call.expression), file);
  if (bound?.method === "bind") {
    return { callee: bound.target, arguments: [...bound.arguments.slice(1), ...call.arguments] };
  }
  return { callee: call.expression, arguments: call.arguments };
}

function throughIndirection(call: ts.CallExpression, { method, target, arguments: given }: Indirection): EffectiveCall {
  switch (method) {
    case "call":
      return { callee: target, arguments: given.slice(1) };
    case "apply": {
      const list = given[1];
      if (list === undefined) return { callee: target, arguments: [] };
      return { callee: target, arguments: ts.isArrayLiteralExpression(list) ? list.elements : "unknown" };
    }
    case "bind":
      // The call itself only binds: what is called is `bind`.
      return { callee: call.expression, arguments: given };
  }
}

function isFunctionMember(name: ts.MemberName, { checker, program }: TypedFile): boolean {
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declarations.some(
    ({ parent }) =>
      ts.isInterfaceDeclaration(parent) &&
      /^(?:Callable|Newable)?Function$/u.test(parent.name.text) &&
      packageOf(program, parent.getSourceFile()) === LIB,
  );
}
