/** "Who owes", against the real declarations of every supported version. */
import { describe, expect, it } from "vitest";
import {
  acquisitionByType,
  classify,
  isResponseTyped,
  modelOfFunction,
} from "../../eslint-plugin/src/model/classify.js";
import { argumentsOf } from "../../eslint-plugin/src/typed/callee.js";
import { callIn, virtualProgram } from "../typed/virtual.js";
import { describeLines, summary } from "./call-lines.js";

const fetchLines = `
  declare const url: string, source: ReadableStream, controller: AbortController, res: Response;
  fetch(url); // web
  globalThis.fetch(url); // web
  new Response(source); // wrap response
  Response.json({}); // borrow
  Response.redirect(url); // borrow
  Response.error(); // borrow
  new Headers(); // borrow
  new AbortController(); // AbortController
  AbortSignal.timeout(1); // borrow
  AbortSignal.any([]); // AbortSignal.any
  console.log(res); // borrow
  console.error("x", res); // borrow
  setTimeout(() => { controller.abort(); }, 1); // timer
  setInterval(() => {}, 1); // timer
  queueMicrotask(() => {}); // timer
  structuredClone(1); // none
`;

const browserLines = `
  declare const url: string, cache: Cache;
  self.fetch(url); // web
  cache.match(url); // selfContained
  addEventListener("message", () => {}); // timer
  removeEventListener("message", () => {}); // borrow
  controller.signal.removeEventListener("abort", () => {}); // borrow
`;

describeLines(
  "lib.dom",
  `${fetchLines}${browserLines}
  window.fetch(url); // web
  caches.match(url); // selfContained
  cache.matchAll(url); // selfContained
  document.body.addEventListener("click", () => {}); // timer
  requestAnimationFrame(() => {}); // timer
  requestIdleCallback(() => {}); // timer
  window.setTimeout(() => {}); // timer
  window.addEventListener("load", () => {}); // timer
  document.querySelector("a"); // none
`,
  ["dom"],
);
describeLines("lib.webworker", `${fetchLines}${browserLines}`, ["webworker"]);
describeLines(
  "@cloudflare/workers-types",
  `${fetchLines}${browserLines}
  declare const env: { readonly BACKEND: Fetcher };
  env.BACKEND.fetch(url); // web
`,
  ["workers"],
);
describeLines("lib.dom and @types/node", fetchLines, ["dom", "types-node-24"]);

const nodeLines = `
  import * as http from "node:http";
  import https, { get, request as httpsRequest, Agent } from "https";
  import http2 from "node:http2";
  import stream, { Duplex, Readable, Transform, addAbortSignal, finished, isErrored, pipeline } from "node:stream";
  import { pipeline as piped, finished as finishes } from "stream/promises";
  import { arrayBuffer, blob, buffer, json, text } from "node:stream/consumers";
  import assert, { ok, strict } from "node:assert";
  import strictAssert from "node:assert/strict";
  import util from "util";
  import { once } from "events";
  declare const url: string, message: http.IncomingMessage, session: http2.ClientHttp2Session, body: any, sink: Transform;
  http.get(url); // node-http
  http.request(url, () => {}); // node-http
  get(url); // node-http
  httpsRequest(url, { agent: new Agent() }); // node-http
  https.get(url); // node-http
  new http.ClientRequest(url); // node-http
  http.createServer(() => {}); // none
  session.request({}); // node-http2
  http2.connect(url); // none
  pipeline(message, sink, () => {}); // read,transfer
  stream.pipeline(message, sink, () => {}); // read,transfer
  stream.promises.pipeline(message, sink); // read,transfer
  piped(message, sink); // read,transfer
  Readable.fromWeb(body); // wrap readable
  stream.Readable.from(body); // wrap readable
  Readable.toWeb(message); // wrap body
  addAbortSignal(AbortSignal.timeout(1), message); // wrap readable
  finished(message, () => {}); // borrow
  finishes(message); // borrow
  isErrored(message); // borrow
  stream.isReadable(message); // borrow
  Readable.isDisturbed(message); // borrow
  Duplex.from(body); // none
  arrayBuffer(message); // read
  blob(message); // read
  buffer(message); // read
  json(message); // read
  text(message); // read
  assert(message); // borrow
  assert.equal(message.statusCode, 200); // borrow
  ok(message); // borrow
  strict(message); // borrow
  strict.equal(message, 1); // borrow
  assert.strict(message); // borrow
  strictAssert(message); // borrow
  strictAssert.deepEqual(message, 1); // borrow
  util.inspect(message); // borrow
  once(message, "end"); // events.once
  util.format("%s", message); // borrow
  process.exit(1); // exit
  process.abort(); // exit
  process.nextTick(() => {}); // timer
  setImmediate(() => {}); // timer
  process.cwd(); // none
`;

