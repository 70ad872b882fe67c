/** The IR of loops, jumps and the ends of scopes. */
import { describe, expect, it } from "vitest";

import { printFile, printFirst } from "./lowering.js";

describe("loops", () => {
  it("while", () => {
    expect(printFile("while (a) b();")).toMatchInlineSnapshot(`
      "function
      bb0: (cyclic)
        t0 = ambient a
        branch loop: truthy t0 ? bb1 : bb2 // a
      bb1: (cyclic)
        t1 = ambient b
        t2 = call t1()
        goto bb0
      bb2:
        return (implicit)"
    `);
  });

  it("do", () => {
    expect(printFile("do a(); while (b);")).toMatchInlineSnapshot(`
      "function
      bb0: (cyclic)
        t0 = ambient a
        t1 = call t0()
        t2 = ambient b
        branch loop: truthy t2 ? bb0 : bb1 // b
      bb1:
        return (implicit)"
    `);
  });

  it("for, whose variables end with the loop", () => {
    expect(printFile("for (let i = 0; i < n; i++) f(i);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 0
        store i#0 = t0 (initializer)
        goto bb1
      bb1: (cyclic)
        t1 = load i#0
        t2 = ambient n
        t3 = operator <(t1, t2)
        branch loop: truthy t3 ? bb2 : bb3 // i < n
      bb2: (cyclic)
        t4 = ambient f
        t5 = load i#0
        t6 = call t4(t5)
        t7 = load i#0
        t8 = operator ++(t7)
        store i#0 = t8
        goto bb1
      bb3:
        scopeExit i#0 (at ExpressionStatement)
        return (implicit)"
    `);
  });

  it("for without any part", () => {
    expect(printFile("for (;;) f();")).toMatchInlineSnapshot(`
      "function
      bb0: (cyclic)
        t0 = ambient f
        t1 = call t0()
        goto bb0"
    `);
  });

  it("for-of, whose variables end with each turn", () => {
    expect(printFile("for (const x of xs) f(x);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient xs
        t1 = iterator of t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb3
      bb2: (cyclic)
        t2 = element t1
        store x#0 = t2 (initializer)
        t3 = ambient f
        t4 = load x#0
        t5 = call t3(t4)
        scopeExit x#0 (at ExpressionStatement)
        goto bb1
      bb3:
        return (implicit)"
    `);
  });

  it("for-of over existing targets", () => {
    expect(printFile("let a; for (a of xs); for ([a, o.b] of xs);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store a#0 = t0 (initializer)
        t1 = ambient xs
        t2 = iterator of t1
        goto bb1
      bb1: (cyclic)
        next t2 ? bb2 : bb3
      bb2: (cyclic)
        t3 = element t2
        store a#0 = t3
        goto bb1
      bb3:
        t4 = ambient xs
        t5 = iterator of t4
        goto bb4
      bb4: (cyclic)
        next t5 ? bb5 : bb6
      bb5: (cyclic)
        t6 = element t5
        t7 = t6[0]
        store a#0 = t7
        t8 = ambient o
        t9 = t6[1]
        set t8.b = t9
        goto bb4
      bb6:
        return (implicit)"
    `);
  });

  it("for-of with a pattern", () => {
    expect(printFile("for (const { a = 1 } of xs) f(a);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient xs
        t1 = iterator of t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb6
      bb2: (cyclic)
        t2 = element t1
        t3 = t2.a
        branch default: undefined t3 ? bb3 : bb4 // a = 1
      bb3: (cyclic)
        t5 = 1
        t4 = t5
        goto bb5
      bb4: (cyclic)
        t4 = t3
        goto bb5
      bb5: (cyclic)
        store a#0 = t4 (initializer)
        t6 = ambient f
        t7 = load a#0
        t8 = call t6(t7)
        scopeExit a#0 (at ExpressionStatement)
        goto bb1
      bb6:
        return (implicit)"
    `);
  });

  it("for-in", () => {
    expect(printFile("for (const k in o) { if (k) break; f(k); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient o
        t1 = iterator in t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb5
      bb2: (cyclic)
        t2 = element t1
        store k#0 = t2 (initializer)
        t3 = load k#0
        branch if: truthy t3 ? bb3 : bb4 // k
      bb3:
        scopeExit k#0 (at BreakStatement)
        goto bb5
      bb4: (cyclic)
        t4 = ambient f
        t5 = load k#0
        t6 = call t4(t5)
        scopeExit k#0 (at Block)
        goto bb1
      bb5:
        return (implicit)"
    `);
  });

  it("for-await", () => {
    expect(printFirst("async function f(xs) { for await (const x of xs) { if (x) return x; } }"))
      .toMatchInlineSnapshot(`
      "function async
      bb0:
        t0 = parameter 0
        store xs#0 = t0 (initializer)
        t1 = load xs#0
        t2 = iterator await t1
        goto bb1
      bb1: (cyclic)
        next t2 ? bb2 : bb5
      bb2: (cyclic)
        t3 = element t2
        store x#1 = t3 (initializer)
        t4 = load x#1
        branch if: truthy t4 ? bb3 : bb4 // x
      bb3:
        t5 = load x#1
        iteratorClose t2
        return t5
      bb4: (cyclic)
        scopeExit x#1 (at Block)
        goto bb1
      bb5:
        return (implicit)"
    `);
  });
});

describe("jumps", () => {
  it("end the scopes they leave, and close iterators", () => {
    expect(printFile("for (const x of xs) { const y = f(x); if (y) continue; if (x) break; g(); }"))
      .toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient xs
        t1 = iterator of t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb7
      bb2: (cyclic)
        t2 = element t1
        store x#0 = t2 (initializer)
        t3 = ambient f
        t4 = load x#0
        t5 = call t3(t4)
        store y#1 = t5 (initializer)
        t6 = load y#1
        branch if: truthy t6 ? bb3 : bb4 // y
      bb3: (cyclic)
        scopeExit y#1 (at ContinueStatement)
        scopeExit x#0 (at ContinueStatement)
        goto bb1
      bb4: (cyclic)
        t7 = load x#0
        branch if: truthy t7 ? bb5 : bb6 // x
      bb5:
        scopeExit y#1 (at BreakStatement)
        scopeExit x#0 (at BreakStatement)
        iteratorClose t1
        goto bb7
      bb6: (cyclic)
        t8 = ambient g
        t9 = call t8()
        scopeExit y#1 (at Block)
        scopeExit x#0 (at Block)
        goto bb1
      bb7:
        return (implicit)"
    `);
  });

  it("cross loops by label", () => {
    expect(
      printFile("outer: for (const x of xs) { for (const y of ys) { if (x) continue outer; if (y) break outer; } }"),
    ).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient xs
        t1 = iterator of t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb10
      bb2: (cyclic)
        t2 = element t1
        store x#0 = t2 (initializer)
        t3 = ambient ys
        t4 = iterator of t3
        goto bb3
      bb3: (cyclic)
        next t4 ? bb4 : bb9
      bb4: (cyclic)
        t5 = element t4
        store y#1 = t5 (initializer)
        t6 = load x#0
        branch if: truthy t6 ? bb5 : bb6 // x
      bb5: (cyclic)
        scopeExit y#1 (at ContinueStatement)
        iteratorClose t4
        scopeExit x#0 (at ContinueStatement)
        goto bb1
      bb6: (cyclic)
        t7 = load y#1
        branch if: truthy t7 ? bb7 : bb8 // y
      bb7:
        scopeExit y#1 (at BreakStatement)
        iteratorClose t4
        scopeExit x#0 (at BreakStatement)
        iteratorClose t1
        goto bb10
      bb8: (cyclic)
        scopeExit y#1 (at Block)
        goto bb3
      bb9: (cyclic)
        scopeExit x#0 (at Block)
        goto bb1
      bb10:
        return (implicit)"
    `);
  });

  it("leave blocks by label", () => {
    expect(printFile("a: b: { const x = 1; if (x) break a; f(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        store x#0 = t0 (initializer)
        t1 = load x#0
        branch if: truthy t1 ? bb1 : bb2 // x
      bb1:
        scopeExit x#0 (at BreakStatement)
        goto bb3
      bb2:
        t2 = ambient f
        t3 = call t2()
        scopeExit x#0 (at Block)
        goto bb3
      bb3:
        return (implicit)"
    `);
  });

  it("leave a switch in a loop", () => {
    expect(printFile("while (a) { switch (b) { case 1: continue; case 2: break; } c(); }")).toMatchInlineSnapshot(`
      "function
      bb0: (cyclic)
        t0 = ambient a
        branch loop: truthy t0 ? bb1 : bb4 // a
      bb1: (cyclic)
        t1 = ambient b
        t2 = 1
        t3 = operator ===(t1, t2)
        branch switch: truthy t3 ? bb0 : bb2 // 1
      bb2: (cyclic)
        t4 = 2
        t5 = operator ===(t1, t4)
        branch switch: truthy t5 ? bb3 : bb3 // 2
      bb3: (cyclic)
        t6 = ambient c
        t7 = call t6()
        goto bb0
      bb4:
        return (implicit)"
    `);
  });

  it("close iterators on return and throw, but end no scopes", () => {
    expect(printFirst("function f(xs) { for (const x of xs) { if (x) return x; throw x; } }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = parameter 0
        store xs#0 = t0 (initializer)
        t1 = load xs#0
        t2 = iterator of t1
        next t2 ? bb1 : bb4
      bb1:
        t3 = element t2
        store x#1 = t3 (initializer)
        t4 = load x#1
        branch if: truthy t4 ? bb2 : bb3 // x
      bb2:
        t5 = load x#1
        iteratorClose t2
        return t5
      bb3:
        t6 = load x#1
        iteratorClose t2
        throw t6
      bb4:
        return (implicit)"
    `);
  });

  it("need a target", () => {
    expect(printFile("break; continue; break nowhere;")).toMatchInlineSnapshot(`
      "function, opaque 3
      bb0:
        t0 = opaque jump without a target ()
        t1 = opaque jump without a target ()
        t2 = opaque jump without a target ()
        return (implicit)"
    `);
  });
});

describe("blocks", () => {
  it("end what they declare", () => {
    expect(printFile("{ const a = 1; let b; class C {} function f() {} var g; }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = closure f []
        store f#0 = t0 (initializer)
        t1 = 1
        store a#1 = t1 (initializer)
        t2 = undefined
        store b#2 = t2 (initializer)
        t3 = class() []
        store C#3 = t3 (initializer)
        scopeExit a#1 b#2 C#3 f#0 (at Block)
        return (implicit)"
    `);
  });

  it("hoist their functions", () => {
    expect(printFile("{ f(); function f() {} }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = closure f []
        store f#0 = t0 (initializer)
        t1 = load f#0
        t2 = call t1()
        scopeExit f#0 (at Block)
        return (implicit)"
    `);
  });

  it("end nothing if they declare nothing", () => {
    expect(printFile("{ var a = 1; f(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        store a#0 = t0 (initializer)
        t1 = ambient f
        t2 = call t1()
        return (implicit)"
    `);
  });
});
