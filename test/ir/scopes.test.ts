import ts from "typescript";
import { describe, expect, it } from "vitest";

import type { FileScopes } from "../../eslint-plugin/src/ir/scopes.js";
import { resolveScopes } from "../../eslint-plugin/src/ir/scopes.js";
import type { FunctionNode, Variable } from "../../eslint-plugin/src/ir/types.js";
import { at, parse } from "./lowering.js";

/** Each identifier called `name`, in the order of the source, as the line that declares what it means ("-": nothing does). */
function declarationLines(source: string, name: string): readonly string[] {
  const file = parse(source);
  const scopes = resolveScopes(file);
  return identifiers(file, name).map((id) => {
    const variable = scopes.variableOf(id);
    return variable === undefined ? "-" : `${variable.kind} ${lineOf(file, variable.declaration)}`;
  });
}

function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function identifiers(file: ts.SourceFile, name: string): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) {
      found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function variable(source: string, name: string): Variable {
  const file = parse(source);
  const found = resolveScopes(file).variableOf(at(identifiers(file, name), 0));
  if (found === undefined) {
    throw new Error(`${name} is no variable`);
  }
  return found;
}

describe("what a name means", () => {
  it("is the innermost block's declaration", () => {
    expect(declarationLines("let x;\n{ let x; x; }\nx;", "x")).toEqual(["let 1", "let 2", "let 2", "let 1"]);
  });

  it("is a var wherever in the function it is written", () => {
    expect(declarationLines("x;\nfunction f() {\n x;\n if (a) { for (;;) { var x; } }\n}", "x")).toEqual([
      "-",
      "var 4",
      "var 4",
    ]);
  });

  it("is a function of the block from its start on", () => {
    expect(declarationLines("{ f();\nfunction f() {} }\nf();", "f")).toEqual(["function 2", "function 2", "-"]);
  });

  it("is a parameter in the body and in later defaults, where the body's own names are not seen", () => {
    expect(declarationLines("function f(a, b = a,\n c = x) {\n var x;\n a; }", "a")).toEqual([
      "parameter 1",
      "parameter 1",
      "parameter 1",
    ]);
    expect(declarationLines("function f(a,\n c = x) {\n var x; }", "x")).toEqual(["-", "var 3"]);
  });

  it("is the parameter where a var of its name is declared too", () => {
    expect(declarationLines("function f(x) {\n var x = 1;\n x; }", "x")).toEqual([
      "parameter 1",
      "parameter 1",
      "parameter 1",
    ]);
  });

  it("is a function expression's own name inside of it only", () => {
    expect(declarationLines("const f = function g() {\n g(); };\ng();", "g")).toEqual([
      "function 1",
      "function 1",
      "-",
    ]);
  });

  it("is a function expression's parameter of the same name", () => {
    expect(declarationLines("const f = function g(g) {\n g; };", "g")).toEqual([
      "function 1",
      "parameter 1",
      "parameter 1",
    ]);
  });

  it("is a class expression's own name inside of it only", () => {
    expect(declarationLines("const c = class K { m() {\n K; } };\nK;", "K")).toEqual(["class 1", "class 1", "-"]);
  });

  it("is the catch clause's variable in its block", () => {
    expect(declarationLines("try {} catch (e) {\n e; }\ne;", "e")).toEqual(["catch 1", "catch 1", "-"]);
  });

  it("is the loop's variable in head and body", () => {
    expect(declarationLines("for (let i = 0; i < 1; i++) {\n i; }\ni;", "i")).toEqual([
      "let 1",
      "let 1",
      "let 1",
      "let 1",
      "-",
    ]);
    expect(declarationLines("for (const { x } of xs) {\n x; }\nx;", "x")).toEqual(["const 1", "const 1", "-"]);
  });

  it("is shared by the cases of a switch", () => {
    expect(declarationLines("switch (a) { case 1:\n let x; break; default: x; }\nx;", "x")).toEqual([
      "let 2",
      "let 2",
      "-",
    ]);
  });

  it("is an enum's member inside of the enum", () => {
    expect(declarationLines('enum E { A = 1,\n "B" = A,\n C = B }\nA; B;', "A")).toEqual(["enum 1", "enum 1", "-"]);
    expect(declarationLines('enum E { A = 1,\n "B" = A,\n C = B }\nA; B;', "B")).toEqual(["enum 2", "-"]);
  });

  it("is a namespace's member inside of its block", () => {
    expect(declarationLines("namespace N {\n export const x = 1; x; }\nx; N;", "x")).toEqual([
      "const 2",
      "const 2",
      "-",
    ]);
    expect(declarationLines("namespace N {\n export const x = 1; }\nN;", "N")).toEqual(["namespace 1", "namespace 1"]);
  });

  it("is no namespace of types alone", () => {
    expect(declarationLines("const N = 1;\nnamespace N { export type T = 1; }\nN;", "N")).toEqual([
      "const 1",
      "-",
      "const 1",
    ]);
  });

  it("is an import", () => {
    expect(
      ["a", "b", "c", "d"].map((name) =>
        declarationLines(
          'import a, { x as b } from "m";\nimport * as c from "m";\nimport d = require("m"); a; b; c; d;',
          name,
        ),
      ),
    ).toEqual([
      ["import 1", "import 1"],
      ["import 1", "import 1"],
      ["import 2", "import 2"],
      ["import 3", "import 3"],
    ]);
  });

  it("is a using declaration", () => {
    expect(declarationLines("{ using x = f();\n await using y = x; }", "x")).toEqual(["using 1", "using 1"]);
    expect(declarationLines("{ using x = f();\n await using y = x; }", "y")).toEqual(["using 2"]);
  });

  it("is nothing for properties, labels, types and intrinsic elements", () => {
    expect(declarationLines("const x = 1;\no.x; ({ x: 1 }); x: for (;;) break x; let y: x; <x />;", "x")).toEqual([
      "const 1",
      ...Array.from({ length: 6 }, () => "-"),
    ]);
  });

  it("is the variable for shorthand properties, exports, components and computed keys", () => {
    expect(declarationLines("const X = 1;\n({ X }); ({ [X]: 1 }); <X />; export { X as x };", "X")).toEqual(
      Array.from({ length: 5 }, () => "const 1"),
    );
  });

  it("is not looked for in a parameter called this", () => {
    expect(declarationLines("function f(this: Foo, x) {\n x; }", "this")).toEqual(["-"]);
  });

  it("is what declare declares, since it shadows like any other", () => {
    expect(declarationLines("declare const fetch: unknown;\nfetch;", "fetch")).toEqual(["const 1", "const 1"]);
    expect(
      declarationLines('declare global { const fetch: 1 }\ndeclare module "m" { const fetch: 2 }\nfetch;', "fetch"),
    ).toEqual(["-", "-", "-"]);
  });
});

describe("facts about a variable", () => {
  it.each([
    ["const x = 1; x;", false],
    ["let x; x = 1;", true],
    ["let x = 1; x++;", true],
    ["let x; ({ a: [x = 1] } = o);", true],
    ["let x; ({ x } = o);", true],
    ["let x; [...x] = o;", true],
    ["let x; for (x of xs) {}", true],
    ["for (const x of xs) {}", false],
    ["let x; (x as any) = 1;", true],
    ["let x; x.y = 1; o[x] = 1; -x;", false],
    ["var x = 1; var x;", false],
    ["var x = 1; var x = 2;", true],
    ["function x(): void; function x() {}", false],
    ["function x() {} function x() {}", true],
    ["function f(x) { var x = 1; }", true],
  ])("%s reassigned: %s", (source, expected) => {
    expect(variable(source, "x").reassigned).toBe(expected);
  });

  it.each([
    ["export const x = 1;", true],
    ["const x = 1; export { x as y };", true],
    ["const x = 1; export default x;", true],
    ["const x = 1; export = x;", true],
    ["export function x() {}", true],
    ["export const { a: [x] } = o;", true],
    ['const x = 1; export { x } from "m";', false],
    ["const x = 1; export const y = x;", false],
    ["namespace N { export const x = 1; }", true],
  ])("%s exported: %s", (source, expected) => {
    expect(variable(source, "x").exported).toBe(expected);
  });

  it.each([
    ["const x = 1; x;", false],
    ["const x = 1; () => x;", true],
    ["let x; function f() { x = 1; }", true],
    ["const x = 1; class C { y = x; }", true],
    ["const x = 1; class C { static { x; } }", true],
    ["const x = 1; class C { [x]() {} }", false],
    ["const x = 1; class C extends x {}", false],
    ["const x = 1; class C { m(@x p) {} }", false],
    ["function f(x) { return x; }", false],
    ["function f(x, g = () => x) {}", true],
  ])("%s captured: %s", (source, expected) => {
    expect(variable(source, "x").captured).toBe(expected);
  });
});

describe("functions", () => {
  const source = `
    function declared() { const arrow = () => 1; }
    class C { constructor() {} method() {} get g() { return 1; } set g(v) {} field = 1; bare; static { } overload(): void; }
    namespace N { const inner = function () {}; }
    const o = { m() {}, get g() { return 1; } };
    declare function external(): void;
    abstract class A { abstract m(): void; }
  `;

  it("are listed outermost first and in the order of the source, if they have a body", () => {
    expect(resolveScopes(parse(source)).functions.map((fn) => ts.SyntaxKind[fn.kind])).toEqual([
      "SourceFile",
      "FunctionDeclaration",
      "ArrowFunction",
      "Constructor",
      "MethodDeclaration",
      "GetAccessor",
      "SetAccessor",
      "PropertyDeclaration",
      "ClassStaticBlockDeclaration",
      "ModuleBlock",
      "FunctionExpression",
      "MethodDeclaration",
      "GetAccessor",
    ]);
  });

  it("own the code inside of them", () => {
    const file = parse("x; class C extends x { @x [x] = x; @x [x](@x p = x) { x; } static { x; } } () => x;");
    const scopes = resolveScopes(file);
    expect(identifiers(file, "x").map((id) => ts.SyntaxKind[scopes.functionOf(id).kind])).toEqual([
      "SourceFile",
      "SourceFile",
      "SourceFile",
      "SourceFile",
      "PropertyDeclaration",
      "SourceFile",
      "SourceFile",
      "SourceFile",
      "MethodDeclaration",
      "MethodDeclaration",
      "ClassStaticBlockDeclaration",
      "ArrowFunction",
    ]);
  });

  it("own themselves", () => {
    const scopes = resolveScopes(parse(source));
    for (const fn of scopes.functions) {
      expect(scopes.functionOf(fn)).toBe(fn);
    }
  });

  it("are kept with the file", () => {
    const file = parse(source);
    expect(resolveScopes(file)).toBe(resolveScopes(file));
  });
});

describe("captures", () => {
  function captures(source: string): readonly string[] {
    const scopes: FileScopes = resolveScopes(parse(source));
    const names = (fn: FunctionNode): string =>
      scopes
        .capturesOf(fn)
        .map(({ name }) => name)
        .join(" ");
    return scopes.functions.map(names);
  }

  it("reach through every function between use and declaration", () => {
    expect(captures("const a = 1; function f(b) { return () => () => a + b; }")).toEqual(["", "a", "a b", "a b"]);
  });

  it("are not the function's own variables, nor its own name", () => {
    expect(captures("const f = function g(a) { let b; return g(a, b); };")).toEqual(["", ""]);
  });

  it("list each variable once", () => {
    expect(captures("const a = 1; () => { a; a; () => a; };")).toEqual(["", "a", "a"]);
  });

  it("belong to initialisers, static blocks and namespaces too", () => {
    expect(captures("const a = 1; class C { x = a; static { a; } } namespace N { a; }")).toEqual(["", "a", "a", "a"]);
  });

  it("leave computed names, heritage and decorators to the function around", () => {
    expect(captures("function f(a) { class C extends a { @a [a]() {} [a] = 1; } }")).toEqual(["", "", "", ""]);
  });
});

describe("scopes", () => {
  it("list what a node declares in a scope of its own", () => {
    const file = parse("{ let a; const [b] = c; function d() {} class e {} var f; { let g; } }");
    const block = at(file.statements, 0);
    expect(
      resolveScopes(file)
        .declaredIn(block)
        .map(({ name }) => name),
    ).toEqual(["a", "b", "d", "e"]);
  });

  it("are found under twenty thousand levels of operators", () => {
    const file = parse(`const x = 1; x${" + x".repeat(20_000)};`);
    expect(identifiers20k(file)).toBe(20_002);
  });
});

/** Counts the resolved identifiers of one long concatenation, without recursion. */
function identifiers20k(file: ts.SourceFile): number {
  const scopes = resolveScopes(file);
  const pending: ts.Node[] = [file];
  let count = 0;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    count += ts.isIdentifier(node) && scopes.variableOf(node) !== undefined ? 1 : 0;
    ts.forEachChild(node, (child) => void pending.push(child));
  }
  return count;
}
