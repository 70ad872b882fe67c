/** Which program the rule uses, and what it says of those it cannot use. */
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import calm from "../../eslint-plugin/src/index.js";

const leak = "export const ok = async (url) => (await fetch(url)).ok;";

let folder: string;
let said: readonly string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "calm-program-"));
  const lines: string[] = [];
  said = lines;
  vi.spyOn(console, "error").mockImplementation((line: string) => lines.push(line));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function lint(name: string, languageOptions: Linter.LanguageOptions = { parser }, program = "auto"): readonly string[] {
  const found = new Linter({ cwd: folder }).verify(
    leak,
    [
      { files: ["**/*.{js,ts,vue}"], languageOptions },
      calm.configs.recommended,
      { rules: { "calm/no-unconsumed-body": ["error", { program }] } },
    ],
    { filename: join(folder, name) },
  );
  return found.map(({ ruleId }) => ruleId ?? "parser");
}

/** Offers a program that holds another text of the file. */
function staleParser(path: string): Linter.Parser {
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) =>
    name === path ? ts.createSourceFile(name, "export {};", target, true) : read(name, target);
  const program = ts.createProgram([path], { allowJs: true }, host);
  return {
    parseForESLint: (text, options) => ({
      ...parser.parseForESLint(text, options as parser.ParserOptions),
      services: { program },
    }),
  } as Linter.Parser;
}

it("makes its own program where the parser offers none", () => {
  expect(lint("a.js")).toEqual(["calm/no-unconsumed-body"]);
  expect(said).toEqual([]);
});

it("makes none if told so", () => {
  expect(lint("a.js", { parser }, "parser")).toEqual([]);
  expect(said).toEqual([]);
});

it("replaces a program that holds another text, and says so once", () => {
  const languageOptions = { parser: staleParser(join(folder, "a.js")) };
  expect(lint("a.js", languageOptions)).toEqual(["calm/no-unconsumed-body"]);
  expect(lint("a.js", languageOptions)).toEqual(["calm/no-unconsumed-body"]);
  expect(said).toEqual([
    "calm: the parser's program holds another text of the file; the rule makes its own program instead.",
  ]);
});

it("says once which tsconfig it cannot read, and checks no file of it", () => {
  writeFileSync(join(folder, "tsconfig.json"), '{ "compilerOptions": { "strict" true } }');
  expect([...lint("a.ts"), ...lint("b.ts")]).toEqual([]);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^calm: Cannot read .*tsconfig\.json: line 1: .+\.$/u);
});

it("is quiet about files of other languages, unless asked", () => {
  expect(lint("a.vue")).toEqual([]);
  expect(said).toEqual([]);
  vi.stubEnv("CALM_DEBUG", "1");
  expect(lint("a.vue")).toEqual([]);
  expect(said).toEqual([
    `calm: ${join(folder, "a.vue")}: not analysed: the file is neither JavaScript nor TypeScript by its name`,
  ]);
});
