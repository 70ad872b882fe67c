/** Responses of the platform, and the views of their bodies. */
import {
  type ClientDialect,
  type Dialect,
  type Fresh,
  type Phrase,
  both,
  eachChunk,
  firstChunk,
  floating,
  logging,
  onlyAwaited,
  settling,
} from "./dialect.js";
import { flowEnds } from "./node.js";

/** A client that gives a web `Response`. */
function givesResponse(
  client: Pick<ClientDialect, "import" | "request" | "also" | "options"> & { readonly type?: string },
): ClientDialect {
  return {
    type: "Response",
    promised: true,
    status: (name) => `${name}.status`,
    ok: (name) => `${name}.ok`,
    isEmpty: (name) => `${name}.body === null`,
    isUsed: (name) => `${name}.bodyUsed`,
    length: (name) => `${name}.headers.get("content-length")`,
    read: (name) => `${name}.text()`,
    ends: [
      (name) => logging(`${name}.text()`),
      (name) => settling(`${name}.body?.cancel()`),
      (name) => logging(`${name}.json()`),
      (name) => floating(`${name}.text()`),
      (name) => logging(`${name}.arrayBuffer()`),
      (name) => logging(`${name}.blob()`),
      (name) => floating(`${name}.arrayBuffer()`),
      (name) => both(`void ${name}.body?.cancel().catch(() => undefined);`),
      (name) => settling(`${name}.body?.pipeTo(new WritableStream())`),
      (name, fresh) => eachChunk(`${name}.body ?? []`, fresh),
      (name, fresh) => firstChunk(`${name}.body ?? []`, fresh),
      (name, fresh) => eachChunk(`${name}.body?.values({ preventCancel: true }) ?? []`, fresh),
      (name, fresh) => firstChunk(`${name}.body?.values({ preventCancel: true }) ?? []`, fresh),
      (name, fresh) => withReader(name, fresh, (reader) => readToEnd(reader)),
      (name, fresh) => withReader(name, fresh, (reader) => `await ${reader}.read(); ${reader}.releaseLock();`),
      (name, fresh) => withReader(name, fresh, (reader) => `await ${reader}.cancel();`),
      (name) => logging(`new Response(${name}.body).text()`),
      (name) => both(`if (${name}.body !== null) ${fromWeb(name)}.resume();`),
      (name) => both(`if (${name}.body !== null) ${fromWeb(name)}.on("error", () => undefined).destroy();`),
      (name, fresh) => eachChunk(`${name}.body?.pipeThrough(new TextDecoderStream()) ?? []`, fresh),
    ],
    looks: [
      (name) => `log(${name}.status);`,
      (name) => `console.log(${name});`,
      (name) => `log(${name}.headers.get("etag"));`,
      (name) => `log(${name}.body === null);`,
      (name) => `${name}.url;`,
      (name) => `${name}.body?.getReader().releaseLock();`,
      (name) => `log(${name}.body?.locked, ${name}.bodyUsed);`,
      (name) => `log(JSON.stringify(${name}), String(${name}), Object.keys(${name}));`,
      (name) => `log(inspect(${name}));`,
      (name) => `log(Number(${name}.headers.get("age")), Boolean(${name}), Array.isArray(${name}));`,
      (name) => `log(\`\${${name}.status} \${${name}.statusText}\`, { url: ${name}.url });`,
    ],
    ...client,
  };
}

function withReader(name: string, fresh: Fresh, use: (reader: string) => string): Phrase {
  const reader = fresh("reader");
  return onlyAwaited(`if (${name}.body !== null) { const ${reader} = ${name}.body.getReader(); ${use(reader)} }`);
}

function readToEnd(reader: string): string {
  return `for (;;) { const { done } = await ${reader}.read(); if (done) break; }`;
}

/** @param name - Of a response with a body. */
export function fromWeb(name: string): string {
  return `Readable.fromWeb(${name}.body as import("node:stream/web").ReadableStream)`;
}

export const webClients = {
  fetch: givesResponse({
    import: "",
    request: (url, options) => `fetch(${url}${options === "" ? "" : `, { ${options} }`})`,
    options: ["signal", "head"],
  }),
  undiciFetch: givesResponse({
    import: 'import { type Response as UndiciResponse, fetch as undiciFetch } from "undici";',
    type: "UndiciResponse",
    request: (url) => `undiciFetch(${url})`,
    options: [],
  }),
  ky: givesResponse({
    import: 'import ky from "ky2";',
    request: (url) => `ky.get(${url}, { retry: 0, throwHttpErrors: false })`,
    also: [(url) => `ky(${url}, { retry: 0, throwHttpErrors: false })`],
    options: [],
  }),
  ofetch: givesResponse({
    import: 'import { ofetch } from "ofetch";',
    request: (url) => `ofetch.native(${url})`,
    also: [(url) => `ofetch.raw(${url}, { responseType: "stream", ignoreResponseError: true })`],
    options: [],
  }),
  hono: givesResponse({
    import: `import { Hono } from "hono";
import { hc } from "hono/client";
const routes = new Hono().get("/", () => new Response());`,
    request: (url) => `hc<typeof routes>(${url}).index.$get()`,
    options: [],
  }),
  openai: givesResponse({
    import: 'import OpenAI from "openai7";',
    request: (url) => `new OpenAI({ apiKey: "", maxRetries: 0, baseURL: ${url} }).models.list().asResponse()`,
    options: [],
  }),
} as const satisfies Readonly<Record<string, ClientDialect>>;

export const webViews = {
  body: {
    type: "ReadableStream<Uint8Array> | null",
    status: null,
    isEmpty: (name) => `${name} === null`,
    read: (name) => `new Response(${name}).text()`,
    ends: [
      (name) => settling(`${name}?.cancel()`),
      (name) => logging(`new Response(${name}).text()`),
      (name) => settling(`${name}?.pipeTo(new WritableStream())`),
      (name, fresh) => eachChunk(`${name} ?? []`, fresh),
      (name, fresh) => firstChunk(`${name} ?? []`, fresh),
    ],
    looks: [(name) => `log(${name} === null);`, (name) => `${name}?.locked;`],
  },
  reader: {
    type: "ReadableStreamDefaultReader<Uint8Array> | undefined",
    status: null,
    isEmpty: (name) => `${name} === undefined`,
    ends: [
      (name) => settling(`${name}?.cancel()`),
      (name) => onlyAwaited(`if (${name} !== undefined) ${readToEnd(name)}`),
      (name) => onlyAwaited(`while (${name} !== undefined && !(await ${name}.read()).done);`),
    ],
    looks: [(name) => `${name}?.releaseLock();`, (name) => `void ${name}?.read().catch(() => undefined);`],
  },
  readable: {
    type: 'import("node:stream").Readable | null',
    status: null,
    isEmpty: (name) => `${name} === null`,
    ends: flowEnds(
      (name) => `${name}?`,
      (name) => `${name} ?? []`,
    ),
    looks: [(name) => `log(${name} === null);`, (name) => `${name}?.setEncoding("utf8");`],
  },
} as const satisfies Readonly<Record<string, Dialect>>;
