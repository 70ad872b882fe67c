/**
 * Who owes, where no table knows the callee: a function with a body in the program (what it does decides), and the fetch contract, by
 * which an injected `fetch` is known.
 */
import ts from "typescript";
import { mayPromiseResponse, writtenReturnType } from "./annotation.js";
import { mayHoldResponse } from "./may-hold.js";
import { LIB, packageOf } from "./package-of.js";
import { remembered } from "./remembered.js";
import { isRequestShaped, isResponseShaped, promisedType } from "./response-shape.js";
import {
  calleeOperands,
  declarationOf,
  isOpen,
  needsType,
  type Operand,
  signaturesOf,
  usedSignature,
} from "./signature.js";
import { type CalleeTarget, isBody } from "./targets.js";
import { hasFlag } from "./type-flags.js";
import type { CallNode, TypedFile } from "./types.js";

/**
 * Whether everything that `call` may reach is written out in the program: a function, method, arrow or class with a body, in a file that
 * is not a declaration file.
 *
 * @param operands - What `calleeOperands` gave for the call, for callers that have it.
 * @example hasBodyInProgram(`get(url)`, file) // const get = async (u: string) => fetch(u);  true
 */
export function hasBodyInProgram(
  call: CallNode,
  file: TypedFile,
  operands: readonly Operand[] = calleeOperands(call, file),
): boolean {
  return (
    operands.length > 0 &&
    operands.every((operand) => !isOpen(operand) || (needsType(operand) && isTypedByBody(call, operand, file)))
  );
}

/** The functions and classes in the program that `call` may reach. */
export const calleeBodies: (call: CallNode, file: TypedFile) => readonly ts.Node[] = remembered(bodiesOf);

function bodiesOf(call: CallNode, file: TypedFile): readonly ts.Node[] {
  return calleeOperands(call, file).flatMap((operand) => {
    const named = operand.targets.flatMap((target) => (target.kind === "body" ? [target.declaration] : []));
    if (named.length > 0) return named;
    return signaturesOf(call, operand, file).flatMap((signature) => {
      const declaration = declarationOf(signature);
      return declaration !== undefined && isBody(declaration) ? [declaration] : [];
    });
  });
}

/** A type inferred from a function leads to it: what `makeClient()` returned, a `let` that holds an arrow function. */
function isTypedByBody(call: CallNode, operand: Operand, file: TypedFile): boolean {
  const declarations = signaturesOf(call, operand, file).map(declarationOf);
  return (
    declarations.length > 0 && declarations.every((declaration) => declaration !== undefined && isBody(declaration))
  );
}

/** What keeps a callee from being an injected fetch. */
export type ContractFlaw =
  /** `new C(…)`, a tagged template. */
  | "construction"
  | "noArguments"
  /** Nothing is known of how it may be called. */
  | "noSignature"
  /** Its body is in the program. */
  | "body"
  /** It does not return exactly `Promise<R>`, R shaped like a web Response (nullable allowed). */
  | "result"
  /** Neither of its first two parameters accepts a `string` or a `URL`. */
  | "parameters";

/**
 * Whether what `call` calls is an injected fetch: an operand without a body whose signature returns exactly `Promise<R>`, R shaped like a
 * web Response (nullable allowed), and accepts a `string` or a `URL` as one of its first two parameters.
 *
 * Synchronous Responses, `R | Promise<R>` (in-process `app.fetch`), `(request: Request, slug: string) => …` handlers, thunks without a
 * parameter, parameters typed `any` or `unknown`, and type parameters filled in by the caller (`cache.get<Response>(key)`) are all no.
 *
 * @returns null if it is one, else what is missing (of several operands: the last).
 */
export function contractFlaw(
  call: CallNode,
  file: TypedFile,
  operands: readonly Operand[] = calleeOperands(call, file),
): ContractFlaw | null {
  if (!ts.isCallExpression(call)) return "construction";
  if (call.arguments.length === 0) return "noArguments";
  let flaw: ContractFlaw | null = "noSignature";
  for (const operand of operands) {
    flaw = operandFlaw(call, operand, file);
    if (flaw === null) return null;
  }
  return flaw;
}

