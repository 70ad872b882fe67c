/** Files as they lie around: of strange encodings, cut off, not source code at all. Each is lowered, analysed with types, and linted. */
import * as typescriptParser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import calm from "../../eslint-plugin/src/index.js";
import { isTypedFile, ownSource } from "../../eslint-plugin/src/typed/program-source.js";
import { LoweringSurvey } from "./lowering-survey.js";

const leaky = `export async function f(url) {
  const res = await fetch(url);
  if (!res.ok) throw new Error("no");
  return res.text();
}
`;

/** Everything in it is what `leaky` says, so that the leak must be found. */
const sound: Readonly<Record<string, string>> = {
  "with a byte order mark": `\uFEFF${leaky}`,
  "with a shebang": `#!/usr/bin/env node\n${leaky}`,
  "with both": `\uFEFF#!/usr/bin/env node\n${leaky}`,
  "with line ends of Windows": leaky.replaceAll("\n", "\r\n"),
  "with line ends of old": leaky.replaceAll("\n", "\r"),
  "with line and paragraph separators": leaky.replaceAll("\n", "\u2028\u2029"),
  "with no line ends": leaky.replaceAll("\n", " "),
  "with a line of a million characters": `const data = "${"x".repeat(1_000_000)}";\n${leaky}`,
  "with lone surrogates": `const half = "\uD800"; // \uDFFF\n${leaky}`,
  "with names of other scripts": `const Größe = 1, 变量 = 2, 𝒳 = 3;\n${leaky}`,
};

/** What parsers may object to; all that is asked is that nobody crashes. */
const unsound: Readonly<Record<string, string>> = {
  "that is empty": "",
  "of blanks": " \n\t\r\n",
  "of comments": "/* fetch(url) */ // fetch(url)",
  "of a byte order mark": "\uFEFF",
  "with NUL bytes": `${leaky.slice(0, 60)}\0\0\0${leaky.slice(60)}`,
  "of random bytes": Array.from({ length: 4000 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join(""),
  "with marks of a merge": `<<<<<<< ours\n${leaky}=======\n${leaky}>>>>>>> theirs\n`,
  "of JSON": `{ "fetch": "fetch(url)", "list": [1, 2, 3] }`,
  "of HTML": "<!doctype html><script>fetch(url)</script>",
  "of declarations": "declare function fetch(url: string): Promise<Response>;\nexport declare const res: Response;",
  "with jumps out of nowhere": `${leaky} break; continue nowhere; return; await fetch(a); yield 1;`,
  "with assignments to nothing": `${leaky} fetch(a) = 1; [fetch(a)] = b; ({ a: 1 } = c); f()++;`,
  "with strings that do not end": `${leaky} const a = "abc\n const b = \`abc \${fetch(a)`,
  "with brackets that do not end": `${leaky} async function g() { if (a) { const r = await fetch(`,
  "with a class that does not end": `${leaky} class A { static { await fetch(a); } get x() { return`,
};

const own = ownSource();
const rule = "calm/no-unconsumed-body";
/** ESLint lints nothing outside its working directory. */
const linter = new Linter({ cwd: "/" });

describe.each([".js", ".ts", ".tsx", ".mts", ".cjs", ".jsx", ".d.ts"])("a %s file", (extension) => {
  it.each(Object.entries({ ...sound, ...unsound }))("%s is lowered and analysed", (_, text) => {
    expect(faultsOf(text, extension)).toEqual([]);
  });
});

it.each(Object.entries(sound))("a file %s leaks where it leaks", (_, text) => {
  const answer = own.fileFor({ path: "/virtual/odd/file.js", text });
  if (!isTypedFile(answer)) throw new Error(answer.reason);
  expect(analyze(answer).obligations.map(({ verdict }) => verdict.kind)).toEqual(["leaks"]);
});

describe.each([
  ["espree", {}],
  ["typescript-eslint's parser", { parser: typescriptParser }],
] as const)("the rule behind %s", (_, languageOptions) => {
  const lint = (text: string): readonly Linter.LintMessage[] =>
    linter.verify(
      text,
      [{ files: ["**/*.js"], languageOptions, plugins: { calm }, rules: { [rule]: "error" } }],
      "/virtual/odd/file.js",
    );

  it.each(Object.entries(sound))("reports what leaks in a file %s", (__, text) => {
    expect(lint(text).map(({ ruleId }) => ruleId)).toEqual([rule]);
  });

  it.each(Object.entries(unsound))("does not crash at a file %s", (__, text) => {
    expect(lint(text).filter(({ ruleId, fatal }) => ruleId !== rule && fatal !== true)).toEqual([]);
  });
});

describe("a file that is cut off", () => {
  // A prime, so that cuts fall into every kind of token.
  const cuts = Array.from({ length: Math.floor(leaky.length / 7) }, (_, index) => index * 7);

  it.each(cuts)("after %d characters is lowered and analysed", (length) => {
    expect(faultsOf(leaky.slice(0, length), ".ts")).toEqual([]);
    expect(faultsOf(leaky.slice(length), ".ts")).toEqual([]);
  });
});

function faultsOf(text: string, extension: string): readonly string[] {
  const survey = new LoweringSurvey();
  survey.visit(`odd${extension}`, text);
  const answer = own.fileFor({ path: `/virtual/odd/file${extension}`, text });
  const failures = isTypedFile(answer) ? analyze(answer).failures : [];
  return [...survey.faults, ...failures.map(({ reason, stack }) => `${reason}\n${stack}`)];
}