describe.each(["types-node-20", "types-node-22", "types-node-24"] as const)("%s", (version) => {
  describeLines("alone", `${fetchLines}${nodeLines}`, [version]);
});

describe.each(["undici6", "undici7", "undici8"])("%s", (name) => {
  describeLines(
    "its functions",
    `
    import undici, { Agent, BalancedPool, Client, Dispatcher, EnvHttpProxyAgent, MockAgent, Pool, ProxyAgent, RetryAgent, fetch, getGlobalDispatcher, interceptors, pipeline, request, stream, Response } from "${name}";
    import { PassThrough } from "node:stream";
    declare const url: string, options: Dispatcher.RequestOptions, client: Client, pool: Pool, balanced: BalancedPool, agent: Agent, dispatcher: Dispatcher, retry: RetryAgent, proxy: ProxyAgent, env: EnvHttpProxyAgent, mock: MockAgent;
    fetch(url); // web
    undici.fetch(url); // web
    request(url); // undici-request
    undici.request(url); // undici-request
    client.request(options); // undici-request
    pool.request(options, () => {}); // undici-request
    balanced.request(options); // undici-request
    agent.request(options); // undici-request
    dispatcher.request(options); // undici-request
    retry.request(options); // undici-request
    proxy.request(options); // undici-request
    env.request(options); // undici-request
    mock.request(options); // undici-request
    getGlobalDispatcher().request(options); // undici-request
    pipeline(url, { method: "GET" }, ({ body }) => body); // undici-pipeline
    undici.pipeline(url, { method: "GET" }, ({ body }) => body); // undici-pipeline
    client.pipeline(options, ({ body }) => body); // undici-pipeline
    stream(url, { method: "GET" }, () => new PassThrough()); // selfContained
    client.stream(options, () => new PassThrough()); // selfContained
    new Response("x"); // wrap response
    Response.json({}); // borrow
    client.close(); // none
    client.destroy(); // none
    client.dispatch(options, {}); // none
    client.upgrade({ path: "/" }); // none
    client.connect({ path: "/" }); // none
    interceptors.dump(); // caretaker
    interceptors.responseError(); // caretaker
    interceptors.retry(); // none
  `,
    ["types-node-22"],
  );
});

describeLines(
  "node-fetch 3",
  `
  import fetch, { Headers, Request, Response } from "node-fetch";
  import * as named from "node-fetch";
  declare const url: string;
  fetch(url); // node-fetch-3
  named.default(url); // node-fetch-3
  new Request(url); // Request
  new Response("x"); // wrap response
  new Headers(); // borrow
  Response.error(); // borrow
  Response.redirect(url); // borrow
  Response.json({}); // borrow
  named.isRedirect(302); // none
`,
  ["types-node-22"],
);

describeLines(
  "node-fetch 2",
  `
  import fetch, { Headers, Request, Response } from "node-fetch2";
  declare const url: string;
  fetch(url); // node-fetch-2
  new Request(url); // Request
  new Response("x"); // wrap response
  new Headers(); // borrow
  Response.error(); // borrow
  Response.redirect(url, 302); // borrow
`,
  ["types-node-22"],
);

describe.each(["cross-fetch3", "cross-fetch"])("%s", (name) => {
  describeLines(
    "as installed",
    `
    import fetch, { fetch as named, Response } from "cross-fetch";
    import isomorphic from "isomorphic-fetch";
    declare const url: string;
    fetch(url); // cross-fetch
    named(url); // cross-fetch
    isomorphic(url); // cross-fetch
    new Response("x"); // wrap response
  `,
    ["dom", "types-node-22"],
    "main.ts",
    [`${name}/index.d.ts`, "@types/isomorphic-fetch/index.d.ts"],
  );
});

describe.each(["got11", "got12", "got13", "got14"])("%s", (name) => {
  describeLines(
    "its functions",
    `
    import got from "${name}";
    declare const url: string;
    const client = got.extend({});
    got.stream(url); // got-stream
    got.stream.get(url); // got-stream
    got.stream.post(url); // got-stream
    client.stream(url); // got-stream
    got(url); // got-stream
    got.get(url); // got-stream
    got.post(url, {}); // got-stream
    client.put(url); // got-stream
    got.paginate(url); // selfContained
    got.extend({}); // none
  `,
    ["types-node-22"],
  );
});

