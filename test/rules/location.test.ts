import type { TSESLint } from "@typescript-eslint/utils";
import { Linter } from "eslint";
import ts from "typescript";
import { expect, it } from "vitest";
import { locationOf } from "../../eslint-plugin/src/rules/location.js";
import { nodeNamed, parse } from "../report/handmade.js";

function sourceCodeOf(text: string): Readonly<TSESLint.SourceCode> {
  const linter = new Linter();
  linter.verify(text, [{ languageOptions: { sourceType: "module" } }]);
  return linter.getSourceCode() as unknown as Readonly<TSESLint.SourceCode>;
}

it("counts as ESLint does where the program kept the byte order mark", () => {
  const code = "\uFEFFfetch(a);";
  const sourceFile = parse(code);
  const node = nodeNamed(sourceFile, "fetch(a)", ts.isCallExpression);
  expect(locationOf({ node, part: "whole" }, { sourceFile }, sourceCodeOf(code))).toEqual({
    start: { line: 1, column: 0 },
    end: { line: 1, column: 8 },
  });
});

it("ends a module with its last statement, not with the comments after it", () => {
  const code = "fetch(a);\nfetch(b);\n\n// the end\n";
  const sourceFile = parse(code);
  expect(locationOf({ node: sourceFile, part: "closingBrace" }, { sourceFile }, sourceCodeOf(code))).toEqual({
    start: { line: 2, column: 8 },
    end: { line: 2, column: 9 },
  });
});
