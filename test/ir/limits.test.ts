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

describe("nesting beyond six hundred levels", () => {
  it.each([
    ["assignments", `x = ${"a = ".repeat(1500)}1;`],
    ["awaits", `await ${"await ".repeat(1500)}p;`],
    ["?: in the middle", `x = ${"a ? ".repeat(1200)}b${": c".repeat(1200)};`],
    ["blocks", `${"{".repeat(1200)}${"}".repeat(1200)}`],
    ["patterns", `const ${"[".repeat(1100)}x${"]".repeat(1100)} = y;`],
  ])("of %s is given up at once, however high the call stack is", (_, source) => {
    const file = parse(source);
    expect(() => lower(file, resolveScopes(file))).toThrow("nested more than 600 levels deep");
    expect(() => fromBelow(2000, () => lower(file, resolveScopes(file)))).toThrow("nested more than 600 levels deep");
  });

  it("costs the function that it is in, and no other", () => {
    const file = parse(`function deep() { x = ${"a = ".repeat(1500)}1; } function flat() { return 1; }`);
    const scopes = resolveScopes(file);
    const [whole, deep, flat] = scopes.functions.map((fn) => () => lower(fn, scopes));
    expect(whole).not.toThrow();
    expect(deep).toThrow(LoweringLimitError);
    expect(flat).not.toThrow();
  });
});

/** Runs `body` with so many frames more on the call stack. */
function fromBelow<R>(frames: number, body: () => R): R {
  return frames === 0 ? body() : fromBelow(frames - 1, body);
}
