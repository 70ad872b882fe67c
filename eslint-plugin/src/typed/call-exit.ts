/** How a call may end, by the signature it resolves to. */
import ts from "typescript";
import { isFunctionByDeclaration, writtenReturnType } from "./annotation.js";
import { remembered } from "./remembered.js";
import { calleeOperands, type Operand, usedSignature } from "./signature.js";
import { type CalleeTarget, isBody } from "./targets.js";
import { hasFlag } from "./type-flags.js";
import type { CallExit, CallNode, TypedFile } from "./types.js";

const NORMAL: CallExit = { kind: "normal" };

/**
 * Whether `call` returns at all, or only if an argument passes. TypeScript itself asks that such a function be annotated where it is
 * declared; here any signature counts. Most calls are told normal by what is written at the declaration they name, without a type.
 *
 * @example callExit(`assert(res.ok)`, file) // { kind: "asserts", argument: 0, passes: "truthy" }
 */
export const callExit: (call: CallNode, file: TypedFile) => CallExit = remembered(exitOf);

function exitOf(call: CallNode, file: TypedFile): CallExit {
  // `new C()` makes an object, and a tag that never returns is no one's helper.
  if (!ts.isCallExpression(call)) return NORMAL;
  const [operand, ...others] = calleeOperands(call, file);
  // With `a ?? b` one of both may return.
  if (operand === undefined || others.length > 0 || !mayExit(operand)) return NORMAL;
  const signature = usedSignature(call, operand, file);
  if (signature === undefined) return NORMAL;
  const predicate = file.checker.getTypePredicateOfSignature(signature);
  if (predicate?.kind === ts.TypePredicateKind.AssertsIdentifier) {
    return {
      kind: "asserts",
      argument: predicate.parameterIndex,
      passes: predicate.type === undefined ? "truthy" : "type",
    };
  }
  const returns = file.checker.getReturnTypeOfSignature(signature);
  return hasFlag(returns, file.checker, "Never") ? { kind: "never" } : NORMAL;
}

/** False where all that the operand names says in writing that it returns, or where nothing is written that could say otherwise. */
function mayExit({ targets }: Operand): boolean {
  return targets.some((target) => !surelyReturns(target));
}

function surelyReturns(target: CalleeTarget): boolean {
  if (target.kind === "value") return target.variable?.type === undefined;
  const { declaration } = target;
  const written = writtenReturnType(declaration);
  if (written !== undefined) return returns(written);
  if (ts.isClassLike(declaration)) return true;
  // What a field or variable with a named type does is for its type to say.
  if (!isFunctionByDeclaration(declaration)) return false;
  return !isInferredFromBody(declaration);
}

/** A named type may be an alias of `never`, but nobody writes one: it counts as returning. */
function returns(type: ts.TypeNode): boolean {
  return (
    type.kind !== ts.SyntaxKind.NeverKeyword && !(ts.isTypePredicateNode(type) && type.assertsModifier !== undefined)
  );
}

/** TypeScript infers `never` only for function expressions and methods of object literals; other functions without an annotation are `void`. */
function isInferredFromBody(declaration: ts.Node): boolean {
  return (
    isBody(declaration) &&
    (ts.isArrowFunction(declaration) ||
      ts.isFunctionExpression(declaration) ||
      (ts.isMethodDeclaration(declaration) && ts.isObjectLiteralExpression(declaration.parent)))
  );
}
