/** Why a call acquires nothing: the decisions of `model/classify.ts` and `ownership/sites.ts`, asked again for one call. */
import ts from "typescript";
import { acquisitionByType, classify } from "../model/classify.js";
import { type InformedFile, knowledgeFor } from "../model/knowledge.js";
import type { CallRow } from "../model/types.js";
import { mayAcquireByType } from "../ownership/candidates.js";
import { type Untyped, resultText, untypedCallee } from "../typed/callee-type.js";
import { type ContractFlaw, calleeBodies, contractFlaw } from "../typed/contract.js";
import { isResponseShaped } from "../typed/response-shape.js";
import type { CallNode, Origin, TypedFile } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";

export type NoDuty =
  /** A table knows it, as something other than an acquisition. */
  | { readonly kind: "row"; readonly row: CallRow; readonly origin: Origin | undefined }
  /** All that it may call is written out in the program. */
  | { readonly kind: "body"; readonly bodies: readonly ts.Node[] }
  | { readonly kind: "untyped"; readonly cause: Untyped }
  /** No table knows it, and it is no injected fetch. */
  | {
      readonly kind: "declared";
      readonly origin: Origin | undefined;
      readonly flaw: ContractFlaw;
      /** What it returns, as TypeScript writes it. */
      readonly result: string;
      /** `strict` takes its type's word. */
      readonly strictWould: boolean;
    }
  /** A method of a response: what becomes of a body by it is told where that body is followed. */
  | { readonly kind: "member" }
  /** It could be an injected fetch, but its result is used as no response is. */
  | { readonly kind: "unused" };

/**
 * Why `call` acquires nothing.
 *
 * @param call - A call that none of the file's obligations begins at.
 * @param strict - As the file was analysed.
 * @example noDutyOf(`getUser(id)`, file, false) // { kind: "body", bodies: [function getUser(…) {…}] }
 */
export function noDutyOf(call: CallNode, file: InformedFile, strict: boolean): NoDuty {
  const { decidedBy, row, origin, origins } = classify(call, file);
  if (row !== undefined && row.model.kind !== "acquire") return { kind: "row", row, origin };
  if (decidedBy === "body in program") return { kind: "body", bodies: calleeBodies(call, file) };
  const cause = untypedCallee(call, file);
  if (cause !== undefined) return { kind: "untyped", cause };
  if (isMemberOfResponse(call, file)) return { kind: "member" };
  const byType = acquisitionByType(call, file) !== undefined;
  const flaw = contractFlaw(call, file);
  if (flaw === null || (strict && byType)) return { kind: "unused" };
  return {
    kind: "declared",
    origin: origins[0],
    flaw,
    result: resultText(call, file),
    strictWould: byType && ts.isCallExpression(call) && mayAcquireByType(call, knowledgeFor(file), true),
  };
}

function isMemberOfResponse(call: CallNode, { checker }: TypedFile): boolean {
  const callee = ts.isTaggedTemplateExpression(call) ? call.tag : unwrap(call.expression);
  return (
    ts.isPropertyAccessExpression(callee) &&
    isResponseShaped(checker.getTypeAtLocation(callee.expression), callee.expression, checker)
  );
}
