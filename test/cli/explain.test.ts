/** `calm --explain file:line`, as the built command answers it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { calm, clean, leak, project, syntaxError } from "./command.js";

/** Milliseconds. Each run reads TypeScript and its libraries anew, and the machine may be busy. */
const timeout = 120_000;

const user = `import { save } from "./store.js";

export async function user(id: string): Promise<unknown> {
  const res = await fetch(\`https://api.example.com/users/\${id}\`);
  if (res.status === 204) return null;
  if (!res.ok) {
    throw new Error(res.statusText);
  }
  await save(id);
  return res.json();
}
`;
const store = "export async function save(id: string): Promise<void> {\n  console.log(id);\n}\n";

const documentation = readFileSync(new URL("../../eslint-plugin/docs/command.md", import.meta.url), "utf8");

describe.concurrent("why, and why not: 0, on stdout alone", { timeout }, () => {
  test("a finding: the sentence, the path, who decided, what would change it", async () => {
    const cwd = project({ "src/user.ts": user, "src/store.ts": store });
    const run = await calm(["--explain", "src/user.ts:7:5"], { cwd });
    expect(documentation).toContain(run.stdout);
    expect(run).toEqual({
      status: 0,
      stderr: "",
      stdout: `src/user.ts:7: throw new Error(res.statusText);

Reported: The body of \`res\` (fetch, line 4) is neither read nor cancelled when \`!res.ok\`.

  4:21  const res = await fetch(\`https://api.example.com/users/\${id}\`);
        \`fetch\` acquires the body
  6:8   if (!res.ok) {
        \`!res.ok\` holds
  7:5   throw new Error(res.statusText);
        the body is still neither read nor cancelled here

  Because:
  - \`fetch\` is declared by TypeScript as \`fetch\`, and the table of clients has it (measured: unread fetch bodies pin connections).
  - On other paths, line 5: replies with such a status have no body.
  - On other paths, line 10: \`res.json()\` reads the body.

  What would change it:
  - Read it before line 7, so that its connection can be used again: \`await res.arrayBuffer().catch(() => {})\`. Or, if it may be large, cancel it: \`await res.body?.cancel().catch(() => {})\`.
  - If it is right as it is, say so: \`// eslint-disable-next-line calm/no-unconsumed-body -- why\`.
`,
    });
  });

  test("several lines at once: what is not reported, a helper, and a line without anything", async () => {
    const cwd = project({ "src/user.ts": user, "src/store.ts": store });
    const absolute = join(cwd, "src/user.ts");
    const run = await calm(["--explain", "src/user.ts:5", "--explain", `${absolute}:9`, "--explain=src/user.ts:8"], {
      cwd,
    });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    const [empty, helper, nothing] = run.stdout.split("\n\n\n");
    expect(empty).toContain(
      "src/user.ts:5: if (res.status === 204) return null;\n\nReported at line 7: The body of `res`",
    );
    expect(helper).toBe(`${absolute}:9: await save(id);

\`save(…)\` acquires nothing: its body is in this program (${join("src", "store.ts")}:1), and is not seen to hand a response to its caller.

  What would change it:
  - Lint the file that holds its body: what it acquires is checked there.`);
    expect(nothing).toBe(`src/user.ts:8: }

Nothing on this line acquires, reads, cancels or loses a response.
The nearest lines that have something:
  4: \`fetch\` acquires a body
  7: a body is lost
`);
  });

  test("--format json: the same for machines", async () => {
    const cwd = project({ "a.js": clean });
    const { status, stdout } = await calm(["--explain", "a.js:2", "--format", "json"], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: "a.js",
        line: 2,
        source: "const res = await fetch(url);",
        answers: [
          {
            kind: "clean",
            headline: "Not reported: the body of the response (fetch, line 2) is read or cancelled on every path.",
            path: [
              { line: 2, column: 21, source: "const res = await fetch(url);", text: "`fetch` acquires the body" },
              { line: 3, column: 10, source: "return res.text();", text: "`res.text()` reads the body" },
            ],
            because: [expect.stringContaining("unread fetch bodies pin connections")],
            change: [],
          },
        ],
        nearby: [],
      },
    ]);
  });

  test("--strict decides as a strict run does", async () => {
    const cwd = project({
      "a.ts": `declare const client: { get(request: Request): Promise<Response> };
export const load = async (request: Request) => {
  const { ok } = await client.get(request);
  return ok;
};
`,
    });
    const quiet = await calm(["--explain", "a.ts:3"], { cwd });
    expect(quiet.stdout).toMatch(/`client\.get\(…\)` acquires nothing: .*\n[^]*--strict takes its type's word/);
    const strict = await calm(["--explain", "a.ts:3", "--strict"], { cwd });
    expect(strict.stdout).toContain(
      "Reported: The body of the response (client.get, line 3) is never read or cancelled.",
    );
    expect(strict.stdout).toContain("With --strict the type of `client.get` is enough");
  });

  test("comments: a finding that one silences, and a file in which one switches the rule off", async () => {
    const cwd = project({
      "next.js": leak.replace("\n", "\n  // eslint-disable-next-line calm/no-unconsumed-body -- a probe\n"),
      "off.js": `/* eslint calm/no-unconsumed-body: "off" */\n${leak}`,
    });
    const { stdout } = await calm(["--explain", "next.js:3", "--explain", "off.js:3"], { cwd });
    const sentence = "Found, but a comment silences it: The body of the response (fetch, line 3) is never read";
    expect(stdout.split(sentence)).toHaveLength(3);
    expect(stdout).toContain("- Remove the comment, and it is reported.");
  });

  test("files that were not analysed, and why", async () => {
    const cwd = project({
      "gated.ts": "export const a = 1;\n",
      "broken/tsconfig.json": "{ ,, }",
      "broken/a.ts": leak.replace("url", "url: string"),
      "untyped.js": `import got from "got-of-nowhere";\nexport const ok = async (url) => (await got.get(url)).ok;\n`,
    });
    const run = await calm(["--explain", "gated.ts:1", "--explain", "broken/a.ts:2", "--explain", "untyped.js:2"], {
      cwd,
    });
    expect(run.status).toBe(0);
    expect(run.stdout).toContain("Not analysed: nothing in the text of this file can hold a response");
    expect(run.stdout).toMatch(/Not analysed: there are no types for this file: .*line 1: .*\n[^]*Mend that tsconfig/);
    expect(run.stdout).toContain(
      "`got.get(…)` acquires nothing: its type is `any`, because no declarations of `got-of-nowhere` were found.",
    );
  });
});

