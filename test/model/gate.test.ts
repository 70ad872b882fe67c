/** The text gate: what may matter is looked at, what cannot is not. */
import { describe, expect, it } from "vitest";
import { mayMatter } from "../../eslint-plugin/src/model/gate.js";
import { allRows } from "../../eslint-plugin/src/model/tables.js";

/** Acquiring functions with everyday names: whoever uses one says more, such as where it comes from, or with which option. */
const everyday: ReadonlyMap<string, string> = new Map([
  ["ky", 'import ky from "ky"; ky(url);'],
  ["ofetch", 'client.raw(url, { responseType: "stream" });'],
  ["openapi-fetch", 'client.GET(url, { parseAs: "stream" });'],
  ["hono", "client.users.$get();"],
  ["@smithy/core", "client.send(new GetObjectCommand(input));"],
]);

function leastUse(packages: readonly string[], path: readonly string[]): string {
  const known = packages.map((name) => everyday.get(name)).find((use) => use !== undefined);
  if (known !== undefined) return known;
  return packages.includes("undici") && path.length === 1
    ? `import { ${path.join()} as f } from "undici"; f(url);`
    : `client.${path.at(-1) ?? ""}(url);`;
}

/** The least that a file has to contain to reach a row. */
const uses = allRows
  .filter(({ model }) => model.kind === "acquire")
  .flatMap(({ packages, modules, paths, said }) =>
    paths.flatMap((path) =>
      said !== undefined
        ? [`import client from "${said}"; client.${path.at(-1) ?? ""}(url);`]
        : modules === undefined
          ? [leastUse(packages, path)]
          : modules.flatMap((name) => [`import * as m from "${name}";`, `const m = require('node:${name}');`]),
    ),
  )
  // Only undici's `pipeline` has an everyday name, and what it gives is then piped or destroyed.
  .filter((text) => !text.startsWith("client.pipeline("));

describe("the gate opens", () => {
  it.each([...new Set(uses)])("for %s", (text) => {
    expect(mayMatter(text)).toBe(true);
  });

  it.each([
    "const prefetched = await preFetch(url);",
    "import { doRequest } from './client';",
    "const r = await api.load(id); if (!r.ok) throw new Error();",
    "const r = await api.load(id); return r?.json();",
    "const r = await api.load(id); return r\n  .arrayBuffer();",
    "function send(impl: (u: string) => Promise<Response>) {}",
    "const { statusCode } = res; res.statusCode;",
    "import { Readable } from `stream`;",
    'import { json } from "node:stream/consumers";',
  ])("for %s", (text) => {
    expect(mayMatter(text)).toBe(true);
  });
});

describe("the gate stays shut", () => {
  it.each([
    "",
    "export const sum = (a: number, b: number) => a + b;",
    'import { readFile } from "node:fs/promises"; await readFile("http.txt");',
    "class Stack<T> { push(item: T) { this.items.push(item); } }",
    "const home = 'https://example.org/'; window.open(home);",
    "const { responsive } = theme; okay(bodyguard);",
  ])("for %s", (text) => {
    expect(mayMatter(text)).toBe(false);
  });
});
