/** Whether an expression that nobody has written yet would type-check. */
import ts from "typescript";
import type { TypedFile } from "./types.js";
import { unwrap } from "./unwrap.js";

/** How a chain of members is written. */
export interface MemberChain {
  /** Up to the value that is meant; where that is a promise, with the `.` or `?.` that a method of it takes. */
  readonly root: string;
  /** What follows: `?.body?.cancel`. */
  readonly steps: string;
  /** The last member can be called. */
  readonly isMethod: boolean;
}

/**
 * A chain of members that starts at a declared name, with `?.` behind every step that may be null or undefined.
 *
 * @param declaration - The identifier that declares the name.
 * @param root.members - Properties from the name to the value that is meant.
 * @param root.promised - That value is a promise; the chain goes on from what it fulfils with.
 * @param root.present - What the name stands for is neither null nor undefined where the chain will stand, whatever its type says.
 * @param members - Property names.
 * @returns The root, and the steps behind it; null if the declared type has no such members.
 * @example
 * // declare const res: Response | undefined
 * memberChain(file, res, { members: [], promised: false, present: false }, ["body", "cancel"])
 * // { root: "res", steps: "?.body?.cancel", isMethod: true }
 */
export function memberChain(
  { checker }: TypedFile,
  declaration: ts.Node,
  root: { readonly members: readonly string[]; readonly promised: boolean; readonly present: boolean },
  members: readonly string[],
): MemberChain | null {
  const symbol = checker.getSymbolAtLocation(declaration);
  if (symbol === undefined) return null;
  const start = walk(checker, typeOfVariable(checker, symbol, declaration), root.members, root.present);
  if (start === null) return null;
  const type = root.promised ? checker.getAwaitedType(checker.getNonNullableType(start.type)) : start.type;
  if (type === undefined) return null;
  const present = root.present && root.members.length === 0;
  const end = walk(checker, type, members, present || root.promised);
  if (end === null) return null;
  const link = !root.promised ? "" : mayBeNullish(start.type) && !present ? "?." : ".";
  return {
    root: declaration.getText() + start.steps + link,
    steps: end.steps,
    isMethod: isMethod(checker, end.type),
  };
}

/**
 * The type of a variable, which for `const res = await load(url, options)` is what every signature of `load` promises: then the arguments,
 * which only choose between them, need not be checked.
 */
function typeOfVariable(checker: ts.TypeChecker, symbol: ts.Symbol, name: ts.Node): ts.Type {
  const { parent } = name;
  if (!ts.isVariableDeclaration(parent) || parent.name !== name || parent.type !== undefined) {
    return checker.getTypeOfSymbol(symbol);
  }
  const initializer = parent.initializer && unwrap(parent.initializer);
  const call = initializer && ts.isAwaitExpression(initializer) ? unwrap(initializer.expression) : undefined;
  const promised = call && ts.isCallExpression(call) ? promisedByAll(checker, call) : undefined;
  return promised ?? checker.getTypeOfSymbol(symbol);
}

function promisedByAll(checker: ts.TypeChecker, call: ts.CallExpression): ts.Type | undefined {
  if (ts.isOptionalChain(call)) return undefined;
  const callee = checker.getTypeAtLocation(call.expression);
  const signatures = checker.getSignaturesOfType(callee, ts.SignatureKind.Call);
  const [first, ...others] = signatures.map((signature) => checker.getReturnTypeOfSignature(signature));
  const isOne = first !== undefined && others.every((type) => type === first);
  const isGeneric = signatures.some(({ typeParameters }) => typeParameters !== undefined);
  return isOne && !isGeneric ? checker.getAwaitedType(first) : undefined;
}

/** Whether TypeScript lets a variable be read that nothing was assigned to yet. */
export function mayBeUndefined({ checker }: TypedFile, declaration: ts.Node): boolean {
  const symbol = checker.getSymbolAtLocation(declaration);
  if (symbol === undefined) return false;
  const type = checker.getTypeOfSymbol(symbol);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0);
}

function walk(
  checker: ts.TypeChecker,
  from: ts.Type,
  members: readonly string[],
  present: boolean,
): { readonly type: ts.Type; readonly steps: string } | null {
  let type = from;
  let steps = "";
  for (const [index, name] of members.entries()) {
    const link = (index === 0 && present) || !mayBeNullish(type) ? "." : "?.";
    if (isAny(type)) return { type, steps: steps + [link + name, ...members.slice(index + 1)].join("?.") };
    // What is null until it is assigned has no members of its own (`let res = null;` in JavaScript).
    const property = checker.getPropertyOfType(checker.getNonNullableType(type), name);
    if (property === undefined) return null;
    steps += link + name;
    type = checker.getTypeOfSymbol(property);
  }
  return { type, steps };
}

function mayBeNullish(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(({ flags }) => (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Any)) !== 0);
}

function isAny({ flags }: ts.Type): boolean {
  return (flags & ts.TypeFlags.Any) !== 0;
}

function isMethod(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (isAny(type)) return true;
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => checker.getSignaturesOfType(part, ts.SignatureKind.Call).length > 0);
}

/** The type of what a call gives, awaited: whether it has such a chain of members too. */
export function resultChain({ checker }: TypedFile, call: ts.Expression, members: readonly string[]): string | null {
  const type = checker.getAwaitedType(checker.getTypeAtLocation(call));
  const end = type === undefined ? null : walk(checker, type, members, isAny(type));
  return end !== null && isMethod(checker, end.type) ? end.steps : null;
}
