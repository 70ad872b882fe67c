/** The IR of functions as wholes, of modules and of what TypeScript adds to them. */
import { describe, expect, it } from "vitest";

import { printFile, printFirst } from "./lowering.js";

describe("functions", () => {
  it("return an arrow's expression", () => {
    expect(printFirst("const f = async (x) => x;")).toMatchInlineSnapshot(`
      "function async
      bb0:
        t0 = parameter 0
        store x#0 = t0 (initializer)
        t1 = load x#0
        return t1"
    `);
  });

  it("fall off the end", () => {
    expect(printFirst("function f() { g(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient g
        t1 = call t0()
        return (implicit)"
    `);
  });

  it("know their own name", () => {
    expect(printFirst("const f = function g() { g(); };")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = closure g []
        store g#0 = t0 (initializer)
        t1 = load g#0
        t2 = call t1()
        return (implicit)"
    `);
  });

  it("initialise a field", () => {
    expect(printFirst("class C { a = f(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient this
        t1 = ambient f
        t2 = call t1()
        set t0.a = t2
        return (implicit)"
    `);
  });

  it("initialise a field whose name was computed", () => {
    expect(printFirst("class C { [k] = f(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient this
        t1 = ambient f
        t2 = call t1()
        t3 = literal
        set t0[t3] = t2
        return (implicit)"
    `);
  });

  it("initialise private and numeric fields", () => {
    expect(printFirst("class C { #p = f(); 0 = 1; }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient this
        t1 = ambient f
        t2 = call t1()
        set t0.#p = t2
        return (implicit)"
    `);
  });

  it("run static blocks", () => {
    expect(printFirst("class C { static { f(); } }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient f
        t1 = call t0()
        return (implicit)"
    `);
  });

  it("capture what they use from outside", () => {
    expect(printFirst("let a; function f() { return () => a; }")).toMatchInlineSnapshot(`
      "function, captures a#0
      bb0:
        t0 = closure ArrowFunction [a#0]
        return t0"
    `);
  });

  it("are hoisted, once they have a body", () => {
    expect(printFile("f(); function f(): void; function f(x?) {}")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = closure f []
        store f#0 = t0 (initializer)
        t1 = load f#0
        t2 = call t1()
        return (implicit)"
    `);
  });

  it("may be labelled", () => {
    expect(printFile("a: function f() {}")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = closure f []
        store f#0 = t0 (initializer)
        return (implicit)"
    `);
  });
});

describe("modules", () => {
  it("only name what they import and export", () => {
    expect(
      printFile(
        "import a, { b } from 'm'; import * as c from 'm'; import d = require('m'); export { b }; export * from 'm'; export as namespace N;",
      ),
    ).toMatchInlineSnapshot(`
      "function
      bb0:
        return (implicit)"
    `);
  });

  it("export values", () => {
    expect(printFile("const a = 1; export default a;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        store a#0 = t0 (initializer)
        t1 = load a#0
        t2 = ambient exports
        set t2.default = t1
        return (implicit)"
    `);
  });

  it("export by assignment", () => {
    expect(printFile("const a = 1; export = a;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        store a#0 = t0 (initializer)
        t1 = load a#0
        t2 = ambient module
        set t2.exports = t1
        return (implicit)"
    `);
  });

  it("export anonymous functions and classes", () => {
    expect(printFile("export default function () {}")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = closure FunctionDeclaration []
        t1 = ambient exports
        set t1.default = t0
        return (implicit)"
    `);
  });

  it("export anonymous classes", () => {
    expect(printFile("export default class {}")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = class() []
        t1 = ambient exports
        set t1.default = t0
        return (implicit)"
    `);
  });

  it("alias entities", () => {
    expect(printFile("import a from 'm'; import b = a.c.d; import type t = a.c;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = load a#0
        t1 = t0.c
        t2 = t1.d
        store b#1 = t2 (initializer)
        return (implicit)"
    `);
  });
});

describe("enums and namespaces", () => {
  it("are objects of their members", () => {
    expect(printFile("enum E { A, B = 1, C = B << 1, 'd-e' = f() } enum E { G = 2 }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = literal
        store A#0 = t0 (initializer)
        t1 = 1
        store B#1 = t1 (initializer)
        t2 = load B#1
        t3 = 1
        t4 = operator <<(t2, t3)
        store C#2 = t4 (initializer)
        t5 = ambient f
        t6 = call t5()
        store d-e#3 = t6 (initializer)
        t7 = {.A: t0, .B: t1, .C: t4, .d-e: t6}
        store E#4 = t7 (initializer)
        t8 = 2
        store G#5 = t8 (initializer)
        t9 = {.G: t8}
        return (implicit)"
    `);
  });

  it("run a namespace's block by itself", () => {
    expect(printFile("namespace N { export const a = 1; }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = closure ModuleBlock []
        store N#0 = t0 (initializer)
        return (implicit)"
    `);
  });

  it("add to what a namespace is merged with", () => {
    expect(printFile("function f() {} namespace f { export const a = 1; } namespace N.O { a(); } namespace N { b(); }"))
      .toMatchInlineSnapshot(`
        "function
        bb0:
          t0 = closure f []
          store f#0 = t0 (initializer)
          t1 = closure ModuleBlock []
          t2 = closure ModuleBlock []
          store N#1 = t2 (initializer)
          t3 = closure ModuleBlock []
          return (implicit)"
      `);
  });

  it("leave out namespaces of types", () => {
    expect(printFile("namespace N { export type T = 1; } interface I {} type T = 1;")).toMatchInlineSnapshot(`
      "function
      bb0:
        return (implicit)"
    `);
  });
});

describe("what no rule covers", () => {
  it("is opaque and counted", () => {
    expect(printFile("with (o) { f(x); }")).toMatchInlineSnapshot(`
      "function, opaque 1
      bb0:
        t0 = ambient o
        t1 = opaque with (t0)
        t2 = ambient f
        t3 = ambient x
        t4 = call t2(t3)
        return (implicit)"
    `);
  });

  it("includes syntax errors", () => {
    expect(printFile("f() = 1; x = ;")).toMatchInlineSnapshot(`
      "function, opaque 2
      bb0:
        t0 = 1
        t1 = ambient f
        t2 = call t1()
        t3 = opaque invalid assignment target (t2, t0)
        t4 = opaque missing expression ()
        t5 = ambient globalThis
        set t5.x = t4
        return (implicit)"
    `);
  });

  it("counts a node once, however often finally is copied", () => {
    expect(printFile("try { f(); } finally { with (o) g(); }")).toMatchInlineSnapshot(`
      "function, opaque 1
      bb0: (handler bb2)
        t0 = ambient f
        t1 = call t0()
        goto bb1
      bb1:
        t2 = ambient o
        t3 = opaque with (t2)
        t4 = ambient g
        t5 = call t4()
        return (implicit)
      bb2:
        t6 = ambient o
        t7 = opaque with (t6)
        t8 = ambient g
        t9 = call t8()
        rethrow"
    `);
  });

  it("leaves out debugger and empty statements", () => {
    expect(printFile("debugger;;")).toMatchInlineSnapshot(`
      "function
      bb0:
        return (implicit)"
    `);
  });
});
