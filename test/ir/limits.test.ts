/** Input that no one writes by hand: long, deep, exponential. */
import { describe, expect, it } from "vitest";

import { LoweringLimitError } from "../../eslint-plugin/src/ir/builder.js";
import { lower } from "../../eslint-plugin/src/ir/lower.js";
import { resolveScopes } from "../../eslint-plugin/src/ir/scopes.js";
import { lowerFile, parse } from "./lowering.js";

describe("five thousand levels", () => {
  it.each([
    ["operators", `x = a${" + a".repeat(5000)};`],
    ["commas", `a${", a".repeat(5000)};`],
    ["&&", `x = a${" && a".repeat(5000)};`],
    ["|| in a condition", `if (a${" || a".repeat(5000)}) b();`],
    ["??", `x = a${" ?? a".repeat(5000)};`],
    ["method calls", `a${".b()".repeat(5000)};`],
    ["optional calls", `a${"?.b()".repeat(5000)};`],
    ["type assertions", `a${"!".repeat(5000)};`],
    ["cases", `switch (a) { ${"case b: c(); ".repeat(5000)} }`],
    ["callbacks in a row", `p${".then((r) => r)".repeat(5000)};`],
  ])("of %s are lowered", (_, source) => {
    expect(lowerFile(source).opaque).toBe(0);
  });
});

describe("five hundred levels", () => {
  it.each([
    ["else if", `${"if (a) b(); else ".repeat(500)} c();`],
    ["?:", `x = ${"a ? b : ".repeat(500)} c;`],
    ["parentheses", `x = ${"(".repeat(500)}a${")".repeat(500)};`],
    ["blocks", `${"{".repeat(500)}${"}".repeat(500)}`],
    ["functions", `x = ${"() => ".repeat(500)} a;`],
  ])("of %s are lowered", (_, source) => {
    expect(lowerFile(source).opaque).toBe(0);
  });
});

describe("long functions", () => {
  it("are lowered, with more instructions in a block than a call can have arguments", () => {
    const [block] = lowerFile(`x = [${"1,".repeat(130_000)}];`).blocks;
    expect(block?.instructions.length).toBeGreaterThan(130_000);
  });
});

describe("finally in finally", () => {
  const nested = (depth: number): string => `${"try { f(); } finally { ".repeat(depth)}${"}".repeat(depth)}`;

  it("doubles with each level", () => {
    expect(lowerFile(nested(8)).blocks.length).toBeGreaterThan(2 ** 8);
  });

  it("is given up past the limit, each time it is asked for", () => {
    const file = parse(nested(40));
    expect(() => lower(file, resolveScopes(file))).toThrow(LoweringLimitError);
    expect(() => lower(file, resolveScopes(file))).toThrow("more than 200000 instructions");
  });
});

describe("nesting that the call stack does not hold", () => {
  it("is given up", () => {
    const file = parse(`x = ${"a = ".repeat(6000)}1;`);
    expect(() => lower(file, resolveScopes(file))).toThrow("nested too deeply");
  });
});
