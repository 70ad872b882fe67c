/** How one says the same thing of the response of each client. */
import type { End, Look } from "./syntax.js";

export const clients = ["fetch", "undici", "http"] as const;
export type Client = (typeof clients)[number];

export interface Dialect {
  /** An import the module needs. */
  readonly import: string;
  /** The type of a response. */
  readonly type: string;
  /** A promise of one. */
  readonly request: (url: string) => string;
  readonly status: (name: string) => string;
  readonly failed: (name: string) => string;
  /** Nothing to read where this holds. */
  readonly isEmpty: (name: string) => string | null;
  /** What is said of it where nothing may be awaited; null: nothing. */
  readonly ends: Readonly<Record<End, (name: string, fresh: (stem: string) => string) => Phrase>>;
  readonly looks: Readonly<Record<Look, (name: string) => string>>;
}

interface Phrase {
  readonly awaited: string;
  /** The same in a function that is not async; null: there is no such thing. */
  readonly synchronous: string | null;
}

function both(code: string): Phrase {
  return { awaited: code, synchronous: code };
}

function onlyAwaited(awaited: string): Phrase {
  return { awaited, synchronous: null };
}

/** @param promise - Code of a promise, perhaps optional. */
function settling(promise: string): Phrase {
  return { awaited: `await ${promise};`, synchronous: `void ${promise}.catch(() => undefined);` };
}

function logging(promise: string): Phrase {
  return { awaited: `log(await ${promise});`, synchronous: `void ${promise}.catch(() => undefined);` };
}

const quiet = ".catch(() => undefined)";

const fetchDialect: Dialect = {
  import: "",
  type: "Response",
  request: (url) => `fetch(${url})`,
  status: (name) => `${name}.status`,
  failed: (name) => `!${name}.ok`,
  isEmpty: (name) => `${name}.body === null`,
  ends: {
    text: (name) => logging(`${name}.text()`),
    json: (name) => logging(`${name}.json()`),
    arrayBuffer: (name) => logging(`${name}.arrayBuffer()`),
    float: (name) => both(`void ${name}.text()${quiet};`),
    cancel: (name) => settling(`${name}.body?.cancel()`),
    pipe: (name) => settling(`${name}.body?.pipeTo(new WritableStream())`),
    iterate: (name, fresh) => {
      const chunk = fresh("chunk");
      return onlyAwaited(`for await (const ${chunk} of ${name}.body ?? []) log(${chunk});`);
    },
    first: (name, fresh) => onlyAwaited(`for await (const ${fresh("chunk")} of ${name}.body ?? []) break;`),
    readAll: (name, fresh) => {
      const reader = fresh("reader");
      const read = `for (;;) { const { done } = await ${reader}.read(); if (done) break; }`;
      return onlyAwaited(`if (${name}.body !== null) { const ${reader} = ${name}.body.getReader(); ${read} }`);
    },
    peek: (name, fresh) => {
      const reader = fresh("reader");
      const read = `await ${reader}.read(); ${reader}.releaseLock();`;
      return onlyAwaited(`if (${name}.body !== null) { const ${reader} = ${name}.body.getReader(); ${read} }`);
    },
  },
  looks: {
    status: (name) => `log(${name}.status);`,
    console: (name) => `console.log(${name});`,
    header: (name) => `log(${name}.headers.get("etag"));`,
    body: (name) => `log(${name}.body === null);`,
    nothing: (name) => `${name}.url;`,
    reader: (name) => `${name}.body?.getReader().releaseLock();`,
  },
};

const undiciDialect: Dialect = {
  import: 'import { type Dispatcher, request } from "undici";',
  type: "Dispatcher.ResponseData",
  request: (url) => `request(${url})`,
  status: (name) => `${name}.statusCode`,
  failed: (name) => `${name}.statusCode !== 200`,
  isEmpty: () => null,
  ends: {
    text: (name) => logging(`${name}.body.text()`),
    json: (name) => logging(`${name}.body.json()`),
    arrayBuffer: (name) => logging(`${name}.body.arrayBuffer()`),
    float: (name) => both(`void ${name}.body.text()${quiet};`),
    cancel: (name) => both(`${name}.body.on("error", () => undefined).destroy();`),
    pipe: (name) => both(`${name}.body.on("error", () => undefined).resume();`),
    iterate: (name, fresh) => {
      const chunk = fresh("chunk");
      return onlyAwaited(`for await (const ${chunk} of ${name}.body) log(${chunk});`);
    },
    first: (name, fresh) => onlyAwaited(`for await (const ${fresh("chunk")} of ${name}.body) break;`),
    readAll: (name) => settling(`${name}.body.dump()`),
    peek: (name) => both(`${name}.body.on("end", () => undefined);`),
  },
  looks: {
    status: (name) => `log(${name}.statusCode);`,
    console: (name) => `console.log(${name});`,
    header: (name) => `log(${name}.headers["etag"]);`,
    body: (name) => `log(${name}.body.bodyUsed);`,
    nothing: (name) => `${name}.trailers;`,
    reader: (name) => `${name}.body.setEncoding("utf8");`,
  },
};

const httpDialect: Dialect = {
  import: 'import http from "node:http";',
  type: "http.IncomingMessage",
  request: (url) =>
    `new Promise<http.IncomingMessage>((resolve, reject) => { http.get(${url}, resolve).on("error", reject); })`,
  status: (name) => `${name}.statusCode`,
  failed: (name) => `${name}.statusCode !== 200`,
  isEmpty: () => null,
  ends: {
    text: (name) => both(`${name}.resume();`),
    json: (name) => both(`${name}.on("data", () => undefined);`),
    arrayBuffer: (name) => both(`${name}.setEncoding("utf8").on("data", () => undefined);`),
    float: (name) => both(`${name}.on("error", () => undefined).resume();`),
    cancel: (name) => both(`${name}.destroy();`),
    pipe: (name) => onlyAwaited(`await new Promise((resolve) => ${name}.on("close", resolve).resume());`),
    iterate: (name, fresh) => {
      const chunk = fresh("chunk");
      return onlyAwaited(`for await (const ${chunk} of ${name}) log(${chunk});`);
    },
    first: (name, fresh) => onlyAwaited(`for await (const ${fresh("chunk")} of ${name}) break;`),
    readAll: (name) => both(`${name}.once("data", () => undefined);`),
    peek: (name) => both(`${name}.on("end", () => undefined);`),
  },
  looks: {
    status: (name) => `log(${name}.statusCode);`,
    console: (name) => `console.log(${name});`,
    header: (name) => `log(${name}.headers["etag"]);`,
    body: (name) => `log(${name}.complete);`,
    nothing: (name) => `${name}.statusMessage;`,
    reader: (name) => `${name}.setEncoding("utf8");`,
  },
};

export const dialects: Readonly<Record<Client, Dialect>> = {
  fetch: fetchDialect,
  undici: undiciDialect,
  http: httpDialect,
};
