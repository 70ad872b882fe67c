/** What becomes of a callback's result, where only a declaration tells: `retry<T>(run: () => Promise<T>): Promise<T>`. */
import ts from "typescript";
import { calleeOperands, declarationOf, usedSignature } from "./signature.js";
import type { CallNode, TypedFile } from "./types.js";

/**
 * Whether the result of `call` is what its argument `index`, a function, returns: by a type parameter of the called function, which stands
 * for both and for nothing else that the function is given.
 *
 * @returns how it comes back: `value` as it is, or as a `promise`; null if it does not, or not for certain.
 * @example callbackFlow(`retry(() => fetch(url))`, 0, file) // "promise"
 */
export function callbackFlow(call: CallNode, index: number, file: TypedFile): "value" | "promise" | null {
  const [operand, ...others] = calleeOperands(call, file);
  if (operand === undefined || others.length > 0) return null;
  const signature = usedSignature(call, operand, file);
  const declaration = signature && declarationOf(signature);
  if (declaration?.type === undefined || declaration.parameters.some(({ dotDotDotToken }) => dotDotDotToken)) {
    return null;
  }
  const callback = declaration.parameters[index]?.type;
  if (callback === undefined || !ts.isFunctionTypeNode(callback)) return null;
  const returned = nameOf(promisedNode(declaration.type));
  const isOwn = declaration.typeParameters?.some(({ name }) => name.text === returned) === true;
  if (!isOwn || nameOf(promisedNode(callback.type)) !== returned) return null;
  return promisedNode(declaration.type) === declaration.type ? "value" : "promise";
}

/** `T` of `Promise<T>`, of `T | Promise<T>` and of `T`. */
function promisedNode(type: ts.TypeNode): ts.TypeNode {
  if (ts.isUnionTypeNode(type)) return promisedNode(type.types.find(isPromise) ?? type.types[0] ?? type);
  return isPromise(type) ? (type.typeArguments?.[0] ?? type) : type;
}

function isPromise(type: ts.TypeNode): type is ts.TypeReferenceNode {
  return (
    ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && /^Promise(?:Like)?$/u.test(type.typeName.text)
  );
}

function nameOf(type: ts.TypeNode): string | null {
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : null;
}
