import ts from "typescript";
import { expect, it } from "vitest";
import { type FlagName, hasFlag, isNumberingKnown } from "../../eslint-plugin/src/typed/type-flags.js";

const names: readonly FlagName[] = [
  "Any",
  "Unknown",
  "String",
  "NumberLike",
  "EnumLiteral",
  "Unit",
  "Never",
  "TypeParameter",
  "Object",
];

/** As much of a checker as tells how it counts. */
function checkerWith(never: number, string: number): ts.TypeChecker {
  const typeWith = (flags: number): ts.Type => ({ flags }) as unknown as ts.Type;
  return { getNeverType: () => typeWith(never), getStringType: () => typeWith(string) } as ts.TypeChecker;
}

const own = checkerWith(ts.TypeFlags.Never, ts.TypeFlags.String);
const before6 = checkerWith(131_072, 4);
const since6 = checkerWith(262_144, 32);

it.each(names)("counts %s as the installed TypeScript does", (name) => {
  const type = { flags: ts.TypeFlags[name] } as ts.Type;
  expect(names.filter((other) => hasFlag(type, own, other))).toEqual(
    names.filter((other) => (ts.TypeFlags[name] & ts.TypeFlags[other]) !== 0),
  );
});

it("counts as the checker of another TypeScript does", () => {
  const never = { flags: 131_072 } as unknown as ts.Type;
  expect(hasFlag(never, before6, "Never")).toBe(true);
  expect(hasFlag(never, before6, "String", "Any")).toBe(false);
  expect(hasFlag(never, since6, "Never")).toBe(false);
});

it("knows which checkers it can read", () => {
  expect(isNumberingKnown(own)).toBe(true);
  expect(isNumberingKnown(before6)).toBe(true);
  expect(isNumberingKnown(since6)).toBe(true);
  expect(isNumberingKnown(checkerWith(1, 2))).toBe(false);
});
