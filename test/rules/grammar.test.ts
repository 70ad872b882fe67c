/** The rule on the code of every case of the grammar: the analysis leads to the very sentence, at the very place. */
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import calm from "../../eslint-plugin/src/index.js";
import { grammar } from "../report/grammar.js";
import { handmade } from "../report/handmade.js";
import { fixtures } from "./testers.js";

const linter = new Linter({ cwd: fixtures });
const configuration: Linter.Config[] = [{ files: ["**/*.ts"], languageOptions: { parser } }, calm.configs.recommended];

describe("every case of the grammar, from its code", () => {
  it.each(grammar)("$title", ({ code, leak, sentence }) => {
    const findings = linter.verify(code, configuration, { filename: join(fixtures, "grammar.ts") });
    const { node, part } = handmade(code, leak).leak.at;
    const position = part === "whole" ? node.getStart() : node.end - 1;
    const { line, character } = node.getSourceFile().getLineAndCharacterOfPosition(position);
    expect(findings.map(({ message, line, column }) => ({ message, line, column }))).toContainEqual({
      message: sentence,
      line: line + 1,
      column: character + 1,
    });
  });
});
