/** The IR of try, throw, finally and using. */
import { describe, expect, it } from "vitest";

import { printFile, printFirst } from "./lowering.js";

describe("try and catch", () => {
  it("go from explicit throws straight to the catch", () => {
    expect(printFile("try { const a = f(); if (a) throw a; g(); } catch (e) { h(e); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb3)
        t0 = ambient f
        t1 = call t0()
        store a#0 = t1 (initializer)
        t2 = load a#0
        branch if: truthy t2 ? bb1 : bb2 // a
      bb1: (handler bb3)
        t3 = load a#0
        scopeExit a#0 (at ThrowStatement)
        throw t3 to bb3
      bb2: (handler bb3)
        t4 = ambient g
        t5 = call t4()
        scopeExit a#0 (at Block)
        goto bb4
      bb3:
        t6 = caught
        scopeExit a#0 (implicit)
        store e#1 = t6 (initializer)
        t7 = ambient h
        t8 = load e#1
        t9 = call t7(t8)
        scopeExit e#1 (at Block)
        goto bb4
      bb4:
        return (implicit)"
    `);
  });

  it("end what the try declared, at any depth", () => {
    expect(printFile("try { const a = f(); { let b = g(); } for (const c of a) h(c); } catch { i(); }"))
      .toMatchInlineSnapshot(`
      "function
      bb0: (handler bb4)
        t0 = ambient f
        t1 = call t0()
        store a#0 = t1 (initializer)
        t2 = ambient g
        t3 = call t2()
        store b#1 = t3 (initializer)
        scopeExit b#1 (at Block)
        t4 = load a#0
        t5 = iterator of t4
        goto bb1
      bb1: (cyclic, handler bb4)
        next t5 ? bb2 : bb3
      bb2: (cyclic, handler bb4)
        t6 = element t5
        store c#2 = t6 (initializer)
        t7 = ambient h
        t8 = load c#2
        t9 = call t7(t8)
        scopeExit c#2 (at ExpressionStatement)
        goto bb1
      bb3: (handler bb4)
        scopeExit a#0 (at Block)
        goto bb5
      bb4:
        t10 = caught
        scopeExit a#0 b#1 c#2 (implicit)
        t11 = ambient i
        t12 = call t11()
        goto bb5
      bb5:
        return (implicit)"
    `);
  });

  it("take the exception apart", () => {
    expect(printFile("try { f(); } catch ({ message = 1 }) { g(message); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb1)
        t0 = ambient f
        t1 = call t0()
        goto bb5
      bb1:
        t2 = caught
        t3 = t2.message
        branch default: undefined t3 ? bb2 : bb3 // message = 1
      bb2:
        t5 = 1
        t4 = t5
        goto bb4
      bb3:
        t4 = t3
        goto bb4
      bb4:
        store message#0 = t4 (initializer)
        t6 = ambient g
        t7 = load message#0
        t8 = call t6(t7)
        scopeExit message#0 (at Block)
        goto bb5
      bb5:
        return (implicit)"
    `);
  });

  it("drop a catch that nothing leads to", () => {
    expect(printFile("let a; try { a = 1; } catch { f(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store a#0 = t0 (initializer)
        t1 = 1
        store a#0 = t1
        return (implicit)"
    `);
  });

  it("nest", () => {
    expect(printFile("try { try { f(); } catch (e) { throw e; } } catch (e) { g(e); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb1)
        t0 = ambient f
        t1 = call t0()
        goto bb3
      bb1: (handler bb2)
        t2 = caught
        store e#0 = t2 (initializer)
        t3 = load e#0
        scopeExit e#0 (at ThrowStatement)
        throw t3 to bb2
      bb2:
        t4 = caught
        scopeExit e#0 (implicit)
        store e#1 = t4 (initializer)
        t5 = ambient g
        t6 = load e#1
        t7 = call t5(t6)
        scopeExit e#1 (at Block)
        goto bb3
      bb3:
        return (implicit)"
    `);
  });
});

describe("finally", () => {
  it("is copied for falling through and for exceptions", () => {
    expect(printFile("try { const a = f(); } finally { g(); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb2)
        t0 = ambient f
        t1 = call t0()
        store a#0 = t1 (initializer)
        scopeExit a#0 (at Block)
        goto bb1
      bb1:
        t2 = ambient g
        t3 = call t2()
        return (implicit)
      bb2:
        scopeExit a#0 (implicit)
        t4 = ambient g
        t5 = call t4()
        rethrow"
    `);
  });

  it("is copied for each return, which ends what it leaves", () => {
    expect(printFirst("function f() { try { const a = g(); if (a) return a; return h(a); } finally { i(); } }"))
      .toMatchInlineSnapshot(`
      "function
      bb0: (handler bb4)
        t0 = ambient g
        t1 = call t0()
        store a#0 = t1 (initializer)
        t2 = load a#0
        branch if: truthy t2 ? bb1 : bb2 // a
      bb1:
        t3 = load a#0
        scopeExit a#0 (at ReturnStatement)
        t4 = ambient i
        t5 = call t4()
        return t3
      bb2: (handler bb4)
        t6 = ambient h
        t7 = load a#0
        t8 = call t6(t7)
        scopeExit a#0 (at ReturnStatement)
        goto bb3
      bb3:
        t9 = ambient i
        t10 = call t9()
        return t8
      bb4:
        scopeExit a#0 (implicit)
        t13 = ambient i
        t14 = call t13()
        rethrow"
    `);
  });

  it("is copied for an explicit throw", () => {
    expect(printFirst("function f() { try { const a = g(); throw a; } finally { h(); } }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb2)
        t0 = ambient g
        t1 = call t0()
        store a#0 = t1 (initializer)
        t2 = load a#0
        scopeExit a#0 (at ThrowStatement)
        goto bb1
      bb1:
        t3 = ambient h
        t4 = call t3()
        throw t2
      bb2:
        scopeExit a#0 (implicit)
        t7 = ambient h
        t8 = call t7()
        rethrow"
    `);
  });

  it("is copied for break and continue", () => {
    expect(printFile("for (const x of xs) { try { if (x) break; else continue; } finally { f(); } }"))
      .toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient xs
        t1 = iterator of t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb5
      bb2: (cyclic)
        t2 = element t1
        store x#0 = t2 (initializer)
        t3 = load x#0
        branch if: truthy t3 ? bb3 : bb4 // x
      bb3:
        t4 = ambient f
        t5 = call t4()
        scopeExit x#0 (at BreakStatement)
        iteratorClose t1
        goto bb5
      bb4: (cyclic)
        t6 = ambient f
        t7 = call t6()
        scopeExit x#0 (at ContinueStatement)
        goto bb1
      bb5:
        return (implicit)"
    `);
  });

  it("overrides", () => {
    expect(printFirst("function f() { try { return g(); } finally { return h(); } }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb2)
        t0 = ambient g
        t1 = call t0()
        goto bb1
      bb1:
        t2 = ambient h
        t3 = call t2()
        return t3
      bb2:
        t6 = ambient h
        t7 = call t6()
        return t7"
    `);
  });

  it("runs after catch, and after exceptions in it", () => {
    expect(printFile("try { f(); } catch (e) { g(e); } finally { h(); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb1)
        t0 = ambient f
        t1 = call t0()
        goto bb2
      bb1: (handler bb3)
        t2 = caught
        store e#0 = t2 (initializer)
        t3 = ambient g
        t4 = load e#0
        t5 = call t3(t4)
        scopeExit e#0 (at Block)
        goto bb2
      bb2:
        t6 = ambient h
        t7 = call t6()
        return (implicit)
      bb3:
        scopeExit e#0 (implicit)
        t8 = ambient h
        t9 = call t8()
        rethrow"
    `);
  });

  it("runs from the inside out", () => {
    expect(printFirst("function f() { try { try { return 1; } finally { a(); } } finally { b(); } }"))
      .toMatchInlineSnapshot(`
      "function
      bb0: (handler bb2)
        t0 = 1
        t1 = ambient a
        t2 = call t1()
        goto bb1
      bb1:
        t3 = ambient b
        t4 = call t3()
        return t0
      bb2:
        t9 = ambient b
        t10 = call t9()
        rethrow"
    `);
  });

  it("hands an exception on to the catch around it", () => {
    expect(printFile("try { try { f(); } finally { g(); } } catch { h(); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb2)
        t0 = ambient f
        t1 = call t0()
        goto bb1
      bb1: (handler bb3)
        t2 = ambient g
        t3 = call t2()
        goto bb4
      bb2: (handler bb3)
        t4 = ambient g
        t5 = call t4()
        rethrow to bb3
      bb3:
        t6 = caught
        t7 = ambient h
        t8 = call t7()
        goto bb4
      bb4:
        return (implicit)"
    `);
  });

  it("ends, for exceptions, what try declared, and not what its own copies declare", () => {
    expect(printFirst("function f() { try { const a = g(); if (a) return; } finally { const b = 1; } }"))
      .toMatchInlineSnapshot(`
        "function
        bb0: (handler bb3)
          t0 = ambient g
          t1 = call t0()
          store a#0 = t1 (initializer)
          t2 = load a#0
          branch if: truthy t2 ? bb1 : bb2 // a
        bb1: (handler bb3)
          scopeExit a#0 (at ReturnStatement)
          t3 = 1
          store b#1 = t3 (initializer)
          scopeExit b#1 (at Block)
          return
        bb2: (handler bb3)
          scopeExit a#0 (at Block)
          t4 = 1
          store b#1 = t4 (initializer)
          scopeExit b#1 (at Block)
          return (implicit)
        bb3:
          scopeExit a#0 (implicit)
          t5 = 1
          store b#1 = t5 (initializer)
          scopeExit b#1 (at Block)
          rethrow"
      `);
  });

  it("ends, for exceptions in catch, what catch declared", () => {
    expect(printFile("try { const a = f(); } catch (e) { const b = g(); } finally { h(); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb1)
        t0 = ambient f
        t1 = call t0()
        store a#0 = t1 (initializer)
        scopeExit a#0 (at Block)
        goto bb2
      bb1: (handler bb3)
        t2 = caught
        scopeExit a#0 (implicit)
        store e#1 = t2 (initializer)
        t3 = ambient g
        t4 = call t3()
        store b#2 = t4 (initializer)
        scopeExit b#2 (at Block)
        scopeExit e#1 (at Block)
        goto bb2
      bb2:
        t5 = ambient h
        t6 = call t5()
        return (implicit)
      bb3:
        scopeExit e#1 b#2 (implicit)
        t7 = ambient h
        t8 = call t7()
        rethrow"
    `);
  });

  it("is copied for exceptions that only a finally inside hands on", () => {
    expect(printFile("try { try { f(); } finally { } } finally { g(); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb2)
        t0 = ambient f
        t1 = call t0()
        goto bb1
      bb1:
        t2 = ambient g
        t3 = call t2()
        return (implicit)
      bb2: (handler bb3)
        rethrow to bb3
      bb3:
        t4 = ambient g
        t5 = call t4()
        rethrow"
    `);
  });

  it("is left out for exceptions where nothing throws", () => {
    expect(printFile("let a; try { a = 1; } finally { f(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = undefined
        store a#0 = t0 (initializer)
        t1 = 1
        store a#0 = t1
        t2 = ambient f
        t3 = call t2()
        return (implicit)"
    `);
  });
});

describe("using", () => {
  it("disposes on falling through and on exceptions", () => {
    expect(printFile("{ using a = f(); g(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient f
        t1 = call t0()
        store a#0 = t1 (initializer)
        goto bb1
      bb1: (handler bb3)
        t2 = ambient g
        t3 = call t2()
        goto bb2
      bb2:
        dispose a#0
        scopeExit a#0 (at Block)
        return (implicit)
      bb3:
        dispose a#0
        scopeExit a#0 (implicit)
        rethrow"
    `);
  });

  it("disposes in reverse order", () => {
    expect(printFile("{ using a = f(); using b = g(a); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient f
        t1 = call t0()
        store a#0 = t1 (initializer)
        goto bb1
      bb1: (handler bb3)
        t2 = ambient g
        t3 = load a#0
        t4 = call t2(t3)
        store b#1 = t4 (initializer)
        dispose b#1
        goto bb2
      bb2:
        dispose a#0
        scopeExit a#0 b#1 (at Block)
        return (implicit)
      bb3:
        dispose a#0
        scopeExit a#0 b#1 (implicit)
        rethrow"
    `);
  });

  it("disposes on each way out", () => {
    expect(printFile("for (const x of xs) { using a = f(x); if (a) break; if (x) continue; throw a; }"))
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
        store a#1 = t5 (initializer)
        t6 = load a#1
        branch if: truthy t6 ? bb3 : bb4 // a
      bb3:
        dispose a#1
        scopeExit a#1 (at BreakStatement)
        scopeExit x#0 (at BreakStatement)
        iteratorClose t1
        goto bb7
      bb4: (cyclic)
        t7 = load x#0
        branch if: truthy t7 ? bb5 : bb6 // x
      bb5: (cyclic)
        dispose a#1
        scopeExit a#1 (at ContinueStatement)
        scopeExit x#0 (at ContinueStatement)
        goto bb1
      bb6:
        t8 = load a#1
        dispose a#1
        iteratorClose t1
        throw t8
      bb7:
        return (implicit)"
    `);
  });

  it("disposes of a function's own before it returns", () => {
    expect(printFirst("async function f() { await using a = g(); return a.x; }")).toMatchInlineSnapshot(`
      "function async
      bb0:
        t0 = ambient g
        t1 = call t0()
        store a#0 = t1 (initializer)
        goto bb1
      bb1: (handler bb3)
        t2 = load a#0
        t3 = t2.x
        goto bb2
      bb2:
        dispose await a#0
        return t3
      bb3:
        dispose await a#0
        rethrow"
    `);
  });

  it("disposes of a function's own where it ends", () => {
    expect(printFirst("function f() { using a = g(); }")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient g
        t1 = call t0()
        store a#0 = t1 (initializer)
        dispose a#0
        return (implicit)"
    `);
  });

  it("disposes of a loop's each turn", () => {
    expect(printFile("for (using a of xs) f(a);")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient xs
        t1 = iterator of t0
        goto bb1
      bb1: (cyclic)
        next t1 ? bb2 : bb6
      bb2: (cyclic)
        t2 = element t1
        store a#0 = t2 (initializer)
        goto bb3
      bb3: (cyclic, handler bb5)
        t3 = ambient f
        t4 = load a#0
        t5 = call t3(t4)
        goto bb4
      bb4: (cyclic)
        dispose a#0
        scopeExit a#0 (at ExpressionStatement)
        goto bb1
      bb5:
        dispose a#0
        scopeExit a#0 (implicit)
        rethrow
      bb6:
        return (implicit)"
    `);
  });

  it("disposes of a for statement's once", () => {
    expect(printFile("for (using a = f(); a.next(); ) g();")).toMatchInlineSnapshot(`
      "function
      bb0:
        t0 = ambient f
        t1 = call t0()
        store a#0 = t1 (initializer)
        goto bb1
      bb1: (cyclic, handler bb4)
        t2 = load a#0
        t3 = call t2.next()
        branch loop: truthy t3 ? bb2 : bb3 // a.next()
      bb2: (cyclic, handler bb4)
        t4 = ambient g
        t5 = call t4()
        goto bb1
      bb3:
        dispose a#0
        scopeExit a#0 (at ExpressionStatement)
        return (implicit)
      bb4:
        dispose a#0
        scopeExit a#0 (implicit)
        rethrow"
    `);
  });

  it("disposes before the catch", () => {
    expect(printFile("try { using a = f(); g(); } catch { h(); }")).toMatchInlineSnapshot(`
      "function
      bb0: (handler bb4)
        t0 = ambient f
        t1 = call t0()
        store a#0 = t1 (initializer)
        goto bb1
      bb1: (handler bb3)
        t2 = ambient g
        t3 = call t2()
        goto bb2
      bb2: (handler bb4)
        dispose a#0
        scopeExit a#0 (at Block)
        goto bb5
      bb3: (handler bb4)
        dispose a#0
        scopeExit a#0 (implicit)
        rethrow to bb4
      bb4:
        t4 = caught
        scopeExit a#0 (implicit)
        t5 = ambient h
        t6 = call t5()
        goto bb5
      bb5:
        return (implicit)"
    `);
  });
});