describe.concurrent("what cannot be explained: one line, 2", { timeout }, () => {
  test.each([
    ["no line", ["a.js"], '--explain needs a file and a line, as in src/api.ts:12, and not "a.js"'],
    ["no number", ["a.js:two"], '--explain needs a file and a line, as in src/api.ts:12, and not "a.js:two"'],
    ["no argument", [], "option '--explain <file:line>' argument missing"],
    ["line 0", ["a.js:0"], "lines are counted from 1: a.js:0"],
    ["a line beyond the end", ["a.js:99"], "there is no line 99 in a.js: it has 4 lines"],
    ["a line beyond the end of one", ["one.js:2"], "there is no line 2 in one.js: it has 1 line"],
    ["no such file", ["nope.ts:3"], "cannot read nope.ts: ENOENT: no such file or directory"],
    ["a folder", ["src:3"], "src is a folder: --explain needs a file and a line, as in src/api.ts:12"],
    ["no source code", ["README.md:1"], "cannot explain README.md: neither JavaScript nor TypeScript"],
    [
      "a component",
      ["App.vue:1"],
      "cannot explain App.vue: neither JavaScript nor TypeScript; the rule reads .vue files in ESLint, with a parser for them",
    ],
    ["no text", ["video.ts:1"], "cannot explain video.ts: not a text file"],
    [
      "a syntax error",
      ["wrong.ts:2"],
      "cannot explain wrong.ts: line 2: Parsing error: Variable declaration expected.",
    ],
    ["paths beside it", ["a.js:2", "src"], "--explain names its file itself, and may be repeated: what is src for?"],
    [
      "another format",
      ["a.js:2", "--format", "html"],
      "--explain prints text, or JSON with --format json, and knows no format html",
    ],
    ["options of a run", ["a.js:2", "--quiet"], "option '--explain <file:line>' cannot be used with option '--quiet'"],
  ])("%s", async (_, args, message) => {
    const cwd = project({
      "a.js": clean,
      "one.js": "fetch(url);",
      "README.md": "fetch",
      "App.vue": "<script>fetch(url)</script>",
      "video.ts": "G\0\0",
      "wrong.ts": `fetch(url);\n${syntaxError}`,
      "src/": "",
    });
    expect(await calm(["--explain", ...args], { cwd })).toEqual({
      status: 2,
      stdout: "",
      stderr: `calm: ${message}\n`,
    });
  });
});