function operandFlaw(call: ts.CallExpression, operand: Operand, file: TypedFile): ContractFlaw | null {
  if (!operand.targets.some((target) => mayFulfil(target, file))) return isOpen(operand) ? "result" : "body";
  // Which overload the arguments choose is the dearest question of all: not asked where none could.
  const flaws = signaturesOf(call, operand, file).map((signature) => signatureFlaw(signature, call, file));
  if (!flaws.includes(null)) return flaws.at(-1) ?? "noSignature";
  const used = usedSignature(call, operand, file);
  return used === undefined ? "noSignature" : signatureFlaw(used, call, file);
}

/**
 * False where what is written is excuse enough not to ask for the type: a return type that can be nothing like it. TypeScript's own
 * libraries declare no function that fulfils the contract and is in no table.
 */
function mayFulfil(target: CalleeTarget, { program, checker }: TypedFile): boolean {
  if (target.kind === "body") return false;
  const declaration = target.kind === "declared" ? target.declaration : target.variable;
  if (declaration === undefined) return true;
  return (
    saysItMay(declaration, checker) &&
    (target.kind === "value" || packageOf(program, declaration.getSourceFile()) !== LIB)
  );
}

function saysItMay(declaration: ts.Node, checker: ts.TypeChecker): boolean {
  const written = writtenReturnType(declaration);
  return written === undefined || (mayPromiseResponse(written) && mayHoldResponse(written, checker));
}

function signatureFlaw(signature: ts.Signature, call: CallNode, file: TypedFile): ContractFlaw | null {
  const declaration = declarationOf(signature);
  if (declaration !== undefined && isBody(declaration)) return "body";
  const { checker } = file;
  if (declaration !== undefined && !saysItMay(declaration, checker)) return "result";
  const promised = promisedType(checker.getReturnTypeOfSignature(signature), file);
  if (promised === undefined || !isResponseShaped(promised, call, checker)) return "result";
  return takesUrl(firstTwoParameters(signature, call, checker), file) ? null : "parameters";
}

/** What answers a request (`(request: Request, slug: string) => …`) makes none. */
function takesUrl([first, second]: readonly ts.Type[], file: TypedFile): boolean {
  if (first === undefined) return false;
  if (acceptsUrl(first, file)) return true;
  return second !== undefined && acceptsUrl(second, file) && !isRequestShaped(first, file.checker);
}

/** Types of the first two parameters, with `...args: [input: string, init?: RequestInit]` and `...parts: string[]` spread out. */
function firstTwoParameters(signature: ts.Signature, at: ts.Node, checker: ts.TypeChecker): readonly ts.Type[] {
  const types = signature.parameters.slice(0, 2).flatMap((parameter) => {
    const type = checker.getTypeOfSymbolAtLocation(parameter, at);
    if (!isRest(parameter)) return [type];
    return checker.isTupleType(type) || checker.isArrayType(type)
      ? checker.getTypeArguments(type as ts.TypeReference)
      : [];
  });
  return types.slice(0, 2);
}

function isRest({ valueDeclaration }: ts.Symbol): boolean {
  return (
    valueDeclaration !== undefined && ts.isParameter(valueDeclaration) && valueDeclaration.dotDotDotToken !== undefined
  );
}

function acceptsUrl(type: ts.Type, file: TypedFile): boolean {
  const constrained = file.checker.getBaseConstraintOfType(type) ?? type;
  const parts = constrained.isUnion() ? constrained.types : [constrained];
  return parts.some((part) => hasFlag(part, file.checker, "String") || isUrl(part, file));
}

const URL_DECLARERS: ReadonlySet<string> = new Set([LIB, "@types/node", "@types/web", "@cloudflare/workers-types"]);

function isUrl(type: ts.Type, { checker, program }: TypedFile): boolean {
  if (!hasFlag(type, checker, "Object")) return false;
  // The declared type leaves out that anonymous types have no symbol.
  const symbol = type.symbol as ts.Symbol | undefined;
  return (
    symbol?.name === "URL" &&
    symbol.declarations?.some((declaration) => URL_DECLARERS.has(packageOf(program, declaration.getSourceFile()))) ===
      true
  );
}
