/** An error of ours costs one function and is said once; ESLint goes on. */
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { join } from "node:path";
import ts from "typescript";
import { afterEach, describe, expect, it, vi } from "vitest";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import calm from "../../eslint-plugin/src/index.js";
import { observeFailures } from "../../eslint-plugin/src/rules/observer.js";
import { virtualProgram } from "../typed/virtual.js";
import { errorLines } from "./error-lines.js";
import { faultyProgram } from "./faulty.js";

const code = `export async function before(url: string) { const { ok } = await fetch(url); return ok; }
export const broken = async (url: string, faulty: typeof fetch) => {
  const first = await faulty(url);
  const second = await faulty(url);
  return first.ok && second.ok;
};
export async function after(url: string) { const { ok } = await fetch(url); return ok; }
`;

const said = errorLines();

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Lints with a program that the parser offers. */
function lint(path: string, break_: (program: ts.Program) => ts.Program): readonly string[] {
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) =>
    name === path ? ts.createSourceFile(name, code, target, true) : read(name, target);
  const program = break_(ts.createProgram([path], { target: ts.ScriptTarget.ESNext }, host));
  const offering = {
    parseForESLint: (text: string, options: parser.ParserOptions) => ({
      ...parser.parseForESLint(text, options),
      services: { program },
    }),
  } as Linter.Parser;
  return new Linter({ cwd: "/" })
    .verify(code, [{ files: ["**/*.ts"], languageOptions: { parser: offering } }, calm.configs.recommended], {
      filename: path,
    })
    .map(({ ruleId, line }) => `${ruleId ?? "fatal"}:${String(line)}`);
}

describe("an error of ours in one function", () => {
  it("is a failure of that function, once, and costs no other", () => {
    const typed = virtualProgram({ "a.ts": code })("a.ts");
    const program = faultyProgram(typed.program);
    const { obligations, failures } = analyze({ ...typed, program, checker: program.getTypeChecker() });
    expect(obligations.map(({ function: fn }) => ("name" in fn ? fn.name.getText() : undefined))).toEqual([
      "before",
      "after",
    ]);
    expect(failures).toEqual([
      {
        function: expect.objectContaining({ kind: ts.SyntaxKind.ArrowFunction }) as ts.Node,
        reason: "TypeError: no symbol for faulty",
        stack: expect.stringMatching(/^TypeError: no symbol\nfor faulty\n\s+at /) as string,
      },
    ]);
  });

  it("is one line on stderr that says where, what it costs, and what to do", () => {
    const path = join(process.cwd(), "once.ts");
    expect(lint(path, faultyProgram)).toEqual(["calm/no-unconsumed-body:1", "calm/no-unconsumed-body:7"]);
    expect(said).toEqual([
      "calm: internal error in once.ts:2, in `broken`: TypeError: no symbol for faulty. " +
        "Findings there may be missing; everything else is checked. For details: npx calm --explain once.ts:2. " +
        "Please report it: https://github.com/enhance-your-calm/enhance-your-calm/issues",
    ]);
  });

  it("comes with its stack for those who are debugging, and is told to the host", () => {
    vi.stubEnv("CALM_DEBUG", "1");
    const seen: string[] = [];
    const stop = observeFailures((path, { reason }) => seen.push(`${path}: ${reason}`));
    lint("/elsewhere/debugged.ts", faultyProgram);
    stop();
    expect(said).toEqual([
      expect.stringMatching(/in \/elsewhere\/debugged\.ts:2, .*\/issues\nTypeError: no [^]*\n\s+at /),
    ]);
    expect(seen).toEqual(["/elsewhere/debugged.ts: TypeError: no symbol for faulty"]);
  });
});

it("a program that cannot even be asked for its file costs that file, and is no crash of ESLint's", () => {
  const path = join(process.cwd(), "whole.ts");
  const none = (program: ts.Program): ts.Program => ({
    ...program,
    getSourceFile() {
      // What code nested too deeply comes to.
      throw new RangeError("Maximum call stack size exceeded");
    },
  });
  expect(lint(path, none)).toEqual([]);
  expect(said).toEqual([
    expect.stringContaining("internal error in whole.ts:1: RangeError: Maximum call stack size exceeded. Findings"),
  ]);
});
