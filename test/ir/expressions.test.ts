/** The IR of expressions, as text. What it does is tested in execution.test.ts; here it is what analyses read. */
import { describe, expect, it } from "vitest";

import { printFile, printFirst } from "./lowering.js";

describe("names and literals", () => {
  it("tell declared names from those of the environment", () => {
    expect(printFile("const x = y; x; undefined; this; import.meta.url;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient y
        store x#0 = t0 (initializer)
        t1 = load x#0
        t2 = undefined
        t3 = ambient this
        t4 = ambient import.meta
        t5 = t4.url
        return (implicit)"
    `);
  });

  it("know every literal", () => {
    expect(printFile(`1; "a"; \`b\`; true; null; 10n; /r/;`)).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        t1 = "a"
        t2 = "b"
        t3 = true
        t4 = null
        t5 = literal
        t6 = literal
        return (implicit)"
    `);
  });

  it("have a name of their own in functions", () => {
    expect(printFirst("function f() { arguments; new.target; super.m(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient arguments
        t1 = ambient new.target
        t2 = ambient super
        t3 = call t2.m()
        return (implicit)"
    `);
  });
});

describe("accesses and calls", () => {
  it("keep the receiver of a method", () => {
    expect(printFile("o.m(a); o[k](...xs); o['m'](); o.#p(1);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient o
        t1 = ambient a
        t2 = call t0.m(t1)
        t3 = ambient o
        t4 = ambient k
        t5 = ambient xs
        t6 = call t3[t4](...t5)
        t7 = ambient o
        t8 = call t7.m()
        t9 = ambient o
        t10 = 1
        t11 = call t9.#p(t10)
        return (implicit)"
    `);
  });

  it("see through type syntax", () => {
    expect(printFile("(o as any).m!(x); (o satisfies O)!.p; f<string>(x);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient o
        t1 = ambient x
        t2 = call t0.m(t1)
        t3 = ambient o
        t4 = t3.p
        t5 = ambient f
        t6 = ambient x
        t7 = call t5(t6)
        return (implicit)"
    `);
  });

  it("know new, super, import and tags", () => {
    expect(printFile(`new C(a, ...b); new C; import('m'); tag\`a\${x}b\`; o.tag\`c\`;`)).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient C
        t1 = ambient a
        t2 = ambient b
        t3 = new t0(t1, ...t2)
        t4 = ambient C
        t5 = new t4()
        t6 = ambient import
        t7 = "m"
        t8 = import t6(t7)
        t9 = ambient tag
        t10 = literal
        t11 = ambient x
        t12 = tagged t9(t10, t11)
        t13 = ambient o
        t14 = literal
        t15 = tagged t13.tag(t14)
        return (implicit)"
    `);
  });

  it("call super", () => {
    expect(printFirst("class C extends B { constructor() { super(1); } }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient super
        t1 = 1
        t2 = super t0(t1)
        return (implicit)"
    `);
  });

  it("spread", () => {
    expect(
      printFile(
        "f(...xs, y); [a, , ...ys]; ({ ...o, a, 'b c': 1, 2: 3, [k]: 4, get g() { return 1; }, set g(v) {}, m() {} });",
      ),
    ).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient f
        t1 = ambient xs
        t2 = ambient y
        t3 = call t0(...t1, t2)
        t4 = ambient a
        t5 = ambient ys
        t6 = [t4, hole, ...t5]
        t7 = ambient o
        t8 = ambient a
        t9 = 1
        t10 = 3
        t11 = ambient k
        t12 = 4
        t13 = closure g []
        t14 = closure g []
        t15 = closure m []
        t16 = {...t7, .a: t8, .b c: t9, [2]: t10, [t11]: t12, .g: t13, .g: t14, .m: t15}
        return (implicit)"
    `);
  });
});

describe("optional chains", () => {
  it("share one short way out", () => {
    expect(printFile("r?.body.getReader().read?.(x)[y];")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient r
        branch optional: nullish t1 ? bb2 : bb1 // r
      bb1:
        t2 = t1.body
        t3 = call t2.getReader()
        t4 = t3.read
        branch optional: nullish t4 ? bb2 : bb3 // r?.body.getReader().read
      bb2:
        t9 = undefined
        t0 = t9
        goto bb4
      bb3:
        t5 = ambient x
        t6 = call t3.read(t5)
        t7 = ambient y
        t8 = t6[t7]
        t0 = t8
        goto bb4
      bb4:
        return (implicit)"
    `);
  });

  it("end at parentheses", () => {
    expect(printFile("(r?.body).cancel();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient r
        branch optional: nullish t1 ? bb1 : bb2 // r
      bb1:
        t3 = undefined
        t0 = t3
        goto bb3
      bb2:
        t2 = t1.body
        t0 = t2
        goto bb3
      bb3:
        t4 = call t0.cancel()
        return (implicit)"
    `);
  });

  it("go straight on in conditions", () => {
    expect(printFile("if (r?.ok) f();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient r
        branch optional: nullish t0 ? bb3 : bb1 // r
      bb1:
        t1 = t0.ok
        branch if: truthy t1 ? bb2 : bb3 // r?.ok
      bb2:
        t2 = ambient f
        t3 = call t2()
        goto bb3
      bb3:
        return (implicit)"
    `);
  });

  it("go straight to the right side of ??", () => {
    expect(printFile("r?.status ?? 0;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient r
        branch optional: nullish t1 ? bb2 : bb1 // r
      bb1:
        t2 = t1.status
        branch logical: nullish t2 ? bb2 : bb3 // r?.status
      bb2:
        t3 = 0
        t0 = t3
        goto bb4
      bb3:
        t0 = t2
        goto bb4
      bb4:
        return (implicit)"
    `);
  });

  it("can be deleted", () => {
    expect(printFile("delete r?.a.b;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient r
        branch optional: nullish t1 ? bb1 : bb2 // r
      bb1:
        t4 = true
        t0 = t4
        goto bb3
      bb2:
        t2 = t1.a
        t3 = operator delete(t2)
        t0 = t3
        goto bb3
      bb3:
        return (implicit)"
    `);
  });
});

describe("operators", () => {
  it("compute", () => {
    expect(printFile(`a + b * c; -a; !a; typeof a; void a; a instanceof B; k in o; a ** b; \`\${a}-\${b}\`;`))
      .toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        t1 = ambient b
        t2 = ambient c
        t3 = operator *(t1, t2)
        t4 = operator +(t0, t3)
        t5 = ambient a
        t6 = operator -(t5)
        t7 = ambient a
        t8 = operator !(t7)
        t9 = ambient a
        t10 = operator typeof(t9)
        t11 = ambient a
        t12 = operator void(t11)
        t13 = ambient a
        t14 = ambient B
        t15 = operator instanceof(t13, t14)
        t16 = ambient k
        t17 = ambient o
        t18 = operator in(t16, t17)
        t19 = ambient a
        t20 = ambient b
        t21 = operator **(t19, t20)
        t22 = ambient a
        t23 = ambient b
        t24 = operator template(t22, t23)
        return (implicit)"
    `);
  });

  it("delete properties without reading them", () => {
    expect(printFile("delete o.p; delete o[k]; delete x;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient o
        t1 = operator delete(t0)
        t2 = ambient o
        t3 = ambient k
        t4 = operator delete(t2, t3)
        t5 = ambient x
        t6 = operator delete(t5)
        return (implicit)"
    `);
  });

  it("are lowered in a row", () => {
    expect(printFile("a + b + c + d;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        t1 = ambient b
        t2 = operator +(t0, t1)
        t3 = ambient c
        t4 = operator +(t2, t3)
        t5 = ambient d
        t6 = operator +(t4, t5)
        return (implicit)"
    `);
  });

  it("ignore the left side of a comma", () => {
    expect(printFile("x = (a, b);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        t1 = ambient b
        t2 = ambient globalThis
        set t2.x = t1
        return (implicit)"
    `);
  });

  it("test for private names", () => {
    expect(printFirst("class C { #p; m(o) { return #p in o; } }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = parameter 0
        store o#0 = t0 (initializer)
        t1 = load o#0
        t2 = operator in(t1)
        return t2"
    `);
  });
});

describe("branching values", () => {
  it("copy the operand that decides", () => {
    expect(printFile("v = a && b;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient a
        branch logical: truthy t1 ? bb1 : bb2 // a
      bb1:
        t2 = ambient b
        t0 = t2
        goto bb3
      bb2:
        t0 = t1
        goto bb3
      bb3:
        t3 = ambient globalThis
        set t3.v = t0
        return (implicit)"
    `);
  });

  it("keep the exact value on each path", () => {
    expect(printFile("const bad = !r.ok || r.status === 204;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient r
        t2 = t1.ok
        t3 = operator !(t2)
        branch logical: truthy t2 ? bb1 : bb2 // r.ok
      bb1:
        t4 = ambient r
        t5 = t4.status
        t6 = 204
        t7 = operator ===(t5, t6)
        t0 = t7
        goto bb3
      bb2:
        t0 = t3
        goto bb3
      bb3:
        store bad#0 = t0 (initializer)
        return (implicit)"
    `);
  });

  it("chain", () => {
    expect(printFile("v = a || b || c;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient a
        branch logical: truthy t1 ? bb1 : bb2 // a
      bb1:
        t0 = t1
        goto bb5
      bb2:
        t2 = ambient b
        branch logical: truthy t2 ? bb3 : bb4 // b
      bb3:
        t0 = t2
        goto bb5
      bb4:
        t3 = ambient c
        t0 = t3
        goto bb5
      bb5:
        t4 = ambient globalThis
        set t4.v = t0
        return (implicit)"
    `);
  });

  it("ask for null and undefined", () => {
    expect(printFile("v = a ?? b;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient a
        branch logical: nullish t1 ? bb1 : bb2 // a
      bb1:
        t2 = ambient b
        t0 = t2
        goto bb3
      bb2:
        t0 = t1
        goto bb3
      bb3:
        t3 = ambient globalThis
        set t3.v = t0
        return (implicit)"
    `);
  });

  it("choose", () => {
    expect(printFile("v = a ? b : c ? d : e;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient a
        branch conditional: truthy t1 ? bb1 : bb2 // a
      bb1:
        t2 = ambient b
        t0 = t2
        goto bb5
      bb2:
        t3 = ambient c
        branch conditional: truthy t3 ? bb3 : bb4 // c
      bb3:
        t4 = ambient d
        t0 = t4
        goto bb5
      bb4:
        t5 = ambient e
        t0 = t5
        goto bb5
      bb5:
        t6 = ambient globalThis
        set t6.v = t0
        return (implicit)"
    `);
  });

  it("negate a compound to true and false", () => {
    expect(printFile("v = !(a && b);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t1 = ambient a
        branch logical: truthy t1 ? bb1 : bb3 // a
      bb1:
        t2 = ambient b
        branch logical: truthy t2 ? bb2 : bb3 // b
      bb2:
        t3 = false
        t0 = t3
        goto bb4
      bb3:
        t4 = true
        t0 = t4
        goto bb4
      bb4:
        t5 = ambient globalThis
        set t5.v = t0
        return (implicit)"
    `);
  });

  it("negate a leaf by an operator", () => {
    expect(printFile("v = !a; w = !!a;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        t1 = operator !(t0)
        t2 = ambient globalThis
        set t2.v = t1
        t3 = ambient a
        t4 = operator !(t3)
        t5 = operator !(t4)
        t6 = ambient globalThis
        set t6.w = t5
        return (implicit)"
    `);
  });
});

describe("assignments", () => {
  it("have the assigned value", () => {
    expect(printFile("let r; s = r = f(); o.x = r; o[k] = r;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store r#0 = t0 (initializer)
        t1 = ambient f
        t2 = call t1()
        store r#0 = t2
        t3 = ambient globalThis
        set t3.s = t2
        t4 = ambient o
        t5 = load r#0
        set t4.x = t5
        t6 = ambient o
        t7 = ambient k
        t8 = load r#0
        set t6[t7] = t8
        return (implicit)"
    `);
  });

  it("read before they compute", () => {
    expect(printFile("let n; n += 1; o.x **= 2; n++; --o.x;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store n#0 = t0 (initializer)
        t1 = load n#0
        t2 = 1
        t3 = operator +(t1, t2)
        store n#0 = t3
        t4 = ambient o
        t5 = t4.x
        t6 = 2
        t7 = operator **(t5, t6)
        set t4.x = t7
        t8 = load n#0
        t9 = operator ++(t8)
        store n#0 = t9
        t10 = ambient o
        t11 = t10.x
        t12 = operator --(t11)
        set t10.x = t12
        return (implicit)"
    `);
  });

  it("branch if they are logical", () => {
    expect(printFile("let n; n ||= f(); o.x ??= g(); o[k] &&= h();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store n#0 = t0 (initializer)
        t2 = load n#0
        branch logical: truthy t2 ? bb1 : bb2 // n
      bb1:
        t1 = t2
        goto bb3
      bb2:
        t3 = ambient f
        t4 = call t3()
        store n#0 = t4
        t1 = t4
        goto bb3
      bb3:
        t5 = ambient o
        t7 = t5.x
        branch logical: nullish t7 ? bb4 : bb5 // o.x
      bb4:
        t8 = ambient g
        t9 = call t8()
        set t5.x = t9
        t6 = t9
        goto bb6
      bb5:
        t6 = t7
        goto bb6
      bb6:
        t10 = ambient o
        t11 = ambient k
        t13 = t10[t11]
        branch logical: truthy t13 ? bb7 : bb8 // o[k]
      bb7:
        t14 = ambient h
        t15 = call t14()
        set t10[t11] = t15
        t12 = t15
        goto bb9
      bb8:
        t12 = t13
        goto bb9
      bb9:
        return (implicit)"
    `);
  });

  it("go to the global object for undeclared names", () => {
    expect(printFile("x = 1; x++;")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        t1 = ambient globalThis
        set t1.x = t0
        t2 = ambient x
        t3 = operator ++(t2)
        t4 = ambient globalThis
        set t4.x = t3
        return (implicit)"
    `);
  });
});

describe("functions, classes and JSX", () => {
  it("are closures over what they capture", () => {
    expect(printFile("const a = 1; () => a; (function () { return () => a; }); ({ m() { a; } });"))
      .toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        store a#0 = t0 (initializer)
        t1 = closure ArrowFunction [a#0]
        t2 = closure FunctionExpression [a#0]
        t3 = closure m [a#0]
        t4 = {.m: t3}
        return (implicit)"
    `);
  });

  it("define classes with heritage, keys and decorators", () => {
    expect(
      printFile("const a = 1; @d1 @d2(a) class C extends mix(B) { @d3 [k] = a; @d4 m(@d5 p) { C; } static { a; } }"),
    ).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = 1
        store a#0 = t0 (initializer)
        t1 = ambient d1
        t2 = ambient d2
        t3 = load a#0
        t4 = call t2(t3)
        t5 = ambient mix
        t6 = ambient B
        t7 = call t5(t6)
        t8 = ambient d3
        t9 = ambient k
        t10 = ambient d4
        t11 = ambient d5
        t12 = class(t7, t9, t8, t10, t11, t1, t4) [a#0 C#1]
        t13 = decorator t8(t12)
        t14 = decorator t10(t12)
        t15 = decorator t11(t12)
        t16 = decorator t1(t12)
        t17 = decorator t4(t12)
        store C#1 = t12 (initializer)
        return (implicit)"
    `);
  });

  it("bind a class expression's own name", () => {
    expect(printFile("const k = class C { m() { C; } };")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = class() [C#0]
        store C#0 = t0 (initializer)
        store k#1 = t0 (initializer)
        return (implicit)"
    `);
  });

  it("call components", () => {
    expect(printFile(`const e = <a.B x="1" y={z} {...p} on><div>text {c} {...d}{}</div><></></a.B>;`))
      .toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient a
        t1 = t0.B
        t2 = "1"
        t3 = ambient z
        t4 = ambient p
        t5 = true
        t6 = {.x: t2, .y: t3, ...t4, .on: t5}
        t7 = "div"
        t8 = {}
        t9 = "text "
        t10 = ambient c
        t11 = " "
        t12 = ambient d
        t13 = jsx t7(t8, t9, t10, t11, ...t12)
        t14 = ambient Fragment
        t15 = {}
        t16 = jsx t14(t15)
        t17 = jsx t1(t6, t13, t16)
        store e#0 = t17 (initializer)
        return (implicit)"
    `);
  });

  it("yield inside of what runs when the function is left", () => {
    expect(printFirst("function* f() { try { yield 1; } finally { done(); } }")).toMatchInlineSnapshot(`
      "function generator
      bb0: (handler bb3)
        t0 = 1
        t1 = yield t0
        resume bb1 or closed bb2
      bb1:
        t4 = ambient done
        t5 = call t4()
        return (implicit)
      bb2:
        t2 = ambient done
        t3 = call t2()
        return
      bb3:
        t6 = ambient done
        t7 = call t6()
        rethrow"
    `);
  });

  it("wait and yield", () => {
    expect(printFirst("async function* f(a) { await a; const x = yield; yield* a; }")).toMatchInlineSnapshot(`
      "function async generator
      bb0:
        t0 = parameter 0
        store a#0 = t0 (initializer)
        t1 = load a#0
        t2 = await t1
        t3 = undefined
        t4 = yield t3
        store x#1 = t4 (initializer)
        t5 = load a#0
        t6 = yield* t5
        return (implicit)"
    `);
  });
});
