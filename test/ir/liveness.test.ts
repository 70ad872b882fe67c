/** Where temporaries die. */
import { describe, expect, it } from "vitest";

import { livenessOf } from "../../eslint-plugin/src/ir/liveness.js";
import { printFunction } from "../../eslint-plugin/src/ir/print.js";
import type { FunctionIR } from "../../eslint-plugin/src/ir/types.js";
import { at, lowerFile, lowerFunction } from "./lowering.js";

/** The printed IR, with what dies behind each line. */
function annotated(ir: FunctionIR): string {
  const liveness = livenessOf(ir);
  const notes = ir.blocks.flatMap((block) => [
    liveness.deadOnEntry(block.id),
    ...[...block.instructions, block.terminal].map((_, index) => liveness.diesAfter(block.id, index)),
  ]);
  const [, ...lines] = printFunction(ir).split("\n");
  return lines
    .map((line, index) => {
      const dead = notes[index] ?? [];
      return dead.length === 0 ? line : `${line} † ${dead.map((temp) => `t${temp}`).join(" ")}`;
    })
    .join("\n");
}

describe("a temporary dies", () => {
  it("where it is read for the last time", () => {
    expect(annotated(lowerFile("a(b); c.d = e;"))).toMatchInlineSnapshot(`
      "bb0:
        t0 = ambient a
        t1 = ambient b
        t2 = call t0(t1) † t0 t1 t2
        t3 = ambient c
        t4 = ambient e
        set t3.d = t4 † t3 t4
        return (implicit)"
    `);
  });

  it("where it is written, if no one reads it", () => {
    expect(annotated(lowerFile("a; await b();"))).toMatchInlineSnapshot(`
      "bb0:
        t0 = ambient a † t0
        t1 = ambient b
        t2 = call t1() † t1
        t3 = await t2 † t2 t3
        return (implicit)"
    `);
  });

  it("with the terminal that reads it", () => {
    expect(annotated(lowerFunction("function f() { if (a) return b; throw c; }"))).toMatchInlineSnapshot(`
      "bb0:
        t0 = ambient a
        branch if: truthy t0 ? bb1 : bb2 // a † t0
      bb1:
        t1 = ambient b
        return t1 † t1
      bb2:
        t2 = ambient c
        throw t2 † t2"
    `);
  });

  it("on entry to the branch that does not read it", () => {
    expect(annotated(lowerFile("x = a || b;"))).toMatchInlineSnapshot(`
      "bb0:
        t1 = ambient a
        branch logical: truthy t1 ? bb1 : bb2 // a
      bb1:
        t0 = t1 † t1
        goto bb3
      bb2: † t1
        t2 = ambient b
        t0 = t2 † t2
        goto bb3
      bb3:
        t3 = ambient globalThis
        set t3.x = t0 † t3 t0
        return (implicit)"
    `);
  });

  it("after the loop that reads it in each turn", () => {
    expect(annotated(lowerFile("for (const a of b) { c(a); }"))).toMatchInlineSnapshot(`
      "bb0:
        t0 = ambient b
        t1 = iterator of t0 † t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb3
      bb2: (cyclic)
        t2 = element t1
        store a#0 = t2 (initializer) † t2
        t3 = ambient c
        t4 = load a#0
        t5 = call t3(t4) † t3 t4 t5
        scopeExit a#0 (at Block)
        goto bb1
      bb3: † t1
        return (implicit)"
    `);
  });

  it("on entry to the handler, if an exception comes while it is in use", () => {
    expect(annotated(lowerFile("try { a(b(), c()); } catch { d(); }"))).toMatchInlineSnapshot(`
      "bb0: (handler bb1)
        t0 = ambient a
        t1 = ambient b
        t2 = call t1() † t1
        t3 = ambient c
        t4 = call t3() † t3
        t5 = call t0(t2, t4) † t0 t2 t4 t5
        goto bb2
      bb1: † t0 t1 t2 t3 t4
        t6 = caught † t6
        t7 = ambient d
        t8 = call t7() † t7 t8
        goto bb2
      bb2:
        return (implicit)"
    `);
  });

  it("not before the handler that reads on with it", () => {
    expect(annotated(lowerFile("for (const a of b) { try { c(a); } catch { break; } }"))).toMatchInlineSnapshot(`
      "bb0:
        t0 = ambient b
        t1 = iterator of t0 † t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb5
      bb2: (cyclic)
        t2 = element t1
        store a#0 = t2 (initializer) † t2
        goto bb3
      bb3: (cyclic, handler bb4)
        t3 = ambient c
        t4 = load a#0
        t5 = call t3(t4) † t3 t4 t5
        scopeExit a#0 (at Block)
        goto bb1
      bb4: † t3 t4
        t6 = caught † t6
        scopeExit a#0 (at BreakStatement)
        iteratorClose t1 † t1
        goto bb5
      bb5: † t1
        return (implicit)"
    `);
  });

  it("after the finally that runs before a return", () => {
    expect(annotated(lowerFunction("function f() { try { return a(); } finally { b(); } }"))).toMatchInlineSnapshot(`
      "bb0: (handler bb2)
        t0 = ambient a
        t1 = call t0() † t0
        goto bb1
      bb1:
        t2 = ambient b
        t3 = call t2() † t2 t3
        return t1 † t1
      bb2: † t0 t1
        t6 = ambient b
        t7 = call t6() † t6 t7
        rethrow"
    `);
  });

  it("where it was to be returned, if finally returns something else", () => {
    expect(annotated(lowerFunction("function f() { try { return a(); } finally { return b; } }")))
      .toMatchInlineSnapshot(`
      "bb0: (handler bb1)
        t0 = ambient a
        t1 = call t0() † t0 t1
        t2 = ambient b
        return t2 † t2
      bb1: † t0
        t4 = ambient b
        return t4 † t4"
    `);
  });
});

describe("liveness", () => {
  it("is kept with the IR", () => {
    const ir = lowerFile("a();");
    expect(livenessOf(ir)).toBe(livenessOf(ir));
  });

  it("has an answer for thousands of temporaries in use at once", () => {
    const ir = lowerFile(`x = [${"a || b, ".repeat(3000)}];`);
    const last = at(ir.blocks, ir.blocks.length - 1);
    const index = last.instructions.findIndex(({ kind }) => kind === "array");
    expect(livenessOf(ir).diesAfter(last.id, index)).toHaveLength(3000);
  });
});
