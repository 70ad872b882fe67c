/** A program and its IR must do the same. The programs log; JavaScript itself says what is right. */
import ts from "typescript";
import { describe, expect, it } from "vitest";

import type { FileScopes } from "../../eslint-plugin/src/ir/scopes.js";
import { runFile } from "./interpreter.js";
import { lowerScopes, scopesOf } from "./lowering.js";
import { Random, randomProgram } from "./random-program.js";

interface Run {
  readonly log: readonly string[];
  /** Whether an exception came from a call, and not from a `throw` statement. */
  readonly hasImplicitException: boolean;
}

/** What every program can call. All of it logs, and a seed decides what it answers. */
function host(seed: number): { readonly run: Run; readonly globals: Record<string, unknown> } {
  const random = new Random(seed);
  const log: string[] = [];
  const run = { log, hasImplicitException: false };
  const say = <Value>(what: string, value: Value): Value => {
    log.push(`${what} ${describeValue(value)}`);
    return value;
  };
  const globals = {
    log: (...values: readonly unknown[]) => log.push(values.map(describeValue).join(" ")),
    flip: () => say("flip", random.below(4) === 0),
    number: (value: unknown) => say("number", value),
    risk: () => {
      if (random.below(4) === 0) {
        run.hasImplicitException = true;
        log.push("risk");
        throw new Error("danger");
      }
    },
    maybe: (value: unknown) => say("maybe", random.below(3) === 0 ? null : container(value)),
    items: function* (name: unknown, count: number) {
      try {
        for (let index = 0; index < count; index += 1) {
          yield say(`item of ${String(name)}`, index);
        }
      } finally {
        log.push(`close ${String(name)}`);
      }
    },
    resource: (name: string) => ({ name, [Symbol.dispose]: () => log.push(`dispose ${name}`) }),
    Error,
    String,
  };
  return { run, globals };
}

function container(value: unknown): unknown {
  return { value, ...(value === 0 ? {} : { method: (argument: unknown) => ({ value: argument }) }) };
}

function describeValue(value: unknown): string {
  if (value instanceof Error) {
    return "an error";
  }
  return value === undefined || typeof value === "function" ? typeof value : JSON.stringify(value);
}

function runJavaScript(source: string, seed: number): Run {
  const { run, globals } = host(seed);
  // Running the program under test is the point.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function(...Object.keys(globals), source)(...Object.values(globals));
  return run;
}