describeLines(
  "needle",
  `
  import needle, { get } from "needle";
  declare const url: string;
  needle.get(url); // needle-stream
  needle.get(url, () => {}); // needle-stream
  get(url); // needle-stream
  needle.post(url, "x"); // needle-stream
  needle.put(url, "x"); // needle-stream
  needle.patch(url, "x"); // needle-stream
  needle.delete(url, "x"); // needle-stream
  needle.request("get", url, {}); // needle-stream
  needle.head(url); // selfContained
  needle("get", url); // selfContained
  needle.defaults({}); // none
`,
  ["types-node-22"],
  "main.ts",
  ["@types/needle/index.d.ts"],
);

describe.each(["axios", "axios0"])("%s", (name) => {
  describeLines(
    "its functions",
    `
    import axios, { Axios } from "${name}";
    declare const url: string;
    const client = axios.create({});
    axios(url, {}); // axios-stream
    axios({ url }); // axios-stream
    axios.request({ url }); // axios-stream
    axios.get(url); // axios-stream
    axios.delete(url); // axios-stream
    axios.head(url); // axios-stream
    axios.options(url); // axios-stream
    axios.post(url, {}); // axios-stream
    axios.put(url, {}); // axios-stream
    axios.patch(url, {}); // axios-stream
    axios.postForm(url, {}); // axios-stream
    axios.putForm(url, {}); // axios-stream
    axios.patchForm(url, {}); // axios-stream
    client.get(url); // axios-stream
    client({ url }); // axios-stream
    new Axios({}).get(url); // axios-stream
    axios.isAxiosError(url); // recognises
    axios.isCancel(url); // recognises
    axios.create(); // none
    axios.getUri({ url }); // none
  `,
    ["types-node-22"],
  );
});

describeLines(
  "axios 1: functions of their own",
  `
  import { isAxiosError, isCancel } from "axios";
  isAxiosError(1); // recognises
  isCancel(1); // recognises
`,
  ["types-node-22"],
);

describeLines(
  "axios in CommonJS",
  `
  import axios = require("axios");
  declare const url: string;
  axios.get(url); // axios-stream
  axios.create().query(url, {}); // axios-stream
  axios.isAxiosError(url); // recognises
  axios.isCancel(url); // recognises
`,
  ["types-node-22"],
  "main.cts",
  ["axios/index.d.cts"],
);

describeLines(
  "superagent",
  `
  import superagent from "superagent";
  declare const url: string;
  superagent.get(url); // selfContained
  superagent.post(url); // selfContained
  superagent("GET", url); // selfContained
`,
  ["dom", "types-node-22"],
);

describeLines(
  "the language",
  `
  declare const list: Response[], readonlyList: readonly Response[], promise: Promise<Response>, value: unknown;
  new Promise(() => {}); // Promise
  Promise.all([promise]); // Promise.all
  Promise.allSettled([promise]); // Promise.allSettled
  Promise.race([promise]); // Promise.race
  Promise.any([promise]); // Promise.any
  Promise.resolve(value); // Promise.resolve
  Promise.reject(value); // Promise.reject
  Promise.withResolvers(); // Promise.withResolvers
  promise.then(() => {}); // Promise.prototype.then
  promise.catch(() => {}); // Promise.prototype.catch
  promise.finally(() => {}); // Promise.prototype.finally
  list.map(() => 1); // Array.prototype.map
  list.flatMap(() => 1); // Array.prototype.flatMap
  list.forEach(() => {}); // Array.prototype.forEach
  list.filter(() => true); // Array.prototype.filter
  list.find(() => true); // Array.prototype.find
  list.some(() => true); // Array.prototype.some
  list.every(() => true); // Array.prototype.every
  list.reduce((a) => a); // Array.prototype.reduce
  readonlyList.map(() => 2); // Array.prototype.map
  Array.from(list); // Array.from
  Array.of(1); // Array.of
  Array.isArray(list); // Array.isArray
  Object.freeze(list); // Object.freeze
  Number("1"); // Number
  Boolean(list); // Boolean
  String(list); // borrow
  JSON.stringify(list); // borrow
  Object.keys(list); // borrow
  Object.hasOwn(list, "x"); // borrow
  Object.is(list, value); // borrow
  Object.values(list); // none
  list.push(list[0]!); // none
  new Set(list); // Set
  new Map(); // Map
  new WeakMap(); // Map
`,
  ["dom"],
);

