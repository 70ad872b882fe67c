/** Which declarations a call may reach, whatever way its name has come. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { argumentsOf } from "../../eslint-plugin/src/typed/callee.js";
import { calleeOrigins } from "../../eslint-plugin/src/typed/origin.js";
import { isTypedFile, ownSource } from "../../eslint-plugin/src/typed/program-source.js";
import type { TypedFile } from "../../eslint-plugin/src/typed/types.js";
import { callIn, virtualProgram } from "./virtual.js";

/** `lib:fetch`, `undici:Dispatcher.request`, `@types/node[http]:get`; those of the test's own files are left out. */
function origins(file: TypedFile, call: string): readonly string[] {
  return calleeOrigins(callIn(file, call), file)
    .filter((origin) => origin.package !== "")
    .map(
      ({ package: name, module, path: names }) => `${name}${module === null ? "" : `[${module}]`}:${names.join(".")}`,
    );
}

const program = virtualProgram({
  "names.ts": `
    import { request } from "undici7";
    import { request as renamed, Client as Connection } from "undici7";
    import * as undici from "undici7";
    import whole from "undici7";
    import { viaBarrel, everything, again, loose } from "./barrel";
    import http, { get } from "node:http";
    declare const url: string, cond: boolean, any: any;
    request(url);
    renamed(url);
    undici.request(url);
    whole.request(url);
    viaBarrel(url);
    everything.request(url);
    again(url);
    loose(url);
    http.get(url);
    get(url);
    new Connection(url);
    new Connection(url).request({ path: "/", method: "GET" });
    const bound = new Connection(url);
    const viaBind = bound.request.bind(bound);
    viaBind({ path: "/bind", method: "GET" });
    bound["request"]({ path: "/element", method: "GET" });
    bound?.request({ path: "/optional", method: "GET" });
  `,
  "barrel.ts": `
    export { request as viaBarrel } from "./inner";
    export * as everything from "undici7";
    import { request } from "undici7";
    export const again = request;
    export const loose: any = request;
  `,
  "inner.ts": `export * from "undici7";`,
  "globals.ts": `
    export {};
    declare const url: string, cond: boolean, any: any;
    fetch(url);
    globalThis.fetch(url);
    window.fetch(url);
    self.fetch(url);
    globalThis["fetch"](url);
    fetch?.(url, { method: "optional" });
    (fetch)(url);
    (fetch as any)(url);
    fetch!(url);
    (fetch satisfies unknown)(url);
    (0, fetch)(url);
    (any.fetch ?? fetch)(url);
    (any.fetch || fetch)(url);
    (cond ? any : fetch)(url);
    (cond && fetch)(url);
    let assigned: typeof fetch;
    (assigned = fetch)(url);
    const alias = fetch, second = alias, chosen = any.fetch ?? globalThis.fetch;
    alias(url);
    second(url);
    chosen(url);
    fetch.call(null, url);
    fetch.apply(null, [url]);
    fetch.bind(null)(url);
    const boundAway = fetch.bind(null, url);
    boundAway();
    function defaults(fetchImpl = fetch, untyped: any = fetch, { fetch: inner = globalThis.fetch, other = fetch }: { fetch?: any, other?: any } = {}) {
      fetchImpl(url);
      untyped(url);
      inner(url);
      other(url);
    }
    const { fetch: destructured } = globalThis;
    destructured(url);
    interface Options { readonly fetch: typeof fetch; readonly maybe?: typeof fetch; readonly list: (typeof fetch)[] }
    class Api {
      readonly #private: typeof fetch;
      private readonly copied = fetch;
      constructor(readonly options: Options, private readonly injected: typeof fetch) { this.#private = options.fetch; }
      run() {
        this.options.fetch(url);
        this.options.maybe?.(url);
        this.options.list[0]!(url);
        this.#private(url);
        this.copied(url);
        this.injected(url);
      }
    }
    const object = { fetch, call: fetch, method() { return fetch(url); } };
    object.fetch(url);
    object.call(url);
    function self1() { const f: typeof fetch = cond ? f : fetch; f(url); }
    new Promise((resolve) => { resolve(url); });
  `,
  "nothing.ts": `
    declare const url: string, any: any;
    function shadowedByParameter(fetch: (n: number) => number) { fetch(1); }
    function shadowedByConst() { const fetch = (n: number) => n; fetch(2); }
    namespace N { export function fetch(n: number) { return n; } fetch(3); }
    any.fetch(url);
    any(url);
    import("undici7");
    missing(url);
    class Base {} class Derived extends Base { constructor() { super(); } }
    const phone = { call(n: string) { return n; }, apply(n: string) { return n; } };
    phone.call("me");
    phone.apply("me");
    function fetch2() { return fetch; }
    String.raw\`x\`;
  `,
  "script.js": `
    const { request, Client } = require("undici7");
    const http = require("http");
    const undici = require("undici7");
    const get = require("https").get;
    var old = require("undici7").stream;
    const helper = require("./helper");
    request("u");
    new Client("u").request({ path: "/", method: "GET" });
    http.get("u");
    undici.request("u");
    get("u");
    old("u");
    helper.doFetch("u");
    helper.own("u");
    fetch("u");
    helper("u");
  `,
  "helper.js": `
    exports.doFetch = fetch;
    module.exports.own = function own(u) { return fetch(u); };
  `,
});

