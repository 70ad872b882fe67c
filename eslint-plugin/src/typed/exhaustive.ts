import ts from "typescript";
import { hasFlag } from "./type-flags.js";
import type { TypedFile } from "./types.js";

/**
 * Whether a switch without `default` has a case for every value its discriminant can have: TypeScript has narrowed it to nothing after
 * the last one.
 *
 * @example isExhaustive(`switch (mode) { case "a": …; case "b": … }`, file) // mode: "a" | "b"  true
 */
export function isExhaustive(node: ts.SwitchStatement, { checker }: TypedFile): boolean {
  const { clauses } = node.caseBlock;
  if (clauses.some(ts.isDefaultClause)) return false;
  const type = checker.getTypeAtLocation(node.expression);
  const members = type.isUnion() ? type.types : [type];
  const isLiteral = (member: ts.Type): boolean => hasFlag(member, checker, "Unit", "EnumLiteral");
  if (!members.every(isLiteral)) return false;
  const covered = new Set<ts.Type>();
  for (const clause of clauses) {
    if (ts.isCaseClause(clause)) covered.add(regular(checker.getTypeAtLocation(clause.expression)));
  }
  return members.every((member) => covered.has(regular(member)));
}

/** A literal written on the spot is "fresh", another object than the same literal type elsewhere. */
function regular(type: ts.Type): ts.Type {
  return "regularType" in type ? (type as ts.LiteralType).regularType : type;
}
