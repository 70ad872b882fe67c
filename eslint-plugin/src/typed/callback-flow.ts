/** What becomes of a promise or of a callback's result, where only a declaration tells: `retry<T>(run: () => Promise<T>): Promise<T>`. */
import ts from "typescript";
import { calleeOperands, declarationOf, usedSignature } from "./signature.js";
import type { CallNode, TypedFile } from "./types.js";

/** How something comes back: as it is, or as a promise. */
export type Flow = "value" | "promise";

/**
 * Whether the result of `call` is what its argument `index`, a function, returns: by a type parameter of the called function, which stands
 * for both and for nothing else that the function is given.
 *
 * @returns null if it is not, or not for certain.
 * @example callbackFlow(`retry(() => fetch(url))`, 0, file) // "promise"
 */
export function callbackFlow(call: CallNode, index: number, file: TypedFile): Flow | null {
  return flowOf(call, index, file, (type) => returnedBy(type, file));
}

/**
 * The same for an argument that is a promise.
 *
 * @example promiseFlow(`withTimeout(fetch(url), 100)`, 0, file) // <T>(promise: Promise<T>, ms: number): Promise<T>  "promise"
 */
export function promiseFlow(call: CallNode, index: number, file: TypedFile): Flow | null {
  return flowOf(call, index, file, (type) => (isPromise(type) ? promisedName(type, file) : null));
}

function flowOf(
  call: CallNode,
  index: number,
  file: TypedFile,
  standsFor: (type: ts.TypeNode) => string | null,
): Flow | null {
  const [operand, ...others] = calleeOperands(call, file);
  if (operand === undefined || others.length > 0) return null;
  const signature = usedSignature(call, operand, file);
  const declaration = signature && declarationOf(signature);
  const parameter = declaration?.parameters[index];
  if (declaration?.type === undefined || parameter?.type === undefined || parameter.dotDotDotToken) return null;
  const name = standsFor(parameter.type);
  if (name === null || !isOwn(name, declaration) || !givesBack(declaration, name, file)) return null;
  const goesElsewhere = declaration.parameters.some(
    (other) => other !== parameter && other.type !== undefined && mentions(other.type, name),
  );
  if (goesElsewhere) return null;
  return partsOf(declaration.type).some((type) => promisedBy(type, file) !== undefined) ? "promise" : "value";
}

/** Whether a function's result is of type parameter `name`, or a promise of it; or else of one that is the same unless its caller says so. */
function givesBack({ type, typeParameters }: ts.SignatureDeclarationBase, name: string, file: TypedFile): boolean {
  if (type === undefined || promisedName(type, file) === name) return type !== undefined;
  const [promised] = partsOf(type).flatMap((part) => promisedBy(part, file) ?? []);
  const isSame = (part: ts.TypeNode): boolean =>
    nameOf(part) === name ||
    typeParameters?.some((it) => it.name.text === nameOf(part) && it.default && nameOf(it.default) === name) === true;
  return partsOf(promised).some((part) => nameOf(part) === name) && partsOf(promised).every(isSame);
}

/** Whether nothing else can give a value of type parameter `name`: it is of the function, or of a type with no other member of that type. */
function isOwn(name: string, declaration: ts.SignatureDeclaration | ts.JSDocSignature): boolean {
  const declares = (node: ts.SignatureDeclaration | ts.InterfaceDeclaration | ts.ClassDeclaration): boolean =>
    node.typeParameters?.some((parameter) => parameter.name.text === name) === true;
  if (ts.isJSDocSignature(declaration)) return false;
  if (declares(declaration)) return true;
  const { parent } = declaration;
  if (!ts.isInterfaceDeclaration(parent) && !ts.isClassDeclaration(parent)) return false;
  return declares(parent) && parent.members.every((member) => member === declaration || !mentions(member, name));
}

/** The type parameter that a function of this type returns, or promises; a function type may have a name: `Task<T>`. */
function returnedBy(type: ts.TypeNode, file: TypedFile): string | null {
  if (ts.isFunctionTypeNode(type)) return promisedName(type.type, file);
  if (!ts.isTypeReferenceNode(type)) return null;
  const alias = aliasOf(type, file);
  // A function that gives a promise, or one that gives the value: `Task<T>`.
  const [inner = null, ...others] = partsOf(alias?.type).map((part) =>
    ts.isFunctionTypeNode(part) ? promisedName(part.type, file) : null,
  );
  if (alias === undefined || inner === null || others.some((other) => other !== inner)) return null;
  const position = alias.typeParameters?.findIndex(({ name }) => name.text === inner) ?? -1;
  const outer = type.typeArguments?.[position];
  return outer === undefined ? null : nameOf(outer);
}

function aliasOf({ typeName }: ts.TypeReferenceNode, { checker }: TypedFile): ts.TypeAliasDeclaration | undefined {
  const symbol = checker.getSymbolAtLocation(typeName);
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.declarations?.find(ts.isTypeAliasDeclaration);
}

/** `T` of `Promise<T>`, of `T | Promise<T>`, of `Promise<T | void>` and of `T`. */
function promisedName(type: ts.TypeNode, file: TypedFile): string | null {
  const parts = partsOf(type);
  const [promised] = parts.flatMap((part) => promisedBy(part, file) ?? []);
  if (promised !== undefined) return promisedName(promised, file);
  const [only, ...others] = parts;
  return only === undefined || others.length > 0 ? null : nameOf(only);
}

/** The members of a union, without those that are nothing. */
function partsOf(type: ts.TypeNode | undefined): readonly ts.TypeNode[] {
  if (type === undefined) return [];
  if (ts.isParenthesizedTypeNode(type)) return partsOf(type.type);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(partsOf);
  return type.kind === ts.SyntaxKind.VoidKeyword || type.kind === ts.SyntaxKind.UndefinedKeyword ? [] : [type];
}

/** What a promise is of; it may have a name, and more members: `type Clearable<T> = { clear(): void } & Promise<T>`. */
function promisedBy(type: ts.TypeNode, file: TypedFile): ts.TypeNode | undefined {
  if (isPromise(type)) return type.typeArguments?.[0];
  if (!ts.isTypeReferenceNode(type) || type.typeArguments === undefined) return undefined;
  const alias = aliasOf(type, file);
  if (alias === undefined || !ts.isIntersectionTypeNode(alias.type)) return undefined;
  const [inner] = alias.type.types.find(isPromise)?.typeArguments ?? [];
  const position = alias.typeParameters?.findIndex(({ name }) => inner && name.text === nameOf(inner)) ?? -1;
  return type.typeArguments[position];
}

function isPromise(type: ts.TypeNode): type is ts.TypeReferenceNode {
  return (
    ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && /^Promise(?:Like)?$/u.test(type.typeName.text)
  );
}

function nameOf(type: ts.TypeNode): string | null {
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : null;
}

function mentions(type: ts.Node, name: string): boolean {
  if (ts.isIdentifier(type) && type.text === name) return true;
  return ts.forEachChild(type, (child) => mentions(child, name) || undefined) === true;
}
