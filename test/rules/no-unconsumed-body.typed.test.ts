/** The rule's contract, with typed linting. */
import { noUnconsumedBody } from "../../eslint-plugin/src/rules/no-unconsumed-body.js";
import { typedTester } from "./testers.js";

const res = { what: "The body of `res`", callee: "fetch", line: 2, read: "read" };

typedTester().run("no-unconsumed-body", noUnconsumedBody, {
  assertionOptions: { requireLocation: true, requireData: true },
  valid: [
    "export {};",
    `
async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (!res.ok) throw new Error(await res.text());
  return res.json();
}`,
    {
      name: "a fetch of one's own",
      code: `
async function f(fetch: (url: string) => Promise<{ ok: boolean }>): Promise<boolean> {
  return (await fetch("/")).ok;
}`,
    },
    {
      name: "a Response made here",
      code: `
function f(): number {
  return Response.json({}).status + new Response("").status;
}`,
    },
    {
      name: "a handler's response",
      code: `
async function f(next: () => Promise<Response>, handle: (request: Request) => Promise<Response>): Promise<number> {
  return (await next()).status + (await handle(new Request("http://localhost"))).status;
}`,
    },
    {
      name: "the parser's program, asked for",
      options: [{ program: "parser", strict: false }],
      code: "export const text = async (url: string) => (await fetch(url)).text();",
    },
    {
      name: "a disable comment",
      code: `
async function f(url: string): Promise<void> {
  // eslint-disable-next-line @rule-tester/no-unconsumed-body
  await fetch(url);
}`,
    },
  ],
  invalid: [
    {
      name: "on a path, at its exit",
      code: `async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (!res.ok) throw new Error("failed");
  return res.json();
}`,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `!res.ok`" },
          line: 3,
          column: 16,
          endLine: 3,
          endColumn: 42,
        },
      ],
    },
    {
      name: "a throw over several lines, whole",
      code: `async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (!res.ok) {
    throw new Error(
      "failed",
    );
  }
  return res.json();
}`,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `!res.ok`" },
          line: 4,
          column: 5,
          endLine: 6,
          endColumn: 7,
        },
      ],
    },
    {
      name: "on no path, at the first line of the call",
      code: `async function f(url: string): Promise<boolean> {
  const res = await fetch(url, {
    method: "POST",
  });
  return res.ok;
}`,
      errors: [{ messageId: "neverConsumed", data: res, line: 2, column: 21, endLine: 2, endColumn: 33 }],
    },
    {
      name: "at the closing brace",
      code: `async function f(url: string, verbose: boolean): Promise<void> {
  const res = await fetch(url);
  if (verbose) console.log(await res.text());
}`,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "by the end of the function when `!verbose`" },
          line: 4,
          column: 1,
          endLine: 4,
          endColumn: 2,
        },
      ],
    },
    {
      name: "two exits of one response",
      code: `async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (res.status === 404) return null;
  if (!res.ok) throw new Error("failed");
  return res.json();
}`,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `res.status === 404`" },
          line: 3,
          column: 27,
          endLine: 3,
          endColumn: 39,
        },
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `res.status !== 404` and `!res.ok`" },
          line: 4,
          column: 16,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: "the clone, on a path",
      code: `async function f(url: string, debug: boolean): Promise<unknown> {
  const res = await fetch(url);
  const copy = res.clone();
  if (debug) console.log(await copy.text());
  return res.json();
}`,
      errors: [
        {
          messageId: "branchUnconsumed",
          data: { what: "The branch `copy`", callee: "res.clone", line: 3, read: "read", clause: "when `!debug`" },
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 21,
        },
      ],
    },
    {
      name: "the clone, on no path",
      code: `async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  const copy = res.clone();
  console.log(copy.status);
  return res.json();
}`,
      errors: [
        {
          messageId: "branchNeverConsumed",
          data: { what: "The branch `copy`", callee: "res.clone", line: 3, read: "read" },
          line: 3,
          column: 16,
          endLine: 3,
          endColumn: 27,
        },
      ],
    },
    {
      name: "in a component",
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      code: `function Status({ url }: { url: string }) {
  return <button onClick={() => void fetch(url)}>ping</button>;
}`,
      errors: [
        {
          messageId: "neverConsumed",
          data: { ...res, what: "The body of the response" },
          line: 2,
          column: 38,
          endLine: 2,
          endColumn: 48,
        },
      ],
    },
    {
      name: "a response that only types speak for, if strict",
      options: [{ program: "auto", strict: true }],
      code: `declare function load(): Promise<Response>;
async function f(): Promise<boolean> {
  const res = await load();
  return res.ok;
}`,
      errors: [
        {
          messageId: "neverConsumed",
          data: { ...res, callee: "load", line: 3 },
          line: 3,
          column: 21,
          endLine: 3,
          endColumn: 27,
        },
      ],
    },
  ],
});
