/**
 * Flags of types, as the checker that made the type counts them. TypeScript 6 renumbered them and kept the syntax kinds of 5.9, so that
 * either can read the other's programs if it does not take its own numbers for the other's: in projects whose package manager installs one
 * for the parser and another for us, that spares a second program.
 */
import type ts from "typescript";

const before6 = {
  Any: 1,
  Unknown: 2,
  String: 4,
  NumberLike: 296,
  EnumLiteral: 1024,
  Unit: 109_472,
  Never: 131_072,
  TypeParameter: 262_144,
  Object: 524_288,
};

type Numbering = typeof before6;
export type FlagName = keyof Numbering;

const since6: Numbering = {
  Any: 1,
  Unknown: 2,
  String: 32,
  NumberLike: 67_648,
  EnumLiteral: 32_768,
  Unit: 97_292,
  Never: 262_144,
  TypeParameter: 524_288,
  Object: 1_048_576,
};

/** Whether `type` has one of the flags `ts.TypeFlags` has under these names. */
export function hasFlag(type: ts.Type, checker: ts.TypeChecker, ...names: readonly FlagName[]): boolean {
  const numbering = numberingOf(checker) ?? since6;
  return names.some((name) => (type.flags & numbering[name]) !== 0);
}

/** Whether the flags of this checker's types are known. */
export function isNumberingKnown(checker: ts.TypeChecker): boolean {
  return numberingOf(checker) !== undefined;
}

function numberingOf(checker: ts.TypeChecker): Numbering | undefined {
  const never: number = checker.getNeverType().flags;
  const string: number = checker.getStringType().flags;
  return [since6, before6].find((numbering) => numbering.Never === never && numbering.String === string);
}
