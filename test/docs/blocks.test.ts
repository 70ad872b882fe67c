/** Every code block on our pages does what the page says. */
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import calm from "../../eslint-plugin/src/index.js";
import { blocksOf, type Block, type Expectation } from "./blocks.js";

const root = join(import.meta.dirname, "../..");
const linter = new Linter({ cwd: root });

/** As a reader would run it: nothing but the recommended configuration, a parser that can read TypeScript, and what the page says to set. */
function lint({ code, language }: Block, settings: Settings = {}): readonly Expectation[] {
  const config = [{ files: ["**/*.ts", "**/*.js"], languageOptions: { parser }, settings }, calm.configs.recommended];
  const found = linter.verify(code, config, { filename: join(import.meta.dirname, `block.${language}`) });
  return found.map(({ line, column, endColumn, message }) => ({
    line,
    column,
    endColumn: endColumn ?? column,
    message,
  }));
}

type Settings = NonNullable<Linter.Config["settings"]>;

describe.each([
  "eslint-plugin/docs/rules/no-unconsumed-body.md",
  "eslint-plugin/README.md",
  "README.md",
  "docs/enhance-your-calm.md",
  "extension/walkthrough/leak.md",
  "extension/walkthrough/fix.md",
])("%s", (page) => {
  const blocks = blocksOf(readFileSync(join(root, page), "utf8"));

  it("has such blocks", () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(blocks)("line $line: $kind $language", (block) => {
    expect(lint(block)).toEqual(block.expectations);
    expect(block.expectations.length > 0).toBe(block.kind === "incorrect");
  });
});

describe("eslint-plugin/docs/settings.md", () => {
  const page = readFileSync(join(root, "eslint-plugin/docs/settings.md"), "utf8");
  const [, json = ""] = /^```json settings\n(.*?)^```$/msu.exec(page) ?? [];
  const settings: Settings = { calm: JSON.parse(json) as unknown };

  it.each(blocksOf(page))("line $line: $kind $language, and otherwise without the settings", (block) => {
    expect(lint(block, settings)).toEqual(block.expectations);
    expect(block.expectations.length > 0).toBe(block.kind === "incorrect");
    expect(lint(block)).not.toEqual(block.expectations);
  });
});