/** For syntax that is TypeScript's, or too new for the oldest Node that we support. */
function emit(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

function runIr(scopes: FileScopes, seed: number): Run {
  const { run, globals } = host(seed);
  runFile(scopes, globals);
  return run;
}

/** The IR closes iterators on explicit ways out only. */
function withoutCloses(run: Run): readonly string[] {
  return run.log.filter((line) => !line.startsWith("close"));
}

describe("a program's IR does what the program does", () => {
  it.each([
    ["operands from left to right", "log(number(1) + number(2) * number(3), number(4) ** number(2));"],
    ["object, key, value, then the write", "let o = {}; log((log('o'), o)[(log('k'), 'x')] = (log('v'), 1), o);"],
    ["callee, arguments, then the call", "(log('callee'), log)((log('a'), 1), ...(log('b'), [2, 3]));"],
    ["a method's receiver", "const o = { x: 1, m() { return this.x; } }; log(o.m(), (o.m)(), o['m']());"],
    ["short circuits", "log(0 && number(1), 1 || number(2), null ?? number(3), 0 ?? number(4), !(1 && 0));"],
    [
      "optional chains",
      "let o = null; log(o?.a.b.c(number(1)), o?.[number(2)], (o?.a) ?? 3); o = { a: 1 }; log(o?.a, o.f?.(number(4)));",
    ],
    ["parentheses that end a chain", "let o = null; try { log((o?.a).b); } catch (e) { log('caught'); }"],
    ["conditional expressions", "for (const x of [0, 1, 2]) log(x ? x > 1 ? 'two' : 'one' : 'zero');"],
    [
      "logical assignment",
      "let a = 0, b = 1, c; a ||= number(5); b &&= number(6); c ??= number(7); a ||= number(8); log(a, b, c);",
    ],
    [
      "compound assignment and updates",
      "let a = 1; const o = { x: 1 }; log(a++, ++a, a--, a, o.x++, ++o.x, a += 5, o.x *= 3, o);",
    ],
    ["chained assignment", "let a, b; const o = {}; log(a = b = o.x = number(3), a, b, o);"],
    [
      "object patterns",
      "const { a, b: { c = number(1), ...d }, ['x' + 'y']: e = number(2), ...f } = { a: 1, b: { d: 2, g: 3 }, xy: 4, h: 5 }; log(a, c, d, e, f);",
    ],
    [
      "array patterns",
      "const [a, , b = number(9), [c] = [3], ...d] = [1, 2, undefined, undefined, 5, 6]; log(a, b, c, d);",
    ],
    [
      "assignment patterns",
      "let a, b; const o = {}; ({ a, x: o.y = number(1), ...b } = { a: 1, z: 2 }); [a, o.q = 4, ...o.r] = [b, undefined, 7]; log(a, b, o);",
    ],
    ["swapping", "let a = 1, b = 2; [a, b] = [b, a]; log(a, b);"],
    [
      "parameters",
      "function f(a, { b = a, ...c } = {}, [d] = [b], ...e) { log(a, b, c, d, e); } f(1); f(1, { b: 2, x: 3 }, [4], 5, 6);",
    ],
    [
      "hoisted functions",
      "log(f()); function f() { return g(); function g() { return 1; } } { log(h()); function h() { return 2; } }",
    ],
    ["a function's own name", "const f = function fact(n) { return n < 2 ? 1 : n * fact(n - 1); }; log(f(5));"],
    [
      "closures over each turn's variable",
      "const fs = []; for (const x of [1, 2, 3]) fs.push(() => x); for (const f of fs) log(f());",
    ],
    ["closures over a variable that is written later", "let x = 1; const f = () => x++; f(); x = 5; log(f(), x);"],
    ["a variable that starts anew in each turn", "for (const x of [1, 2]) { let y; log(y); y = x; log(y); }"],
    ["a var that keeps its value", "for (const x of [1, 2]) { var y; log(y); y = x; }"],
    [
      "switch: fallthrough and a default in the middle",
      "for (const x of [0, 1, 2, 3]) switch (x) { case 0: log('zero'); default: log('default'); case 1: log('one'); break; case number(2): log('two'); }",
    ],
    [
      "labels",
      "outer: for (const x of [1, 2, 3]) { for (const y of [1, 2]) { if (x === 2) continue outer; if (x === 3) break outer; log(x, y); } } a: { b: { break a; } log('never'); }",
    ],
    ["finally after return", "function f() { try { return number(1); } finally { log('finally'); } } log(f());"],
    [
      "finally that overrides",
      "function f() { for (;;) { try { return 1; } finally { break; } } return 2; } function g() { try { throw 1; } finally { return 3; } } log(f(), g());",
    ],
    [
      "finally after break and continue",
      "for (const x of [1, 2, 3]) { try { if (x === 1) continue; if (x === 2) break; } finally { log('finally', x); } }",
    ],
    [
      "nested finally in order",
      "function f() { try { try { return 1; } finally { log('inner'); } } finally { log('outer'); } } log(f());",
    ],
    [
      "catch after catch",
      "try { try { throw 1; } catch (e) { log(e); throw 2; } finally { log('finally'); } } catch ({ length = 7 }) { log(length); }",
    ],
    [
      "exceptions of calls",
      "function f() { throw new Error('x'); } try { f(); log('never'); } catch { log('caught'); } finally { log('finally'); }",
    ],
    [
      "iterators closed by each way out",
      "function f(how) { for (const x of items(how, 3)) { if (how === 'return') return x; if (how === 'break') break; if (how === 'throw') throw x; } } for (const how of ['return', 'break', 'throw', 'none']) try { log(f(how)); } catch (e) { log('caught', e); }",
    ],
    [
      "iterators closed from the inside out",
      "outer: for (const x of items('a', 3)) { for (const y of items('b', 3)) { if (x) break outer; continue outer; } }",
    ],
    [
      "disposal in reverse order, on falling through",
      "{ using a = resource('a'); using b = resource('b'); log('body'); } log('after');",
    ],
    [
      "disposal on return, break and throw",
      "function f(how) { using a = resource('a'); for (const x of [1]) { using b = resource('b'); if (how === 0) return 'returned'; if (how === 1) break; if (how === 2) throw 'thrown'; } return 'end'; } for (const how of [0, 1, 2, 3]) try { log(f(how)); } catch (e) { log(e); }",
    ],
    [
      "disposal on exceptions of calls",
      "function boom() { throw 'boom'; } try { using a = resource('a'); using b = resource('b'); boom(); } catch (e) { log(e); }",
    ],
    [
      "disposal of each turn's variable",
      "for (using a of [resource('a'), resource('b')]) { if (a.name === 'b') break; log(a.name); }",
    ],
    [
      "templates, typeof, void, comma, in",
      "const o = { x: 1 }; log(`a${1 + 1}b${o.x}`, typeof o, void 0, (1, 2), 'x' in o, -o.x);",
    ],
    ["spread and holes", "log([1, , ...[2, 3]], { a: 1, ...{ b: 2, a: 3 }, c: 4 });"],
    ["enums", "enum E { A = 1, B = A + 1, C = B * 2 } log(E.C);"],
    [
      "conditions of every form",
      "for (const x of [0, 1, 2]) { if (!(x && x > 1) || (x, x ?? 0)) log('yes', x); else log('no', x); if (x ? x > 1 : !x) log('q', x); }",
    ],
    [
      "loops that never test",
      "let n = 0; for (;;) { if (n++ > 2) break; } while (true) { if (n++ > 5) break; } do { n++; } while (false); log(n);",
    ],
    ["a catch variable that shadows", "let e = 1; try { throw 2; } catch (e) { e = 3; log(e); } log(e);"],
  ])("%s", (_, source) => {
    const scopes = scopesOf(source);
    lowerScopes(scopes);
    expect(runIr(scopes, 1).log).toEqual(runJavaScript(emit(source), 1).log);
  });

  it.each(Array.from({ length: 300 }, (_, index) => index))("random program %i", (seed) => {
    const source = randomProgram(seed);
    const scopes = scopesOf(source);
    lowerScopes(scopes);
    for (const answers of [1, 2, 3, 4]) {
      const expected = runJavaScript(source, answers);
      const found = runIr(scopes, answers);
      if (expected.hasImplicitException) {
        expect(withoutCloses(found), source).toEqual(withoutCloses(expected));
      } else {
        expect(found.log, source).toEqual(expected.log);
      }
    }
  });
});
