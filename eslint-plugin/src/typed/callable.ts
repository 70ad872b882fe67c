import ts from "typescript";
import { hasFlag } from "./type-flags.js";
import type { TypedFile } from "./types.js";

/**
 * Whether the value of `expression` may be called: its type has a call signature, or tells nothing (`any`, `unknown`).
 *
 * @example mayBeCallable(`listener`, file) // listener?: (res: IncomingMessage) => void  true
 */
export function mayBeCallable(expression: ts.Expression, { checker }: TypedFile): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(
    (part) =>
      hasFlag(part, checker, "Any", "Unknown", "TypeParameter") ||
      checker.getSignaturesOfType(part, ts.SignatureKind.Call).length > 0,
  );
}