describe.concurrent("an error of ours", { timeout }, () => {
  /** Replaces TypeScript, as it is loaded, by one whose checker breaks on one name. */
  const fault = `import Module, { createRequire } from "node:module";
const require = createRequire(${JSON.stringify(import.meta.url)});
const breaking = (checker) => new Proxy(checker, {
  get: (target, name) => name === "getSymbolAtLocation"
    ? (node) => { if (node.getText() === "faulty") throw new TypeError("no symbol"); return target[name](node); }
    : target[name],
});
const createProgram = (ts) => (...args) => {
  const program = ts.createProgram(...args);
  const checker = breaking(program.getTypeChecker());
  return { ...program, getTypeChecker: () => checker };
};
const load = Module._extensions[".js"];
Module._extensions[".js"] = (module, filename) => {
  load(module, filename);
  if (filename !== require.resolve("typescript")) return;
  const broken = createProgram(module.exports);
  module.exports = new Proxy(module.exports, { get: (ts, name) => (name === "createProgram" ? broken : ts[name]) });
};
require("typescript");
`;
  const broken = `export const broken = async (url, faulty) => {\n  await faulty(url);\n  return await faulty(url);\n};\n`;
  // "0": nobody is debugging, but the answer is a stack trace.
  const env = { NODE_OPTIONS: "--import=./fault.mjs", CALM_DEBUG: "0" };

  test("costs its function alone, is said once, and the run fails", async () => {
    const cwd = project({ "fault.mjs": fault, "src/a.js": leak + broken + leak.replace("isUp", "isUpAgain") });
    const { status, stdout, stderr } = await calm(["src"], { cwd, env });
    expect(stdout).toContain("2 problems (2 errors, 0 warnings)");
    expect(stderr).toBe(
      `calm: internal error in ${join("src", "a.js")}:5, in \`broken\`: TypeError: no symbol. Findings there may be missing; ` +
        `everything else is checked. For details: npx calm --explain ${join("src", "a.js")}:5. ` +
        "Please report it: https://github.com/enhance-your-calm/enhance-your-calm/issues\n",
    );
    expect(status).toBe(2);
  });

  test("is explained by its stack", async () => {
    const cwd = project({ "fault.mjs": fault, "src/a.js": leak + broken });
    const { status, stdout } = await calm(["--explain", "src/a.js:6"], { cwd, env });
    expect(stdout).toMatch(
      /^src\/a\.js:6: await faulty\(url\);\n\nAn internal error .*: TypeError: no symbol\.\n[^]*\/issues\n\n {2}TypeError: no symbol\n {6}at /,
    );
    expect(status).toBe(0);
    // What is not in that function is explained as ever.
    const other = await calm(["--explain", "src/a.js:2"], { cwd, env });
    expect(other.stdout).toContain("Reported: The body of the response (fetch, line 2)");
  });
});