describeLines(
  "assertion libraries",
  `
  import { expect } from "vitest";
  import * as chai from "@types/chai";
  declare const res: Response;
  expect(res); // borrow
  chai.expect(res); // borrow
  chai.assert(res); // borrow
  chai.assert.isOk(res); // borrow
`,
  ["dom"],
);

describe("the order of who owes", () => {
  const text = `
    declare const url: string, cond: boolean;
    declare const injected: { get: (url: string) => Promise<Response>; fetch: typeof fetch; any: any };
    async function helper(input: string) { return fetch(input); }
    const typedHelper: typeof fetch = async () => new Response("x");
    class Api { get(path: string) { return fetch(path); } readonly inner = async (path: string) => fetch(path); }
    let replaceable = async (input: string) => fetch(input);
    const made = { send: (input: string) => fetch(input) };
    function outer(fetchImpl: (input: string) => Promise<Response> = helper) { fetchImpl(url); }
    helper(url);
    typedHelper(url);
    new Api().get(url);
    new Api().inner(url);
    replaceable(url);
    made.send(url);
    injected.get(url);
    injected.fetch(url);
    injected.any(url);
    (injected.any ?? fetch)(url);
    (injected.any ? JSON.stringify : fetch)(url);
    (cond ? helper : injected.get)(url);
    (cond ? helper : typedHelper)(url);
    function shadowed(fetch: (n: number) => number) { return fetch(1); }
    function inner() { const fetch = (u: string) => u.length; return fetch("shadow"); }
  `;
  const file = virtualProgram({ "order.ts": text })("order.ts");

  it.each([
    ["helper(url)", "body in program", "none"],
    ["typedHelper(url)", "body in program", "none"],
    ["new Api().get(url)", "body in program", "none"],
    ["new Api().inner(url)", "body in program", "none"],
    ["replaceable(url)", "body in program", "none"],
    ["made.send(url)", "body in program", "none"],
    ["injected.get(url)", "contract", "web"],
    ["injected.fetch(url)", "table", "web"],
    ["injected.any(url)", "nothing", "none"],
    ["(injected.any ?? fetch)(url)", "table", "web"],
    ["(injected.any ? JSON.stringify : fetch)(url)", "table", "web"],
    ["(cond ? helper : injected.get)(url)", "contract", "web"],
    ["(cond ? helper : typedHelper)(url)", "body in program", "none"],
    ["fetchImpl(url)", "contract", "web"],
    ["fetch(1)", "nothing", "none"],
    ['fetch("shadow")', "body in program", "none"],
  ])("%s: %s", (call, decidedBy, expected) => {
    const classification = classify(callIn(file, call), file);
    expect(classification.decidedBy).toBe(decidedBy);
    expect(summary(classification.model)).toBe(expected);
  });

  it("is decided once for a program", () => {
    const call = callIn(file, "helper(url)");
    expect(classify(call, file)).toBe(classify(call, file));
  });

  it("lets strict believe the type alone, but not against a body", () => {
    const strictly = virtualProgram({
      "strict.ts": `declare const next: () => Promise<Response>, sync: () => Response; const own = async () => fetch("u"); next(); sync(); own();`,
    })("strict.ts");
    expect(acquisitionByType(callIn(strictly, "next()"), strictly)?.resource).toBe("web");
    expect(acquisitionByType(callIn(strictly, "sync()"), strictly)).toBeUndefined();
    expect(acquisitionByType(callIn(strictly, "own()"), strictly)).toBeUndefined();
  });

  it("knows a function that is passed on without being called", () => {
    const passed = virtualProgram({
      "passed.ts": `f(console.log, (any ?? JSON.stringify), own); declare const f: any, any: any; function own() {}`,
    })("passed.ts");
    const models = argumentsOf(callIn(passed, "f("), passed);
    if (models === "unknown") throw new Error("no arguments");
    expect(models.map((expression) => summary(modelOfFunction(expression, passed)))).toEqual([
      "borrow",
      "borrow",
      "none",
    ]);
  });

  it("tells what is response-typed without owing", () => {
    expect(isResponseTyped(callIn(file, "helper(url)"), file)).toBe(true);
    expect(isResponseTyped(callIn(file, "fetch(1)"), file)).toBe(false);
    expect(isResponseTyped(callIn(file, "injected.any(url)"), file)).toBe(false);
  });
});
