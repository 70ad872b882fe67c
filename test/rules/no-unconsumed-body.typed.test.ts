/** The rule's contract, with typed linting. */
import { noUnconsumedBody } from "../../eslint-plugin/src/rules/no-unconsumed-body.js";
import { repairs } from "./repairs.js";
import { typedTester } from "./testers.js";

const res = { what: "The body of `res`", callee: "fetch", line: 2, read: "read" };

/** A statement that was the whole of an `if`, with the repair before it. */
const inBraces = (repair: string) => `{\n    ${repair};\n    throw new Error("failed");\n  }`;
const copied = {
  drain: "await copy.arrayBuffer().catch(() => {})",
  // Awaited, it would wait for the other branch.
  cancel: "copy.body?.cancel().catch(() => {})",
};

const atExit = `async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (!res.ok) throw new Error("failed");
  return res.json();
}`;
const severalLines = `async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (!res.ok) {
    throw new Error(
      "failed",
    );
  }
  return res.json();
}`;
const noPath = `async function f(url: string): Promise<boolean> {
  const res = await fetch(url, {
    method: "POST",
  });
  return res.ok;
}`;
const closingBrace = `async function f(url: string, verbose: boolean): Promise<void> {
  const res = await fetch(url);
  if (verbose) console.log(await res.text());
}`;
const twoExits = `async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (res.status === 404) return null;
  if (!res.ok) throw new Error("failed");
  return res.json();
}`;
const clonePath = `async function f(url: string, debug: boolean): Promise<unknown> {
  const res = await fetch(url);
  const copy = res.clone();
  if (debug) console.log(await copy.text());
  return res.json();
}`;
const cloneNoPath = `async function f(url: string): Promise<unknown> {
  const res = await fetch(url);
  const copy = res.clone();
  console.log(copy.status);
  return res.json();
}`;
const component = `function Status({ url }: { url: string }) {
  return <button onClick={() => void fetch(url)}>ping</button>;
}`;
const bounded = `import { request } from "undici";
async function f(url: string): Promise<number> {
  const { statusCode, body } = await request(url);
  return statusCode;
}`;
const byType = `declare function load(): Promise<Response>;
async function f(): Promise<boolean> {
  const res = await load();
  return res.ok;
}`;

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
      code: atExit,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `!res.ok`" },
          line: 3,
          column: 16,
          endLine: 3,
          endColumn: 42,
          suggestions: repairs(atExit, { from: `throw new Error("failed");`, to: inBraces }),
        },
      ],
    },
    {
      name: "a throw over several lines, whole",
      code: severalLines,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `!res.ok`" },
          line: 4,
          column: 5,
          endLine: 6,
          endColumn: 7,
          suggestions: repairs(severalLines, { from: "    throw", to: (repair) => `    ${repair};\n    throw` }),
        },
      ],
    },
    {
      name: "on no path, at the first line of the call",
      code: noPath,
      errors: [
        {
          messageId: "neverConsumed",
          data: res,
          line: 2,
          column: 21,
          endLine: 2,
          endColumn: 33,
          suggestions: repairs(noPath, { from: "});\n", to: (repair) => `});\n  ${repair};\n` }),
        },
      ],
    },
    {
      name: "at the closing brace",
      code: closingBrace,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "by the end of the function when `!verbose`" },
          line: 4,
          column: 1,
          endLine: 4,
          endColumn: 2,
          suggestions: repairs(closingBrace, {
            from: "text());\n",
            to: (repair) => `text());\n  ${repair.includes("arrayBuffer") ? "if (!res.bodyUsed) " : ""}${repair};\n`,
          }),
        },
      ],
    },
    {
      name: "two exits of one response",
      code: twoExits,
      errors: [
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `res.status === 404`" },
          line: 3,
          column: 27,
          endLine: 3,
          endColumn: 39,
          suggestions: repairs(twoExits, {
            from: "return null;",
            to: (repair) => `{\n    ${repair};\n    return null;\n  }`,
          }),
        },
        {
          messageId: "unconsumed",
          data: { ...res, clause: "when `res.status !== 404` and `!res.ok`" },
          line: 4,
          column: 16,
          endLine: 4,
          endColumn: 42,
          suggestions: repairs(twoExits, { from: `throw new Error("failed");`, to: inBraces }),
        },
      ],
    },
    {
      name: "the clone, on a path",
      code: clonePath,
      errors: [
        {
          messageId: "branchUnconsumed",
          data: { what: "The branch `copy`", callee: "res.clone", line: 3, read: "read", clause: "when `!debug`" },
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 21,
          suggestions: repairs(clonePath, {
            from: "text());\n",
            to: (repair) => `text());\n  ${repair.includes("arrayBuffer") ? "if (!copy.bodyUsed) " : ""}${repair};\n`,
            ...copied,
          }),
        },
      ],
    },
    {
      name: "the clone, on no path",
      code: cloneNoPath,
      errors: [
        {
          messageId: "branchNeverConsumed",
          data: { what: "The branch `copy`", callee: "res.clone", line: 3, read: "read" },
          line: 3,
          column: 16,
          endLine: 3,
          endColumn: 27,
          suggestions: repairs(cloneNoPath, { from: "  return", to: (repair) => `  ${repair};\n  return`, ...copied }),
        },
      ],
    },
    {
      name: "in a component",
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      code: component,
      errors: [
        {
          messageId: "neverConsumed",
          data: { ...res, what: "The body of the response" },
          line: 2,
          column: 38,
          endLine: 2,
          endColumn: 48,
          suggestions: repairs(component, {
            from: "void fetch(url)",
            to: (repair) => `void fetch(url).then((res) => ${repair})`,
            drain: "res.arrayBuffer().catch(() => {})",
            cancel: "res.body?.cancel().catch(() => {})",
          }),
        },
      ],
    },
    {
      name: "a body of undici, whose dump() reads no more than so much",
      code: bounded,
      errors: [
        {
          messageId: "neverConsumed",
          data: { what: "The body `body`", callee: "request", line: 3, read: "read" },
          line: 3,
          column: 38,
          endLine: 3,
          endColumn: 50,
          suggestions: [
            {
              messageId: "drainUpTo",
              data: { code: "await body.dump().catch(() => {})", atMost: "128 KiB" },
              output: bounded.replace("  return", () => "  await body.dump().catch(() => {});\n  return"),
            },
            {
              messageId: "cancel",
              data: { code: 'body.on("error", () => {}).destroy()' },
              output: bounded.replace("  return", () => '  body.on("error", () => {}).destroy();\n  return'),
            },
          ],
        },
      ],
    },
    {
      name: "a response that only types speak for, if strict",
      options: [{ program: "auto", strict: true }],
      code: byType,
      errors: [
        {
          messageId: "neverConsumed",
          data: { ...res, callee: "load", line: 3 },
          line: 3,
          column: 21,
          endLine: 3,
          endColumn: 27,
          suggestions: repairs(byType, {
            from: "load();\n  return",
            to: (repair) => `load();\n  ${repair};\n  return`,
          }),
        },
      ],
    },
  ],
});