describe("undici and Node by name", () => {
  const file = program("names.ts");
  it.each([
    ["request(url)", "undici:request"],
    ["renamed(url)", "undici:request"],
    ["undici.request(url)", "undici:request"],
    ["whole.request(url)", "undici:Undici.request"],
    ["viaBarrel(url)", "undici:request"],
    ["everything.request(url)", "undici:request"],
    ["again(url)", "undici:request"],
    ["loose(url)", "undici:request"],
    ["http.get(url)", "@types/node[http]:get"],
    ["get(url)", "@types/node[http]:get"],
    ["new Connection(url)", "undici:Client"],
    ["new Connection(url).request({", "undici:Dispatcher.request"],
    ["viaBind({", "undici:Dispatcher.request"],
    ['bound["request"]({', "undici:Dispatcher.request"],
    ["bound?.request({", "undici:Dispatcher.request"],
  ])("%s", (call, expected) => {
    expect(origins(file, call)).toContain(expected);
  });
});

describe("fetch in every disguise", () => {
  const file = program("globals.ts");
  it.each([
    "fetch(url)",
    "globalThis.fetch(url)",
    "window.fetch(url)",
    "self.fetch(url)",
    'globalThis["fetch"](url)',
    "fetch?.(url, ",
    "(fetch)(url)",
    "(fetch as any)(url)",
    "fetch!(url)",
    "(fetch satisfies unknown)(url)",
    "(0, fetch)(url)",
    "(any.fetch ?? fetch)(url)",
    "(any.fetch || fetch)(url)",
    "(cond ? any : fetch)(url)",
    "(cond && fetch)(url)",
    "(assigned = fetch)(url)",
    "alias(url)",
    "second(url)",
    "chosen(url)",
    "fetch.call(null, url)",
    "fetch.apply(null, [url])",
    "fetch.bind(null)(url)",
    "fetchImpl(url)",
    "untyped(url)",
    "inner(url)",
    "other(url)",
    "destructured(url)",
    "this.options.fetch(url)",
    "this.options.maybe?.(url)",
    "this.options.list[0]!(url)",
    "this.#private(url)",
    "this.copied(url)",
    "this.injected(url)",
    "object.fetch(url)",
    "object.call(url)",
    "f(url)",
  ])("%s", (call) => {
    expect(origins(file, call)).toContain("lib:fetch");
  });

  it("does not follow arguments that a const has bound: they would shift those of the call", () => {
    expect(origins(file, "boundAway()")).not.toContain("lib:fetch");
  });

  it("does not take a callback's parameter for the function that calls it", () => {
    expect(origins(file, "resolve(url)")).not.toContain("lib:PromiseConstructor");
  });
});

describe("nothing that anybody knows", () => {
  const file = program("nothing.ts");
  it.each([
    "fetch(1)",
    "fetch(2)",
    "fetch(3)",
    "any.fetch(url)",
    "any(url)",
    'import("undici7")',
    "missing(url)",
    "super()",
    'phone.call("me")',
    'phone.apply("me")',
  ])("%s", (call) => {
    expect(origins(file, call)).toEqual([]);
  });

  it("knows a tag as a callee", () => {
    expect(origins(file, "String.raw`x`")).toEqual(["lib:StringConstructor.raw"]);
  });
});

