/** The IR of conditions: every branch stands on a leaf, with the block for each outcome. */
import { describe, expect, it } from "vitest";

import { printFile } from "./lowering.js";

describe("conditions", () => {
  it("branch on the leaf", () => {
    expect(printFile("if (((r.ok as boolean)!)) a(); else b();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient r
        t1 = t0.ok
        branch if: truthy t1 ? bb1 : bb2 // r.ok
      bb1:
        t2 = ambient a
        t3 = call t2()
        goto bb3
      bb2:
        t4 = ambient b
        t5 = call t4()
        goto bb3
      bb3:
        return (implicit)"
    `);
  });

  it("exchange the blocks for a negation", () => {
    expect(printFile("if (!r.ok) a();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient r
        t1 = t0.ok
        branch if: truthy t1 ? bb2 : bb1 // r.ok
      bb1:
        t2 = ambient a
        t3 = call t2()
        goto bb2
      bb2:
        return (implicit)"
    `);
  });

  it("take && and || apart", () => {
    expect(printFile("if (a && !(b || c)) d();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        branch if: truthy t0 ? bb1 : bb4 // a
      bb1:
        t1 = ambient b
        branch if: truthy t1 ? bb4 : bb2 // b
      bb2:
        t2 = ambient c
        branch if: truthy t2 ? bb4 : bb3 // c
      bb3:
        t3 = ambient d
        t4 = call t3()
        goto bb4
      bb4:
        return (implicit)"
    `);
  });

  it("take ?? apart", () => {
    expect(printFile("if (a ?? b) c();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        branch logical: nullish t0 ? bb1 : bb2 // a
      bb1:
        t1 = ambient b
        branch if: truthy t1 ? bb3 : bb4 // b
      bb2:
        branch if: truthy t0 ? bb3 : bb4 // a
      bb3:
        t2 = ambient c
        t3 = call t2()
        goto bb4
      bb4:
        return (implicit)"
    `);
  });

  it("take ?: apart", () => {
    expect(printFile("if (a ? b : c) d();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        branch conditional: truthy t0 ? bb1 : bb2 // a
      bb1:
        t1 = ambient b
        branch if: truthy t1 ? bb3 : bb4 // b
      bb2:
        t2 = ambient c
        branch if: truthy t2 ? bb3 : bb4 // c
      bb3:
        t3 = ambient d
        t4 = call t3()
        goto bb4
      bb4:
        return (implicit)"
    `);
  });

  it("evaluate the left side of a comma", () => {
    expect(printFile("if ((a(), b)) c();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        t1 = call t0()
        t2 = ambient b
        branch if: truthy t2 ? bb1 : bb2 // b
      bb1:
        t3 = ambient c
        t4 = call t3()
        goto bb2
      bb2:
        return (implicit)"
    `);
  });

  it("branch on an assignment's value", () => {
    expect(printFile("let m; if ((m = f())) g();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store m#0 = t0 (initializer)
        t1 = ambient f
        t2 = call t1()
        store m#0 = t2
        branch if: truthy t2 ? bb1 : bb2 // m = f()
      bb1:
        t3 = ambient g
        t4 = call t3()
        goto bb2
      bb2:
        return (implicit)"
    `);
  });

  it("branch on nullness, then on truth", () => {
    expect(printFile("if (r?.ok) a(); else b();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient r
        branch optional: nullish t0 ? bb3 : bb1 // r
      bb1:
        t1 = t0.ok
        branch if: truthy t1 ? bb2 : bb3 // r?.ok
      bb2:
        t2 = ambient a
        t3 = call t2()
        goto bb4
      bb3:
        t4 = ambient b
        t5 = call t4()
        goto bb4
      bb4:
        return (implicit)"
    `);
  });

  it("drop what a literal decides", () => {
    expect(printFile("if (false) a(); if (1) b(); else c(); while (0) d(); if (!true) e();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t2 = ambient b
        t3 = call t2()
        return (implicit)"
    `);
  });

  it("know their origin", () => {
    expect(printFile("if (a) b(); while (c) d(); e ? f : g; h && i; do j(); while (k); for (; l; ) m();"))
      .toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        branch if: truthy t0 ? bb1 : bb2 // a
      bb1:
        t1 = ambient b
        t2 = call t1()
        goto bb2
      bb2: (cyclic)
        t3 = ambient c
        branch loop: truthy t3 ? bb3 : bb4 // c
      bb3: (cyclic)
        t4 = ambient d
        t5 = call t4()
        goto bb2
      bb4:
        t7 = ambient e
        branch conditional: truthy t7 ? bb5 : bb6 // e
      bb5:
        t8 = ambient f
        t6 = t8
        goto bb7
      bb6:
        t9 = ambient g
        t6 = t9
        goto bb7
      bb7:
        t11 = ambient h
        branch logical: truthy t11 ? bb8 : bb9 // h
      bb8:
        t12 = ambient i
        t10 = t12
        goto bb10
      bb9:
        t10 = t11
        goto bb10
      bb10: (cyclic)
        t13 = ambient j
        t14 = call t13()
        t15 = ambient k
        branch loop: truthy t15 ? bb10 : bb11 // k
      bb11: (cyclic)
        t16 = ambient l
        branch loop: truthy t16 ? bb12 : bb13 // l
      bb12: (cyclic)
        t17 = ambient m
        t18 = call t17()
        goto bb11
      bb13:
        return (implicit)"
    `);
  });
});

describe("switch", () => {
  it("tests in order and falls through", () => {
    expect(printFile("switch (r.status) { case 204: a(); case 404: b(); break; default: c(); }"))
      .toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient r
        t1 = t0.status
        t2 = 204
        t3 = operator ===(t1, t2)
        branch switch: truthy t3 ? bb1 : bb2 // 204
      bb1:
        t6 = ambient a
        t7 = call t6()
        goto bb3
      bb2:
        t4 = 404
        t5 = operator ===(t1, t4)
        branch switch: truthy t5 ? bb3 : bb4 // 404
      bb3:
        t8 = ambient b
        t9 = call t8()
        goto bb5
      bb4:
        t10 = ambient c
        t11 = call t10()
        goto bb5
      bb5:
        return (implicit)"
    `);
  });

  it("goes to a default anywhere, after all tests", () => {
    expect(printFile("switch (x) { default: a(); case 1: b(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient x
        t1 = 1
        t2 = operator ===(t0, t1)
        branch switch: truthy t2 ? bb2 : bb1 // 1
      bb1:
        t3 = ambient a
        t4 = call t3()
        goto bb2
      bb2:
        t5 = ambient b
        t6 = call t5()
        return (implicit)"
    `);
  });

  it("goes on where nothing matches", () => {
    expect(printFile("switch (x) { case f(): a(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient x
        t1 = ambient f
        t2 = call t1()
        t3 = operator ===(t0, t2)
        branch switch: truthy t3 ? bb1 : bb2 // f()
      bb1:
        t4 = ambient a
        t5 = call t4()
        goto bb2
      bb2:
        return (implicit)"
    `);
  });

  it("ends its scope once", () => {
    expect(printFile("switch (x) { case 1: let a; break; case 2: g(); function g() {} }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient x
        t1 = closure g []
        store g#0 = t1 (initializer)
        t2 = 1
        t3 = operator ===(t0, t2)
        branch switch: truthy t3 ? bb1 : bb2 // 1
      bb1:
        t6 = undefined
        store a#1 = t6 (initializer)
        scopeExit a#1 g#0 (at BreakStatement)
        goto bb5
      bb2:
        t4 = 2
        t5 = operator ===(t0, t4)
        branch switch: truthy t5 ? bb3 : bb4 // 2
      bb3:
        t7 = load g#0
        t8 = call t7()
        goto bb4
      bb4:
        scopeExit a#1 g#0 (at CaseBlock)
        goto bb5
      bb5:
        return (implicit)"
    `);
  });

  it("may be empty", () => {
    expect(printFile("switch (f()) {}")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient f
        t1 = call t0()
        return (implicit)"
    `);
  });
});
