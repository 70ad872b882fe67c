/** Numbers that types tell: `MAX_RETRIES` of another file, `Status.NotFound`, a `static readonly` field. */
import type ts from "typescript";
import type { TypedFile } from "./types.js";

/**
 * The number that `expression` is bound to be, by its type.
 *
 * @returns undefined unless its type is the literal type of one number, or of one member of an enum.
 * @example numberByType(`limits.retries`, file) // const limits = { retries: 3 } as const  3
 */
export function numberByType(expression: ts.Expression, { checker }: TypedFile): number | undefined {
  const type = checker.getTypeAtLocation(expression);
  return type.isNumberLiteral() ? type.value : undefined;
}
