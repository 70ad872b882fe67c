import ts from "typescript";
import { hasFlag } from "./type-flags.js";
import type { TypedFile } from "./types.js";

/**
 * Whether a switch has a case for every value its discriminant can have: TypeScript has narrowed it to nothing after the last one. Its
 * `default`, if it has one, says so; one that says nothing may be meant for values that are not of their type.
 *
 * @example isExhaustive(`switch (mode) { case "a": …; case "b": … }`, file) // mode: "a" | "b"  true
 */
export function isExhaustive(node: ts.SwitchStatement, { checker }: TypedFile): boolean {
  const { clauses } = node.caseBlock;
  if (clauses.some((clause) => ts.isDefaultClause(clause) && !clause.statements.some(saysNever))) return false;
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

/** `const left: never = mode`, `mode satisfies never`, also in a block. */
function saysNever(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.some(saysNever);
  const type = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations[0]?.type
    : ts.isExpressionStatement(statement) && ts.isSatisfiesExpression(statement.expression)
      ? statement.expression.type
      : undefined;
  return type?.kind === ts.SyntaxKind.NeverKeyword;
}

/** A literal written on the spot is "fresh", another object than the same literal type elsewhere. */
function regular(type: ts.Type): ts.Type {
  return "regularType" in type ? (type as ts.LiteralType).regularType : type;
}
