import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { calm, clean, leak, project, syntaxError } from "./command.js";

/** Milliseconds. Each run reads TypeScript and its libraries anew, and the machine may be busy. */
const timeout = 120_000;

/** `file:line:column rule` of everything in a json report, and the number of files in it. */
function parseReport(stdout: string, folder: string): { files: number; messages: string[] } {
  const results = JSON.parse(stdout) as {
    filePath: string;
    messages: { ruleId: string | null; line: number; column: number }[];
  }[];
  return {
    files: results.length,
    messages: results.flatMap(({ filePath, messages }) =>
      messages.map(
        ({ ruleId, line, column }) =>
          `${filePath.slice(folder.length + 1).replaceAll("\\", "/")}:${line}:${column} ${ruleId ?? "-"}`,
      ),
    ),
  };
}

describe.concurrent("findings and exit codes", { timeout }, () => {
  test("a clean project: no output, 0", async () => {
    const cwd = project({ "a.js": clean, "b.ts": clean.replace("url", "url: string") });
    expect(await calm([], { cwd })).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("a finding: where and what, on stdout alone, 1", async () => {
    const cwd = project({ "src/a.js": leak, "src/b.ts": leak.replace("url", "url: string"), "c.js": clean });
    const { status, stdout, stderr } = await calm([], { cwd });
    expect(status).toBe(1);
    expect(stderr).toBe("");
    expect(stdout).toContain(`${join(cwd, "src/a.js")}\n  2:`);
    expect(stdout).toMatch(/2:\d+ +error +.*\(fetch, line 2\).* +calm\/no-unconsumed-body/);
    expect(stdout).toContain("2 problems (2 errors, 0 warnings)");
  });

  test("only what is named is linted, wherever it lies", async () => {
    const cwd = project({
      "src/a.js": leak,
      "other/b.js": leak,
      "sub/c.js": leak,
      "node_modules/x/d.js": leak,
      ".git/hooks/e.js": leak,
      "here/": "",
    });
    const run = await calm(
      ["../src", "../other/b.js", "../su*/*.js", "../node_modules/x", "../.git/hooks/e.js", "-f", "json"],
      { cwd: join(cwd, "here") },
    );
    expect(parseReport(run.stdout, cwd).messages).toEqual([
      expect.stringMatching(/^\.git\/hooks\/e\.js:2:\d+ calm\/no-unconsumed-body$/),
      expect.stringMatching(/^node_modules\/x\/d\.js:2:\d+ calm\/no-unconsumed-body$/),
      expect.stringMatching(/^other\/b\.js:2:\d+ calm\/no-unconsumed-body$/),
      expect.stringMatching(/^src\/a\.js:2:\d+ calm\/no-unconsumed-body$/),
      expect.stringMatching(/^sub\/c\.js:2:\d+ calm\/no-unconsumed-body$/),
    ]);
    expect(run.status).toBe(1);
  });

  test("every extension is linted, with JSX where it may stand", async () => {
    const element = "export const element = <p>hi</p>;\n";
    const assertion = "export const length = (<string>(<unknown>1)).length;\n";
    const cwd = project({
      "a.js": element + leak,
      "a.mjs": leak,
      "a.cjs": leak.replace("export ", "module.exports = "),
      "a.jsx": element + leak,
      "a.ts": assertion + leak.replace("url", "url: string"),
      "a.mts": assertion + leak.replace("url", "url: string"),
      "a.cts": assertion + leak.replace("url", "url: string"),
      "a.tsx": element + leak.replace("url", "url: string"),
    });
    const { files, messages } = parseReport((await calm(["-f", "json"], { cwd })).stdout, cwd);
    expect(files).toBe(8);
    expect(messages.map((message) => message.replace(/:\d+:\d+/, ""))).toEqual(
      ["a.cjs", "a.cts", "a.js", "a.jsx", "a.mjs", "a.mts", "a.ts", "a.tsx"].map(
        (file) => `${file} calm/no-unconsumed-body`,
      ),
    );
  });

  test("a syntax error is named, the other files are linted, 1", async () => {
    const cwd = project({ "a.ts": syntaxError, "b.js": leak, "c.js": clean });
    const { status, stdout, stderr } = await calm([], { cwd });
    expect(stdout).toContain(`${join(cwd, "a.ts")}\n  1:6  error  Parsing error: Variable declaration expected\n`);
    expect(stdout).toContain("calm/no-unconsumed-body");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(await calm(["a.ts"], { cwd })).toMatchObject({ status: 1 });
  });

  test("a tsconfig that cannot be read is named, what it does not concern is linted, 2", async () => {
    const cwd = project({
      "broken/tsconfig.json": `{\n  "compilerOptions": { "strict": true,, }\n}\n`,
      "broken/a.ts": clean.replace("url", "url: string"),
      "broken/sub/b.ts": leak.replace("url", "url: string"),
      "sound/c.js": leak,
    });
    const { status, stdout, stderr } = await calm([], { cwd });
    expect(stderr).toMatch(/^calm: Cannot read .*tsconfig\.json: line 2: .* expected\..*\n$/);
    expect(stderr).toContain(join(cwd, "broken/tsconfig.json"));
    expect(stdout).toContain(join(cwd, "sound/c.js"));
    expect(status).toBe(2);
    expect(await calm(["broken/a.ts"], { cwd })).toEqual({ status: 2, stdout: "", stderr });
  });

  test("files that are not source code are skipped with a note and fail nothing", async () => {
    const cwd = project({ "a.js": clean, "video.ts": "G\0\0", "README.md": "" });
    expect(await calm(["a.js", "video.ts", "README.md"], { cwd })).toEqual({
      status: 0,
      stdout: "",
      stderr: `calm: skipped README.md: neither JavaScript nor TypeScript
calm: skipped ${join(cwd, "video.ts")}: not a text file
`,
    });
  });
});

describe.concurrent("what nobody can lint: one line, 2", { timeout }, () => {
  test.each([
    ["an unknown option", ["--formt", "json"], "unknown option '--formt' (Did you mean --format?)"],
    ["a missing value", ["--format"], "option '-f, --format <name>' argument missing"],
    [
      "an impossible value",
      ["--max-warnings", "few"],
      "option '--max-warnings <n>' argument 'few' is invalid. It must be a whole number.",
    ],
    ["no such path", ["src", "nowhere"], "no such file or directory: nowhere"],
    ["a glob without a match", ["src/*.ts"], "no JavaScript or TypeScript file matches src/*.ts"],
    [
      "an empty folder",
      ["empty"],
      "nothing to lint: no JavaScript or TypeScript files in empty, or all are ignored (see calm --help)",
    ],
    ["an unknown formatter", ["--format", "nope"], /^cannot load the formatter nope: .*nope/],
    [
      "a removed formatter",
      ["--format", "junit"],
      /^cannot load the formatter junit: .*npm install -D eslint-formatter-junit/,
    ],
    ["a missing formatter file", ["--format", "./nope.js"], /^cannot load the formatter \.\/nope\.js: /],
    [
      "a formatter that is none",
      ["--format", "./none.mjs"],
      /^cannot load the formatter .*: Formatter must be a function/,
    ],
  ])("%s", async (_, args, message) => {
    const cwd = project({ "src/a.js": clean, "empty/": "", "none.mjs": "export default 1;" });
    const { status, stdout, stderr } = await calm(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.split("\n")).toEqual([expect.stringMatching(/^calm: /), ""]);
    const said = stderr.trimEnd().replace(/^calm: /, "");
    if (typeof message === "string") {
      expect(said).toBe(message);
    } else {
      expect(said).toMatch(message);
    }
  });
});

describe.concurrent("comments and configuration of the project", { timeout }, () => {
  test("directives for other plugins neither error nor warn, 0", async () => {
    const cwd = project({
      "a.js": `/* eslint other/rule: "error", no-console: 2, no-undef: ["error", { "nonsense": true }] */
/* eslint not JSON at all: [ */
/* eslint no-var: "error" */
/* eslint no-var: "error" */
/* eslint-env browser, jest */
/* global foo, bar:writable, baz: nonsense */
/* globals $ */
/* exported unused */
/* eslint-disable react/prop-types, no-alert -- a reason */
/* eslint-disable-line
   on two lines */
/* jshint esversion: 6 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
var unused = console.log(undeclared);
var again = 1; // eslint-disable-line unknown/rule, no-var
/* eslint-enable react/prop-types */
`,
      "b.ts": `// @ts-nocheck
// eslint-disable-next-line @typescript-eslint/no-explicit-any, import/first
export const any: any = 1;
`,
    });
    expect(await calm(["--max-warnings", "0"], { cwd })).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("disable comments for our rules are honoured, among others or alone", async () => {
    const call = "await fetch(url);\n";
    const cwd = project({
      "alone.js": `// eslint-disable-next-line calm/no-unconsumed-body\n${call}`,
      "among.js": `// eslint-disable-next-line other/rule, calm/no-unconsumed-body -- a reason\n${call}`,
      "block.js": `/* eslint-disable calm/no-unconsumed-body, other/rule */\n${call}/* eslint-enable */\n${call}`,
      "configured.js": `/* eslint calm/no-unconsumed-body: "off", other/rule: "error" */\n${call}`,
      "everything.js": `/* eslint-disable */\n${call}`,
      "line.js": call.replace("\n", " // eslint-disable-line calm/no-unconsumed-body\n"),
      "others.js": `// eslint-disable-next-line other/rule\n${call}`,
      "unused.js": "// eslint-disable-next-line calm/no-unconsumed-body\nlet a;\n",
      "warning.js": `/* eslint calm/no-unconsumed-body: "warn" */\n${call}`,
    });
    const { stdout } = await calm(["-f", "json"], { cwd });
    expect(parseReport(stdout, cwd).messages.map((message) => message.replace(/:\d+ /, " "))).toEqual([
      "block.js:4 calm/no-unconsumed-body",
      "others.js:2 calm/no-unconsumed-body",
      "warning.js:2 calm/no-unconsumed-body",
    ]);
  });

  test("a comment that misspells one of our rules is told so", async () => {
    const cwd = project({ "a.js": "// eslint-disable-next-line calm/no-unconsumed-bodies\nlet a;\n" });
    const { status, stdout } = await calm([], { cwd });
    expect(stdout).toContain("calm/no-unconsumed-bodies");
    expect(status).toBe(1);
  });

  test("nothing of the project is run: no ESLint configuration, no plugin of TypeScript", async () => {
    const trap = "throw new Error('the project was run');\n";
    const cwd = project({
      "eslint.config.js": trap,
      ".eslintrc.cjs": trap,
      "node_modules/trap/index.js": trap,
      "tsconfig.json": JSON.stringify({ compilerOptions: { plugins: [{ name: "trap" }] }, include: ["a.ts"] }),
      "a.ts": leak.replace("url", "url: string"),
    });
    const { status, stdout, stderr } = await calm([], { cwd });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain("1 problem (1 error, 0 warnings)");
  });
});

describe.concurrent("options", { timeout }, () => {
  test("--format: one of ESLint's own", async () => {
    const cwd = project({ "a.js": leak, "b.js": syntaxError });
    const html = await calm(["--format", "html", "b.js"], { cwd });
    expect(html.stdout).toMatch(/^<!DOCTYPE html>[^]*Variable declaration expected/);
    const json = await calm(["--format=json-with-metadata", "a.js"], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      metadata: { cwd, rulesMeta: { "calm/no-unconsumed-body": { type: "problem" } } },
    });
  });

  test("--format: a file or an installed package, looked for where the user is", async () => {
    const counts = `export default (results, { cwd }) => results.length + " results in " + cwd;\n`;
    const cwd = project({
      "src/a.js": syntaxError,
      "formatters/count.mjs": counts,
      "node_modules/eslint-formatter-count/index.js": counts,
      "node_modules/eslint-formatter-count/package.json": `{ "type": "module", "exports": "./index.js" }`,
    });
    const expected = `1 results in ${cwd}\n`;
    expect(await calm(["-f", "./formatters/count.mjs", "src"], { cwd })).toMatchObject({ stdout: expected, status: 1 });
    expect(await calm(["-f", "count", "src"], { cwd })).toMatchObject({ stdout: expected, status: 1 });
  });

  test("--max-warnings and --quiet count and hide warnings as ESLint does", async () => {
    const twoLeaks = leak + leak.replace("isUp", "isUpAgain");
    const cwd = project({ "a.js": `/* eslint calm/no-unconsumed-body: "warn" */\n${twoLeaks}` });
    const enough = await calm(["--max-warnings", "2"], { cwd });
    expect(enough).toMatchObject({ status: 0, stderr: "" });
    expect(enough.stdout).toContain("2 problems (0 errors, 2 warnings)");
    expect(await calm(["--max-warnings", "1", "--quiet"], { cwd })).toEqual({
      status: 1,
      stdout: "",
      stderr: "calm: too many warnings: 2, where --max-warnings allows 1\n",
    });
  });

  test("--no-color and NO_COLOR, even where colours are forced", async () => {
    const cwd = project({ "a.js": syntaxError });
    const escape = "\u001B[";
    expect((await calm([], { cwd })).stdout).not.toContain(escape);
    expect((await calm([], { cwd, env: { FORCE_COLOR: "1" } })).stdout).toContain(escape);
    expect((await calm(["--no-color"], { cwd, env: { FORCE_COLOR: "1" } })).stdout).not.toContain(escape);
    const colored = `export default () => "\\u001B[31mred\\u001B[39m";\n`;
    const other = project({ "formatter.mjs": colored });
    expect(await calm(["-f", "./formatter.mjs"], { cwd: other })).toEqual({
      status: 0,
      stdout: "\u001B[31mred\u001B[39m\n",
      stderr: "",
    });
    expect(await calm(["-f", "./formatter.mjs"], { cwd: other, env: { NO_COLOR: "1" } })).toEqual({
      status: 0,
      stdout: "red\n",
      stderr: "",
    });
  });

  test("--stats tells on stderr what was analysed", async () => {
    const cwd = project({
      "a.js": `${leak}${clean}
export const handed = (url) => fetch(url);
export const empty = async (url) => (await fetch(url, { method: "HEAD" })).ok;
export const another = async (url) => (await fetch(url)).json();
export const made = () => Response.error();
`,
      "b.ts": "export const nothingToDoWithIt = 1;\n",
    });
    const { status, stderr } = await calm(["--stats"], { cwd });
    expect(status).toBe(1);
    expect(stderr).toBe(`Files linted                     2
Functions analysed               5
Obligations                      5
  read or cancelled              2
  handed over                    1
  without a body                 1
  leaking                        1
    in test code                 0
  leaking only if a call throws  0
  imprecise (not reported)       0
  given up (not reported)        0
Response-typed, owing nothing    1
Functions not analysed           0
Files without types              0
`);
  });

  test("findings in test code stand apart for people, and are counted on stderr in any format", async () => {
    const cwd = project({ "a.test.js": leak, "test/b.js": leak, "z.js": leak });
    const { status, stdout, stderr } = await calm(["--stats"], { cwd });
    const [own = "", tests = "", ...others] = stdout.split("\n\nIn test code:\n");
    expect(own).toMatch(/z\.js\n[^]*✖ 1 problem /);
    expect(tests).toMatch(/a\.test\.js\n[^]*b\.js\n[^]*✖ 2 problems /);
    expect(others).toEqual([]);
    expect(stderr).toMatch(/^calm: 2 of the 3 problems are in test code\n/);
    expect(stderr).toMatch(/\n {2}leaking +3\n {4}in test code +2\n/);
    expect(status).toBe(1);

    const json = await calm(["--format", "json"], { cwd });
    expect(parseReport(json.stdout, cwd).messages).toHaveLength(3);
    expect(json.stderr).toBe("calm: 2 of the 3 problems are in test code\n");
    expect(json.status).toBe(1);
  });

  test("a glob may leave test code out", async () => {
    const cwd = project({ "src/a.test.js": leak, "src/b.js": leak, "src/deep/c.spec.js": leak });
    const { stdout, stderr } = await calm(["src/**/!(*.test|*.spec).js", "-f", "json"], { cwd });
    expect(parseReport(stdout, cwd).messages).toEqual([expect.stringMatching(/^src\/b\.js:/)]);
    expect(stderr).toBe("");
  });

  test("--version is the package's", async () => {
    const manifest = JSON.parse(readFileSync(new URL("../../eslint-plugin/package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect(await calm(["--version"], { cwd: project({}) })).toEqual({
      status: 0,
      stdout: `${manifest.version}\n`,
      stderr: "",
    });
  });

  test("--help is what the documentation quotes", async () => {
    const { status, stdout, stderr } = await calm(["--help"], { cwd: project({}) });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const documentation = readFileSync(new URL("../../eslint-plugin/docs/command.md", import.meta.url), "utf8");
    expect(/```text\n(Usage: [^]*?)```/.exec(documentation)?.[1]).toBe(stdout);
  });
});
