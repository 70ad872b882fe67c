/** The signatures of a callee, with as little work for the checker as possible: arguments are checked only to choose between overloads. */
import ts from "typescript";
import { isFunctionByDeclaration } from "./annotation.js";
import { calleeOf } from "./callee.js";
import { remembered } from "./remembered.js";
import { type CalleeTarget, type Reach, targetsOf } from "./targets.js";
import type { CallNode, TypedFile } from "./types.js";
import { operandsOf } from "./unwrap.js";

/** One operand of a callee (`options.fetch ?? fetch` has two) and what it may stand for. */
export interface Operand {
  readonly expression: ts.Expression;
  readonly targets: readonly CalleeTarget[];
}

/**
 * The operands of what `call` calls. Only names are looked up.
 *
 * @param reach - How far; see `Reach`.
 * @returns an empty list for `import(…)` and `super(…)`.
 */
export function calleeOperands(call: CallNode, file: TypedFile, reach: Reach = "members"): readonly Operand[] {
  return reach === "members" ? operandsByMembers(call, file) : operandsWithin(call, file, reach);
}

const operandsByMembers = remembered((call: CallNode, file) => operandsWithin(call, file, "members"));

function operandsWithin(call: CallNode, file: TypedFile, reach: Reach): readonly Operand[] {
  const callee = calleeOf(call, file);
  if (callee === undefined) return [];
  return operandsOf(callee).map((expression) => ({ expression, targets: targetsOf(expression, file, reach) }));
}

/** Whether an operand may be something else than a function whose body is in the program. */
export function isOpen({ targets }: Operand): boolean {
  return targets.some(({ kind }) => kind !== "body");
}

/** Whether only its type can tell what an operand calls: names end in a value, or in a field whose type is written elsewhere. */
export function needsType({ targets }: Operand): boolean {
  return targets.some(
    (target) => target.kind === "value" || (target.kind === "declared" && !isFunctionByDeclaration(target.declaration)),
  );
}

/** All signatures an operand is typed with; none for `any`. */
export function signaturesOf(call: CallNode, { expression }: Operand, { checker }: TypedFile): readonly ts.Signature[] {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  return checker.getSignaturesOfType(
    type,
    ts.isNewExpression(call) ? ts.SignatureKind.Construct : ts.SignatureKind.Call,
  );
}

/**
 * The signature that `call` uses of an operand, as it is declared: type parameters of its own are not filled in, so that
 * `cache.get<Response>(key)` is not taken for a function that returns Responses.
 */
export function usedSignature(call: CallNode, operand: Operand, file: TypedFile): ts.Signature | undefined {
  const signatures = signaturesOf(call, operand, file);
  if (signatures.length <= 1) return signatures[0];
  const chosen = file.checker.getResolvedSignature(call);
  return signatures.find(({ declaration }) => declaration === chosen?.declaration) ?? chosen;
}

/** Where a signature is declared; undefined for those of JSDoc and those the checker made up. */
export function declarationOf(signature: ts.Signature): ts.SignatureDeclaration | undefined {
  const { declaration } = signature;
  return declaration === undefined || ts.isJSDocSignature(declaration) ? undefined : declaration;
}
