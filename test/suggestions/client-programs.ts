/** As `programs.ts`, for clients that are built on `node:http` or on `fetch`, whose connections they use. */
import type { Program } from "./programs.js";

/** The statements of an async function over `url`. */
function over(client: Program["client"], name: string, imports: string, statements: string): Program {
  return { name, client, code: `${imports}\nexport async function run(url: string) {\n${statements}\n}\n` };
}

const sized = `async function sizeOf(stream: AsyncIterable<string | Uint8Array>) {
  let size = 0;
  for await (const chunk of stream) size += chunk.length;
  return size;
}`;

const overHttp = [
  over(
    "http",
    "node-fetch 3: a throw",
    `import fetch from "node-fetch";`,
    `  const res = await fetch(url);
  if (!res.ok) throw new Error("bad");
  return await res.json();`,
  ),
  over(
    "http",
    "node-fetch 3: nothing kept",
    `import fetch from "node-fetch";`,
    `  await fetch(url);\n  return "sent";`,
  ),
  over(
    "http",
    "node-fetch 3: the body as a stream",
    `import fetch from "node-fetch";\n${sized}`,
    `  const { body, status } = await fetch(url);
  if (status !== 200) return null;
  return body === null ? 0 : await sizeOf(body as AsyncIterable<Uint8Array>);`,
  ),
  over(
    "http",
    "cross-fetch: a throw",
    `import fetch from "cross-fetch";`,
    `  const res = await fetch(url);
  if (!res.ok) throw new Error("bad");
  return await res.json();`,
  ),
  over(
    "http",
    "cross-fetch: nothing kept",
    `import fetch from "cross-fetch";`,
    `  await fetch(url);\n  return "sent";`,
  ),
  over(
    "http",
    "cross-fetch: a retry",
    `import fetch from "cross-fetch";`,
    `  let res = await fetch(url);
  if (!res.ok) {
    res = await fetch(url);
  }
  return [res.status, await res.text().then(({ length }) => length, () => 0)];`,
  ),
  over(
    "http",
    "axios: a stream",
    `import axios from "axios";\nimport type { Readable } from "node:stream";\n${sized}`,
    `  const res = await axios.get<Readable>(url, { responseType: "stream", validateStatus: () => true });
  if (res.status !== 200) throw new Error("bad");
  return await sizeOf(res.data);`,
  ),
  over(
    "http",
    "axios: a stream that is taken out",
    `import axios from "axios";\nimport type { Readable } from "node:stream";\n${sized}`,
    `  const { data, status } = await axios.get<Readable>(url, { responseType: "stream", validateStatus: () => true });
  if (status !== 200) return null;
  return await sizeOf(data);`,
  ),
  over(
    "http",
    "axios: headers only",
    `import axios from "axios";`,
    `  const { headers } = await axios.get(url, { responseType: "stream", validateStatus: () => true });
  return headers["content-length"];`,
  ),
  over(
    "http",
    "got: a stream",
    `import got from "got14";`,
    `  return await new Promise((resolve) => {
    const stream = got.stream(url, { retry: { limit: 0 }, throwHttpErrors: false });
    stream.on("error", () => resolve("error"));
    stream.on("response", ({ statusCode }) => resolve(statusCode));
  });`,
  ),
  over(
    "http",
    "needle: a stream",
    `import needle from "needle";\nimport http from "node:http";`,
    `  return await new Promise((resolve) => {
    const stream = needle.get(url, { agent: http.globalAgent });
    stream.on("error", () => resolve("error"));
    stream.on("header", (status) => resolve(status));
  });`,
  ),
];

const overFetch = [
  over(
    "fetch",
    "ky 1: a condition",
    `import ky from "ky1";`,
    `  const res = await ky(url, { retry: 0, throwHttpErrors: false });
  if (!res.ok) return null;
  return await res.json();`,
  ),
  over(
    "fetch",
    "ky 2: headers only",
    `import ky from "ky2";`,
    `  const res = await ky.get(url, { retry: 0, throwHttpErrors: false });\n  return res.headers.get("content-length");`,
  ),
  over(
    "fetch",
    "ofetch: a stream",
    `import { ofetch } from "ofetch";`,
    `  const body = await ofetch(url, { responseType: "stream", ignoreResponseError: true });\n  return body.locked;`,
  ),
  over(
    "fetch",
    "ofetch.native",
    `import { ofetch } from "ofetch";`,
    `  const res = await ofetch.native(url);\n  if (!res.ok) throw new Error("bad");\n  return await res.json();`,
  ),
  over(
    "fetch",
    "openapi-fetch: a stream",
    `import createClient from "openapi-fetch";
interface Paths {
  readonly "/": { readonly get: { readonly responses: { readonly 200: { readonly content: { readonly "application/json": string } } } } };
}`,
    `  const { response } = await createClient<Paths>({ baseUrl: url }).GET("/", { parseAs: "stream" });
  return response.status;`,
  ),
  over(
    "fetch",
    "hono: a throw",
    `import { hc } from "hono/client";
import type { Hono } from "hono";
import type { BlankEnv } from "hono/types";
type App = Hono<BlankEnv, { "/": { $get: { input: {}; output: string; outputFormat: "json"; status: 200 } } }>;`,
    `  const res = await hc<App>(url).index.$get();
  if (!res.ok) throw new Error("bad");
  return await res.json();`,
  ),
  over(
    "fetch",
    "openai: headers only",
    `import OpenAI from "openai6";`,
    `  const res = await new OpenAI({ apiKey: "key", baseURL: url, maxRetries: 0 }).models.retrieve("gpt").asResponse();
  return res.headers.get("content-length");`,
  ),
];

/** Small programs that leak, one or more for each client. */
export const clientPrograms: readonly Program[] = [...overHttp, ...overFetch];
