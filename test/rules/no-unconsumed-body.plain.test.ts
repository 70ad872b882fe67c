/** The rule's contract where nothing is set up: JavaScript, ESLint's own parser, no types. */
import type { Rule } from "eslint";
import calm from "../../eslint-plugin/src/index.js";
import { repairs } from "./repairs.js";
import { assertionOptions, plainTester } from "./testers.js";

const rule = calm.rules?.["no-unconsumed-body"] as Rule.RuleModule;
const res = { what: "The body of `res`", callee: "fetch", line: 2, read: "read" };
const atExit = `export async function f(url) {
  const res = await fetch(url);
  if (!res.ok) throw new Error("failed");
  return res.json();
}`;
const windows = "\uFEFF#!/usr/bin/env node\r\n  const res = await fetch('/');\r\nconsole.log(res.ok);\r\n";
const commonjs = `const http = require("node:http");
http.get("http://localhost", (res) => {
  console.log(res.statusCode);
});`;

plainTester().run("no-unconsumed-body", rule, {
  assertionOptions,
  valid: [
    "const answer = 42;",
    {
      name: "read on both paths",
      filename: "client.js",
      code: `
async function f(url) {
  const res = await fetch(url);
  return res.ok ? res.json() : res.text();
}`,
    },
    {
      name: "a fetch of one's own",
      filename: "client.js",
      code: `
function fetch(url) {
  return { ok: url.length > 0 };
}
export const ok = fetch("/").ok;`,
    },
    {
      name: "no program of our own allowed",
      filename: "client.js",
      options: [{ program: "parser" }],
      code: "export async function f(url) { await fetch(url); }",
    },
  ],
  invalid: [
    {
      name: "on a path, at its exit",
      filename: "client.js",
      code: atExit,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `!res.ok`" },
          line: 3,
          column: 16,
          endLine: 3,
          endColumn: 42,
          suggestions: repairs(atExit, {
            from: `throw new Error("failed");`,
            to: (repair) => `{\n    ${repair};\n    throw new Error("failed");\n  }`,
          }),
        },
      ],
    },
    {
      name: "behind a byte order mark, a shebang and Windows line ends",
      filename: "script.js",
      code: windows,
      errors: [
        {
          messageId: "neverConsumed",
          data: res,
          line: 2,
          column: 21,
          endLine: 2,
          endColumn: 31,
          suggestions: repairs(windows, {
            from: "fetch('/');",
            to: (repair) => `fetch('/');\r\n  ${repair};`,
          }),
        },
      ],
    },
    {
      name: "a script that requires its client",
      languageOptions: { sourceType: "commonjs" },
      filename: "script.cjs",
      code: commonjs,
      errors: [
        {
          messageId: "neverConsumed",
          data: { ...res, callee: "http.get" },
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 40,
          suggestions: repairs(commonjs, {
            from: "{\n",
            to: (repair) => `{\n  ${repair};\n`,
            drain: "res.resume()",
            cancel: "res.destroy()",
          }),
        },
      ],
    },
  ],
});
