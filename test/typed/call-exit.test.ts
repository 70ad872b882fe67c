/** Calls that do not return, or only if their argument passes. */
import { describe, expect, it } from "vitest";
import { callExit } from "../../eslint-plugin/src/typed/call-exit.js";
import { callIn, virtualProgram } from "./virtual.js";

const program = virtualProgram({
  "exits.ts": `
    import assert, { ok, fail as failing } from "node:assert";
    import strict from "node:assert/strict";
    declare const value: unknown, cond: boolean;
    function invariant(condition: unknown, message?: string): asserts condition { if (!condition) throw new Error(message); }
    function second(message: string, condition: unknown): asserts condition { if (!condition) throw new Error(message); }
    function isString(input: unknown): asserts input is string {}
    function predicate(input: unknown): input is string { return true; }
    const arrowAssert: (input: unknown) => asserts input = (input) => { if (!input) throw input; };
    function annotated(): never { throw new Error(); }
    function unannotated() { throw new Error(); }
    const arrow = () => { throw new Error(); };
    const expression = function () { for (;;) {} };
    const normalArrow = () => 1;
    const helpers = { bail() { throw new Error(); }, fine() { return 1; }, declared(): never { throw new Error(); } };
    interface Exits { stop(): never; readonly halt: () => never; go(): void; check(input: unknown): asserts input; readonly named: Named }
    type Named = () => never;
    declare const exits: Exits;
    declare function mixed(input: string): never;
    declare function mixed(input: number): void;
    declare function generic<T>(): T;
    class Guard { private fail(): never { throw new Error(); } run() { this.fail(); this.log(); } log() {} assert(x: unknown): asserts x {} }
    invariant(cond); second("x", cond); isString(value); predicate(value); arrowAssert(value);
    annotated(); unannotated(); arrow(); expression(); normalArrow(); helpers.bail(); helpers.fine(); helpers.declared();
    exits.stop(); exits.halt(); exits.go(); exits.check(cond); exits.named(); mixed("a"); mixed(1); generic<never>(); generic();
    assert(cond); assert.ok(cond); ok(cond); strict(cond); assert.fail(); failing(); assert.strictEqual(value, 1); assert.equal(value, 1);
    process.exit(1); new Guard(); String.raw\`x\`; (cond ? annotated : normalArrow)(); (annotated)(); invariant.call(null, cond);
    function parameters(bail: () => never, maybe: () => void, any: any) { bail(); maybe(); any(); any.stop(); }
    import("node:assert");
  `,
  "exits.js": `
    /** @returns {never} */
    function never() { throw new Error(); }
    /** @param {unknown} x @returns {asserts x} */
    function check(x) { if (!x) throw new Error(); }
    function plain() { throw new Error(); }
    never(); check(1); plain();
  `,
});

describe("TypeScript", () => {
  const file = program("exits.ts");

  it.each([
    ["invariant(cond)", 0, "truthy"],
    ['second("x", cond)', 1, "truthy"],
    ["isString(value)", 0, "type"],
    ["arrowAssert(value)", 0, "truthy"],
    ["exits.check(cond)", 0, "truthy"],
    ["assert(cond)", 0, "truthy"],
    ["assert.ok(cond)", 0, "truthy"],
    ["ok(cond)", 0, "truthy"],
    ["strict(cond)", 0, "truthy"],
    ["assert.strictEqual(value, 1)", 0, "type"],
    ["invariant.call(null, cond)", 0, "truthy"],
  ])("%s asserts its argument %i (%s)", (call, argument, passes) => {
    expect(callExit(callIn(file, call), file)).toEqual({ kind: "asserts", argument, passes });
  });

  it.each([
    "annotated()",
    "arrow()",
    "expression()",
    "helpers.bail()",
    "helpers.declared()",
    "exits.stop()",
    "exits.halt()",
    "exits.named()",
    'mixed("a")',
    "assert.fail()",
    "failing()",
    "process.exit(1)",
    "this.fail()",
    "bail()",
    "(annotated)()",
  ])("%s never returns", (call) => {
    expect(callExit(callIn(file, call), file)).toEqual({ kind: "never" });
  });

  it.each([
    "predicate(value)",
    "unannotated()",
    "normalArrow()",
    "helpers.fine()",
    "exits.go()",
    "mixed(1)",
    "generic()",
    "generic<never>()",
    "assert.equal(value, 1)",
    "new Guard()",
    "String.raw`x`",
    "(cond ? annotated : normalArrow)()",
    "this.log()",
    "maybe()",
    "any()",
    "any.stop()",
    'import("node:assert")',
  ])("%s may return", (call) => {
    expect(callExit(callIn(file, call), file)).toEqual({ kind: "normal" });
  });
});

describe("JavaScript with JSDoc", () => {
  const file = program("exits.js");

  it.each([
    ["never()", { kind: "never" }],
    ["check(1)", { kind: "asserts", argument: 0, passes: "truthy" }],
    ["plain()", { kind: "normal" }],
  ])("%s", (call, expected) => {
    expect(callExit(callIn(file, call), file)).toEqual(expected);
  });
});
