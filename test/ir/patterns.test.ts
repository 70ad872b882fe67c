/** The IR of destructuring and of variables. */
import { describe, expect, it } from "vitest";

import { printFile, printFirst } from "./lowering.js";

describe("declarations", () => {
  it("take objects apart", () => {
    expect(printFile("const { a, b: c, 'd': e, [k]: f, 0: g, ...rest } = o;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient o
        t1 = t0.a
        store a#0 = t1 (initializer)
        t2 = t0.b
        store c#1 = t2 (initializer)
        t3 = t0.d
        store e#2 = t3 (initializer)
        t4 = ambient k
        t5 = t0[t4]
        store f#3 = t5 (initializer)
        t6 = t0[0]
        store g#4 = t6 (initializer)
        t7 = rest object t0 without [.a .b .d [t4] [0]]
        store rest#5 = t7 (initializer)
        return (implicit)"
    `);
  });

  it("take arrays apart by position", () => {
    expect(printFile("const [a, , b, ...rest] = xs;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient xs
        t1 = t0[0]
        store a#0 = t1 (initializer)
        t2 = t0[2]
        store b#1 = t2 (initializer)
        t3 = rest array t0 without [[0] [1] [2]]
        store rest#2 = t3 (initializer)
        return (implicit)"
    `);
  });

  it("default where undefined", () => {
    expect(printFile("const { a = f(), b: { c } = g } = o;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient o
        t1 = t0.a
        branch default: undefined t1 ? bb1 : bb2 // a = f()
      bb1:
        t3 = ambient f
        t4 = call t3()
        t2 = t4
        goto bb3
      bb2:
        t2 = t1
        goto bb3
      bb3:
        store a#0 = t2 (initializer)
        t5 = t0.b
        branch default: undefined t5 ? bb4 : bb5 // b: { c } = g
      bb4:
        t7 = ambient g
        t6 = t7
        goto bb6
      bb5:
        t6 = t5
        goto bb6
      bb6:
        t8 = t6.c
        store c#1 = t8 (initializer)
        return (implicit)"
    `);
  });

  it("start as undefined", () => {
    expect(printFile("let x; var y; for (;;) { let z; var w; }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store x#0 = t0 (initializer)
        goto bb1
      bb1: (cyclic)
        t1 = undefined
        store z#1 = t1 (initializer)
        scopeExit z#1 (at Block)
        goto bb1"
    `);
  });

  it("are initialisers, except a var that runs again", () => {
    expect(printFile("var a = 1; while (x) { var b = 2; const c = 3; }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        store a#0 = t0 (initializer)
        goto bb1
      bb1: (cyclic)
        t1 = ambient x
        branch loop: truthy t1 ? bb2 : bb3 // x
      bb2: (cyclic)
        t2 = 2
        store b#1 = t2
        t3 = 3
        store c#2 = t3 (initializer)
        scopeExit c#2 (at Block)
        goto bb1
      bb3:
        return (implicit)"
    `);
  });

  it("do nothing if they are ambient", () => {
    expect(
      printFile(
        "declare const a: number; declare let b; declare function f(): void; declare class C {} declare enum E { A } declare namespace N { const x = 1; }",
      ),
    ).toMatchInlineSnapshot(`
      "function
      bb0:
        return (implicit)"
    `);
  });
});

describe("assignments", () => {
  it("take objects apart", () => {
    expect(printFile("let a; ({ a, b: o.x, c: a = 1, ...o.rest } = p);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store a#0 = t0 (initializer)
        t1 = ambient p
        t2 = t1.a
        store a#0 = t2
        t3 = ambient o
        t4 = t1.b
        set t3.x = t4
        t5 = t1.c
        branch default: undefined t5 ? bb1 : bb2 // c: a = 1
      bb1:
        t7 = 1
        t6 = t7
        goto bb3
      bb2:
        t6 = t5
        goto bb3
      bb3:
        store a#0 = t6
        t8 = ambient o
        t9 = rest object t1 without [.a .b .c]
        set t8.rest = t9
        return (implicit)"
    `);
  });

  it("take arrays apart", () => {
    expect(printFile("let a; [a, o[k], [a] = [], ...a] = p;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store a#0 = t0 (initializer)
        t1 = ambient p
        t2 = t1[0]
        store a#0 = t2
        t3 = ambient o
        t4 = ambient k
        t5 = t1[1]
        set t3[t4] = t5
        t6 = t1[2]
        branch default: undefined t6 ? bb1 : bb2 // [a] = []
      bb1:
        t8 = []
        t7 = t8
        goto bb3
      bb2:
        t7 = t6
        goto bb3
      bb3:
        t9 = t7[0]
        store a#0 = t9
        t10 = rest array t1 without [[0] [1] [2]]
        store a#0 = t10
        return (implicit)"
    `);
  });

  it("default shorthand properties", () => {
    expect(printFile("let a; ({ a = f() } = p);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store a#0 = t0 (initializer)
        t1 = ambient p
        t2 = t1.a
        branch default: undefined t2 ? bb1 : bb2 // a = f()
      bb1:
        t4 = ambient f
        t5 = call t4()
        t3 = t5
        goto bb3
      bb2:
        t3 = t2
        goto bb3
      bb3:
        store a#0 = t3
        return (implicit)"
    `);
  });
});

describe("parameters", () => {
  it("arrive before any is taken apart", () => {
    expect(printFirst("function f(a, { b = a }, [c] = [], ...rest) {}")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = parameter 0
        t1 = parameter 1
        t2 = parameter 2
        t3 = parameter ...3
        store a#0 = t0 (initializer)
        t4 = t1.b
        branch default: undefined t4 ? bb1 : bb2 // b = a
      bb1:
        t6 = load a#0
        t5 = t6
        goto bb3
      bb2:
        t5 = t4
        goto bb3
      bb3:
        store b#1 = t5 (initializer)
        branch default: undefined t2 ? bb4 : bb5 // [c] = []
      bb4:
        t8 = []
        t7 = t8
        goto bb6
      bb5:
        t7 = t2
        goto bb6
      bb6:
        t9 = t7[0]
        store c#2 = t9 (initializer)
        store rest#3 = t3 (initializer)
        return (implicit)"
    `);
  });

  it("skip this", () => {
    expect(printFirst("function f(this: Foo, a) {}")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = parameter 0
        store a#0 = t0 (initializer)
        return (implicit)"
    `);
  });

  it("become properties", () => {
    expect(printFirst("class C { constructor(private a, readonly b = a, c) {} }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = parameter 0
        t1 = parameter 1
        t2 = parameter 2
        store a#0 = t0 (initializer)
        branch default: undefined t1 ? bb1 : bb2 // readonly b = a
      bb1:
        t4 = load a#0
        t3 = t4
        goto bb3
      bb2:
        t3 = t1
        goto bb3
      bb3:
        store b#1 = t3 (initializer)
        store c#2 = t2 (initializer)
        t5 = ambient this
        t6 = load a#0
        set t5.a = t6
        t7 = ambient this
        t8 = load b#1
        set t7.b = t8
        return (implicit)"
    `);
  });
});
