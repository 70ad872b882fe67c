/** The parser's program, where it can be used. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  isTypedFile,
  ownSource,
  type ProgramSource,
  rangeInLintedText,
  servicesSource,
} from "../../eslint-plugin/src/typed/program-source.js";
import type { NoProgram, TypedFile } from "../../eslint-plugin/src/typed/types.js";
import { virtualProgram } from "./virtual.js";

const text = `fetch("u");`;
const shebang = `#!/usr/bin/env node\nfetch("u");`;
const marked = `\uFEFFfetch("u");`;
const file = virtualProgram({ "main.ts": text, "shebang.ts": shebang, "marked.ts": marked });
const { program, sourceFile } = file("main.ts");
const path = sourceFile.fileName;

/** A fallback that remembers whether it was asked, and gives what it was told to. */
function fallback(answer: TypedFile | NoProgram): ProgramSource & { asked: number } {
  return {
    asked: 0,
    fileFor() {
      this.asked++;
      return answer;
    },
  };
}

const none: NoProgram = { kind: "none", reason: "nothing" };
const other = virtualProgram({ "main.ts": `fetch("other");` })("main.ts");

describe("a program that holds the linted text", () => {
  it("is used as it is", () => {
    const own = fallback(none);
    const answer = servicesSource({ program }, own).fileFor({ path, text });
    expect(answer).toEqual({ sourceFile, program, checker: program.getTypeChecker() });
    expect(own.asked).toBe(0);
  });

  it.each([
    ["has a byte order mark that ESLint took off", "marked.ts", text],
    ["has kept no byte order mark that the text still has", "main.ts", marked],
    ["was given a comment for the shebang", "shebang.ts", shebang.replace("#!", "//")],
  ])("is used where it %s", (_title, name, linted) => {
    const answer = servicesSource({ program }, fallback(none)).fileFor({
      path: file(name).sourceFile.fileName,
      text: linted,
    });
    expect(isTypedFile(answer)).toBe(true);
  });
});

describe("a program that cannot be used", () => {
  const foreign = {
    getSourceFile: () => ({ ...sourceFile, kind: ts.SyntaxKind.SourceFile - 1 }),
  } as unknown as ts.Program;

  it.each([
    ["another text", { program }, path, `fetch("edited");`, "the parser's program holds another text of the file"],
    ["not the file", { program }, "/elsewhere.ts", text, "the parser's program does not hold the file"],
    [
      "nodes of another TypeScript",
      { program: foreign },
      path,
      text,
      `the parser's program was made by a TypeScript other than ${ts.version}`,
    ],
  ])("for it holds %s is replaced, and the reason given", (_title, services, at, linted, replaced) => {
    expect(servicesSource(services, fallback(other)).fileFor({ path: at, text: linted })).toEqual({
      ...other,
      replaced,
    });
    expect(servicesSource(services, fallback(none)).fileFor({ path: at, text: linted })).toBe(none);
  });

  it.each([{ program: null }, {}])("for it is not there (%s) is replaced without a word", (services) => {
    expect(servicesSource(services, fallback(other)).fileFor({ path, text })).toBe(other);
  });

  it("is not replaced where that is forbidden", () => {
    const answer = servicesSource({ program: null }, ownSource({ own: false })).fileFor({ path, text });
    expect(isTypedFile(answer)).toBe(false);
  });
});

describe("positions in ESLint's text", () => {
  it("are those of the program, less its byte order mark", () => {
    const range = (name: string): unknown => {
      const { sourceFile: of } = file(name);
      const [statement] = of.statements;
      return statement && rangeInLintedText(file(name), [statement.getStart(of), statement.end]);
    };
    expect(range("main.ts")).toEqual([0, 11]);
    expect(range("marked.ts")).toEqual([0, 11]);
    expect(range("shebang.ts")).toEqual([20, 31]);
    expect(rangeInLintedText(file("marked.ts"), [0, 0])).toEqual([0, 0]);
  });
});
