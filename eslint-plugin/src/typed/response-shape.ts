/** What looks like a web Response. Never by itself a reason to accuse: contract.ts says what must come with it. */
import ts from "typescript";
import { LIB, packageOf } from "./package-of.js";
import { hasFlag } from "./type-flags.js";
import type { CallNode, TypedFile } from "./types.js";

/**
 * Whether every non-null part of `type` has `bodyUsed`, `body`, `arrayBuffer()` and a numeric `status`, as a web `Response` has (lib.dom,
 * undici, node-fetch, Cloudflare …). Express' `status` is a method, an `IncomingMessage` has none.
 */
export function isResponseShaped(type: ts.Type, at: ts.Node, checker: ts.TypeChecker): boolean {
  const constrained = checker.getBaseConstraintOfType(type) ?? type;
  const present = checker.getNonNullableType(constrained);
  if (hasFlag(present, checker, "Any", "Unknown", "Never")) return false;
  const parts = present.isUnion() ? present.types : [present];
  return parts.every((part) => {
    const status = checker.getPropertyOfType(part, "status");
    const arrayBuffer = checker.getPropertyOfType(part, "arrayBuffer");
    return (
      status !== undefined &&
      arrayBuffer !== undefined &&
      checker.getPropertyOfType(part, "bodyUsed") !== undefined &&
      checker.getPropertyOfType(part, "body") !== undefined &&
      hasFlag(checker.getTypeOfSymbolAtLocation(status, at), checker, "NumberLike") &&
      checker.getSignaturesOfType(checker.getTypeOfSymbolAtLocation(arrayBuffer, at), ts.SignatureKind.Call).length > 0
    );
  });
}

/** Whether `type` is a request that has come in or is to be sent: a web `Request`, a framework's own, an `IncomingMessage`. */
export function isRequestShaped(type: ts.Type, checker: ts.TypeChecker): boolean {
  return ["url", "method", "headers"].every((name) => checker.getPropertyOfType(type, name) !== undefined);
}

/** The `T` of exactly `Promise<T>`, the language's own; undefined for subclasses, thenables and unions with anything else. */
export function promisedType(type: ts.Type, { checker, program }: TypedFile): ts.Type | undefined {
  if (!isTypeReference(type, checker)) return undefined;
  // The declared type leaves out that tuples have no symbol.
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol?.name !== "Promise") return undefined;
  const ofLanguage = symbol.declarations?.some(
    (declaration) => packageOf(program, declaration.getSourceFile()) === LIB,
  );
  return ofLanguage === true ? checker.getTypeArguments(type)[0] : undefined;
}

/**
 * Whether `call` gives something shaped like a Response, now or as a promise. What is response-typed but owes nothing is counted and shown
 * on demand.
 */
export function isResponseTyped(call: CallNode, file: TypedFile): boolean {
  const { checker } = file;
  const type = checker.getTypeAtLocation(call);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => isResponseShaped(promisedType(part, file) ?? part, call, checker));
}

/** Whether `call` gives exactly a promise of something shaped like a Response. */
export function promisesResponse(call: CallNode, file: TypedFile): boolean {
  const promised = promisedType(file.checker.getTypeAtLocation(call), file);
  return promised !== undefined && isResponseShaped(promised, call, file.checker);
}

function isTypeReference(type: ts.Type, checker: ts.TypeChecker): type is ts.TypeReference {
  return hasFlag(type, checker, "Object") && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
}
