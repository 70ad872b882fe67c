import ts from "typescript";
import { describe, expect, it } from "vitest";
import { conditionText, equalityOf, type ConditionStep } from "../../eslint-plugin/src/report/condition.js";
import { nodeNamed, parse } from "./handmade.js";

function expression(text: string): ts.Expression {
  return nodeNamed(parse(`(${text});`), `(${text})`, ts.isParenthesizedExpression).expression;
}

function textOf(text: string, holds: boolean, more: Partial<ConditionStep> = {}): string {
  return conditionText({ kind: "condition", node: expression(text), holds, test: "truthy", ...more });
}

describe("a condition that holds", () => {
  it.each([
    ["res.ok", "res.ok"],
    ["(a)", "a"],
    ["a === b", "a === b"],
    ["x\n  .list // comment\n  .some(\n    (y) =>   y,\n  )", "x.list.some((y) => y,)"],
    ["a /* why */ && /* not */ b", "a && b"],
    ["`two\n  lines`", "`two lines`"],
  ])("%j", (source, expected) => {
    expect(textOf(source, true)).toBe(expected);
  });
});

describe("a condition that does not hold", () => {
  it.each([
    ["res.ok", "!res.ok"],
    ["res", "!res"],
    ["res?.ok", "!res?.ok"],
    ["this", "!this"],
    ["flags[0]", "!flags[0]"],
    ["res!", "!res!"],
    ["isFine(res)", "!isFine(res)"],
    ["a === b", "a !== b"],
    ["a !== b", "a === b"],
    ["a == b", "a != b"],
    ["a != b", "a == b"],
    ["a < b", "a >= b"],
    ["a <= b", "a > b"],
    ["a > b", "a <= b"],
    ["a >= b", "a < b"],
    ["typeof a === 'string'", "typeof a !== 'string'"],
    ["a instanceof B", "!(a instanceof B)"],
    ["'a' in b", "!('a' in b)"],
    ["a & 1", "!(a & 1)"],
    ["await f()", "!(await f())"],
    ["m = f()", "!(m = f())"],
    ["(a)", "!a"],
  ])("%j → %j", (source, expected) => {
    expect(textOf(source, false)).toBe(expected);
  });
});

describe("other tests than truth", () => {
  it.each([
    ["x", true, "x == null"],
    ["x", false, "x != null"],
    ["a || b", true, "(a || b) == null"],
    ["await f()", true, "await f() == null"],
  ])("nullish: %s, %s", (source, holds, expected) => {
    expect(textOf(source, holds, { test: "nullish" })).toBe(expected);
  });

  it.each([
    [true, "x === undefined"],
    [false, "x !== undefined"],
  ])("undefined: %s", (holds, expected) => {
    expect(textOf("x", holds, { test: "undefined" })).toBe(expected);
  });

  it.each([
    ["res.status", "404", true, "res.status === 404"],
    ["res.status", "404", false, "res.status !== 404"],
    ["a ? b : c", "-1", true, "(a ? b : c) === -1"],
    ["true", "res.ok", true, "res.ok"],
    ["true", "res.ok", false, "!res.ok"],
  ])("switch (%s) case %s: %s", (discriminant, source, holds, expected) => {
    expect(textOf(source, holds, { discriminant: expression(discriminant) })).toBe(expected);
  });
});

describe("a long condition", () => {
  const long = "configuration.retry.statuses.includes(response.status) && attempt <= maximum";

  it("keeps both ends and stays within 60 characters", () => {
    const text = textOf(long, true);
    expect(text).toBe("configuration.retry.statuses.includes( … attempt <= maximum");
    expect(text.length).toBeLessThanOrEqual(60);
  });

  it("is left alone at exactly 60", () => {
    const sixty = `a === "${"x".repeat(53)}"`.slice(0, 59) + '"';
    expect(sixty).toHaveLength(60);
    expect(textOf(sixty, true)).toBe(sixty);
  });

  it("does not cut a character in two", () => {
    expect(textOf(`x === "${"😀".repeat(80)}"`, true)).toMatch(/^x === "😀+ … 😀+"$/u);
  });
});

describe("what a condition says to be equal", () => {
  it.each([
    ["a === 1", true, { subject: "a", equal: true }],
    ["a === 1", false, { subject: "a", equal: false }],
    ["a !== 1", false, { subject: "a", equal: true }],
    ["a", true, null],
    ["a < 1", true, null],
  ])("%j, %j", (source, holds, expected) => {
    expect(equalityOf({ kind: "condition", node: expression(source), holds, test: "truthy" })).toEqual(expected);
  });
});
