import ts from "typescript";
import { hasFlag } from "./type-flags.js";
import type { TypedFile } from "./types.js";
import { unwrap } from "./unwrap.js";

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

/**
 * Whether `expression` is a member that is a function, by its type.
 *
 * @returns undefined for a member of which its type tells nothing (`any`, `unknown`).
 * @example isMethod(`res.body.getReader`, file) // true
 */
export function isMethod(expression: ts.Expression, { checker }: TypedFile): boolean | undefined {
  const member = unwrap(expression);
  if (!ts.isPropertyAccessExpression(member) && !ts.isElementAccessExpression(member)) return false;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(member));
  if (hasFlag(type, checker, "Any", "Unknown")) return undefined;
  return checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0;
}
