/** The nodes that instructions and terminals carry: what a report may point at. */
import ts from "typescript";
import { describe, expect, it } from "vitest";

import type { FunctionIR, Instruction, Terminal } from "../../eslint-plugin/src/ir/types.js";
import { lowerFile, lowerFunction } from "./lowering.js";

function describeNode(node: ts.Node): string {
  return `${ts.SyntaxKind[node.kind]} ${node.getText().replaceAll(/\s+/gu, " ")}`;
}

function instructionNodes(ir: FunctionIR, kind: Instruction["kind"]): readonly string[] {
  return ir.blocks.flatMap(({ instructions }) =>
    instructions.filter((instruction) => instruction.kind === kind).map(({ node }) => describeNode(node)),
  );
}

function terminals<Kind extends Terminal["kind"]>(
  ir: FunctionIR,
  kind: Kind,
): readonly Extract<Terminal, { readonly kind: Kind }>[] {
  return ir.blocks.flatMap(({ terminal }) => (isKind(terminal, kind) ? [terminal] : []));
}

function isKind<Kind extends Terminal["kind"]>(
  terminal: Terminal,
  kind: Kind,
): terminal is Extract<Terminal, { readonly kind: Kind }> {
  return terminal.kind === kind;
}

function terminalNodes(ir: FunctionIR, kind: Terminal["kind"]): readonly string[] {
  return terminals(ir, kind).map(({ node }) => describeNode(node));
}

describe("instructions", () => {
  it("of calls carry the call", () => {
    expect(instructionNodes(lowerFile("a.b?.(c)(d); new E(); f`g`; import('h'); <I />;"), "call")).toEqual([
      "CallExpression a.b?.(c)",
      "CallExpression a.b?.(c)(d)",
      "NewExpression new E()",
      "TaggedTemplateExpression f`g`",
      "CallExpression import('h')",
      "JsxSelfClosingElement <I />",
    ]);
    expect(instructionNodes(lowerFile("@d class C {}"), "call")).toEqual(["Decorator @d"]);
  });

  it("of reads carry the access or the pattern's element", () => {
    expect(instructionNodes(lowerFile("a.b[c]!.d; const { e, f: [g = 1] } = h; ({ i } = j); [k] = l;"), "get")).toEqual(
      [
        "PropertyAccessExpression a.b",
        "ElementAccessExpression a.b[c]",
        "PropertyAccessExpression a.b[c]!.d",
        "BindingElement e",
        "BindingElement f: [g = 1]",
        "BindingElement g = 1",
        "ShorthandPropertyAssignment i",
        "Identifier k",
      ],
    );
  });

  it("of writes carry the assignment, or what stands for it", () => {
    expect(
      instructionNodes(lowerFile("let a = b; a = c; a++; ({ a, x: a } = d); for (a of e); function f() {}"), "store"),
    ).toEqual([
      "FunctionDeclaration function f() {}",
      "VariableDeclaration a = b",
      "BinaryExpression a = c",
      "PostfixUnaryExpression a++",
      "ShorthandPropertyAssignment a",
      "PropertyAssignment x: a",
      "Identifier a",
    ]);
    expect(instructionNodes(lowerFile("a.b = c; d += 1;"), "set")).toEqual([
      "BinaryExpression a.b = c",
      "BinaryExpression d += 1",
    ]);
  });

  it("of a scope's end carry what ended it", () => {
    const source = `outer: for (const a of b) {
      const c = a;
      if (c) continue;
      for (const d of c) continue outer;
      if (a) break;
    }`;
    expect(instructionNodes(lowerFile(source), "scopeExit").map((text) => text.slice(0, 24))).toEqual([
      "ContinueStatement contin",
      "ContinueStatement contin",
      "ContinueStatement contin",
      "ContinueStatement contin",
      "ContinueStatement contin",
      "BreakStatement break;",
      "BreakStatement break;",
      "Block { const c = a; if ",
      "Block { const c = a; if ",
    ]);
  });
});

describe("terminals", () => {
  it("of returns and throws carry the statement", () => {
    const ir = lowerFunction("function f() { if (a) return; if (b) return c; throw d; }");
    expect(terminalNodes(ir, "return")).toEqual(["ReturnStatement return;", "ReturnStatement return c;"]);
    expect(terminals(ir, "return").map(({ implicit }) => implicit)).toEqual([false, false]);
    expect(terminalNodes(ir, "throw")).toEqual(["ThrowStatement throw d;"]);
  });

  it.each([
    ["function f() { a; }", "Block { a; }", true],
    ["class C { static { a; } }", "Block { a; }", true],
    ["namespace N { a; }", "ModuleBlock { a; }", true],
    ["class C { a = b; }", "Identifier b", true],
    ["() => a;", "Identifier a", false],
  ])("of the end of %s carry the body", (source, node, implicit) => {
    const ir = lowerFunction(source);
    expect(terminalNodes(ir, "return")).toEqual([node]);
    expect(terminals(ir, "return")[0]?.implicit).toBe(implicit);
  });

  it("of the end of a file carry the file", () => {
    expect(terminalNodes(lowerFile("a;"), "return")).toEqual(["SourceFile a;"]);
  });

  it("of conditions carry the leaf", () => {
    const ir = lowerFile("if (!(a as B) && (c?.d || !(e = f))) g();");
    expect(terminalNodes(ir, "branch")).toEqual([
      "Identifier a",
      "Identifier c",
      "PropertyAccessExpression c?.d",
      "BinaryExpression e = f",
    ]);
  });

  it("of cases carry the case's expression and what it is compared with", () => {
    const [branch] = terminals(lowerFile("switch (a.b) { case 204: c(); }"), "branch");
    expect(branch?.node.getText()).toBe("204");
    expect(branch?.discriminant?.getText()).toBe("a.b");
  });

  it("of defaults carry the element or parameter", () => {
    expect(terminalNodes(lowerFunction("function f({ a = 1 }, b = 2) {}"), "branch")).toEqual([
      "BindingElement a = 1",
      "Parameter b = 2",
    ]);
  });
});