describe("JavaScript with require", () => {
  const file = program("script.js");
  it.each([
    ['request("u")', "undici:request"],
    ['new Client("u").request({', "undici:Dispatcher.request"],
    ['http.get("u")', "@types/node[http]:get"],
    ['undici.request("u")', "undici:request"],
    ['get("u")', "@types/node[https]:get"],
    ['old("u")', "undici:stream"],
    ['helper.doFetch("u")', "lib:fetch"],
    ['fetch("u")', "lib:fetch"],
  ])("%s", (call, expected) => {
    expect(origins(file, call)).toContain(expected);
  });

  it("does not look through an exported function of one's own", () => {
    expect(origins(file, 'helper.own("u")')).toEqual([]);
  });

  it("knows nothing of a module that is called", () => {
    expect(origins(file, 'helper("u")')).toEqual([]);
  });
});

describe("effective arguments", () => {
  const file = program("globals.ts");
  const argumentsIn = (call: string): string | readonly string[] => {
    const found = argumentsOf(callIn(file, call), file);
    return found === "unknown" ? found : found.map((argument) => argument.getText(file.sourceFile));
  };

  it.each([
    ["fetch(url)", ["url"]],
    ["fetch.call(null, url)", ["url"]],
    ["fetch.apply(null, [url])", ["url"]],
    ["fetch.bind(null)(url)", ["url"]],
    ["fetch.bind(null, url)", ["null", "url"]],
    ["object.call(url)", ["url"]],
  ])("of %s", (call, expected) => {
    expect(argumentsIn(call)).toEqual(expected);
  });

  it("are unknown where an array that is not written out holds them", () => {
    const other = virtualProgram({
      "apply.ts":
        "declare const args: [string]; fetch.apply(null, args); fetch.bind(null, args[0])(); fetch`x`; fetch(...args);",
    })("apply.ts");
    expect(argumentsOf(callIn(other, "fetch.apply"), other)).toBe("unknown");
    expect(argumentsOf(callIn(other, "fetch`x`"), other)).toBe("unknown");
    expect(argumentsOf(callIn(other, "fetch.bind(null, args[0])()"), other)).toHaveLength(1);
    expect(argumentsOf(callIn(other, "fetch(...args)"), other)).toHaveLength(1);
  });
});

describe("the package of a declaration", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "calm-packages-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (file: string, text: string): void => {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  };

  it("is what its manifest says, through symbolic links, aliases and nested manifests", () => {
    const store = "node_modules/.pnpm/undici@7.1.0/node_modules/undici";
    write(`${store}/package.json`, `{ "name": "undici", "version": "7.1.0", "types": "types/index.d.ts" }`);
    write(`${store}/types/package.json`, `{ "type": "commonjs" }`);
    write(`${store}/types/index.d.ts`, "export declare function request(url: string): Promise<string>;");
    symlinkSync(path.join(folder, store), path.join(folder, "node_modules/undici"));
    symlinkSync(path.join(folder, store), path.join(folder, "node_modules/client-alias"));
    write("node_modules/@scope/other/package.json", `{ "name": "@scope/other", "types": "index.d.ts" }`);
    write("node_modules/@scope/other/index.d.ts", "export declare function request(url: string): Promise<string>;");
    write("node_modules/unnamed/index.d.ts", "export declare function request(url: string): Promise<string>;");
    const text = `
      import { request } from "undici"; import { request as aliased } from "client-alias";
      import { request as scoped } from "@scope/other"; import { request as unnamed } from "unnamed";
      request("u"); aliased("u"); scoped("u"); unnamed("u");
    `;
    const file = ownSource().fileFor({ path: path.join(folder, "main.ts"), text });
    if (!isTypedFile(file)) throw new Error(file.reason);
    expect(origins(file, 'request("u")')).toEqual(["undici:request"]);
    expect(origins(file, 'aliased("u")')).toEqual(["undici:request"]);
    expect(origins(file, 'scoped("u")')).toEqual(["@scope/other:request"]);
    expect(origins(file, 'unnamed("u")')).toEqual(["unnamed:request"]);
  });
});
