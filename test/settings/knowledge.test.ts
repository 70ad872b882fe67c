/** Functions that the user has named: found by where they are declared, whatever they are called by, and never by their name alone. */
import path from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import type { Verdict } from "../../eslint-plugin/src/findings/types.js";
import { type DeclaredFunction, type Deed, Knowledge } from "../../eslint-plugin/src/model/knowledge.js";
import { virtualProgram } from "../typed/virtual.js";

const root = path.resolve(import.meta.dirname, "../virtual");

const program = virtualProgram({
  "ambient.d.ts": `
    declare module "untyped-client" {
      export function load(url: string): Promise<Response>;
      export function finish(res: Response): void;
    }
    interface Response { peek(): string }`,
  "http.ts": `
    export function peek(res: Response): number { return res.status; }
    export async function finish(res: Response): Promise<void> { hidden.push(res.status); }
    export async function load(url: string): Promise<Response> { return new Response(url); }
    export function now(url: string): Response { return new Response(url); }
    export const arrow = async (res: Response) => { hidden.push(res.status); };
    export default async function (url: string): Promise<Response> { return new Response(url); }
    export class Api {
      send(url: string): Promise<Response> { return Promise.resolve(new Response(url)); }
      static finish(res: Response): void { hidden.push(res.status); }
      #secret(url: string): Promise<Response> { return this.send(url); }
      async use(): Promise<void> { const res = await this.#secret("/"); console.log(res.status); }
    }
    export interface Client { get(url: string): Promise<Response>; finish(res: Response): void }
    export type Loader = (key: { id: string }) => Promise<Response>;
    export class Sink { constructor(res: Response) { hidden.push(res.status); } }
    export const nested = { finish(res: Response) { hidden.push(res.status); } };
    const hidden: number[] = [];`,
  "other.ts": `
    export function finish(res: Response): number { return res.status; }
    export function load(url: string): Response { return new Response(url); }`,
  "barrel.ts": `export { finish as done, load, Api, type Client } from "./http.js"; export { default as loadDefault } from "./http.js";`,
  "use.ts": `
    import { request } from "undici";
    import type { IncomingMessage } from "node:http";
    import { type Loader, Sink, arrow, finish, nested, now, peek } from "./http.js";
    import * as http from "./http.js";
    import { Api, type Client, done, load, loadDefault } from "./barrel.js";
    import * as other from "./other.js";
    import { finish as finishAmbient, load as loadAmbient } from "untyped-client";
    declare const client: Client, typed: Loader, legacy: { get(url: string): any };
    declare const answer: { get(url: string): Promise<IncomingMessage>; body(url: string): Promise<ReadableStream> };
    declare function handle(res: Response): void;
    declare function local(res: Response): void;

    export async function consumes(u: string) { const res = await fetch(u); await finish(res); }
    export async function consumesRenamed(u: string) { const res = await fetch(u); await done(res); }
    export async function consumesThroughNamespace(u: string) { const res = await fetch(u); await http.finish(res); }
    export async function consumesPromise(u: string) { await finish(await fetch(u)); }
    export async function consumesInThen(u: string) { await fetch(u).then(finish); }
    export async function consumesByArrow(u: string) { await arrow(await fetch(u)); }
    export async function consumesByStatic(u: string) { Api.finish(await fetch(u)); }
    export async function consumesByInterface(u: string) { client.finish(await fetch(u)); }
    export async function consumesByConstructor(u: string) { new Sink(await fetch(u)); }
    export async function consumesInObject(u: string) { nested.finish(await fetch(u)); }
    export async function consumesAmbient(u: string) { finishAmbient(await fetch(u)); }
    export async function namesake(u: string) { other.finish(await fetch(u)); }
    export async function shadowed(u: string) { const finish = (res: Response) => res.status; finish(await fetch(u)); }
    export async function onOnePath(u: string) { const res = await fetch(u); if (res.ok) await finish(res); }

    export async function borrows(u: string) { const res = await fetch(u); handle(res); }
    export async function borrowsAndReads(u: string) { const res = await fetch(u); handle(res); return res.text(); }
    export async function borrowsInThen(u: string) { await fetch(u).then(handle); }
    export async function borrowsAsReceiver(u: string) { const res = await fetch(u); res.peek(); }
    export async function unnamed(u: string) { const res = await fetch(u); local(res); }
    export async function hasBody(u: string) { const res = await fetch(u); peek(res); }

    export async function acquires(u: string) { const res = await load(u); console.log(res.status); }
    export async function acquiresAndReads(u: string) { const res = await load(u); return res.json(); }
    export async function acquiresHead(u: string) { const f: any = load; const res = await load(u); return res.status === 204 ? null : res.json(); }
    export async function acquiresDefault(u: string) { const res = await loadDefault(u); console.log(res.status); }
    export function acquiresNow(u: string) { const res = now(u); console.log(res.status); }
    export async function acquiresByMethod(u: string) { const res = await new Api().send(u); console.log(res.status); }
    export async function acquiresByInterface(u: string) { const res = await client.get(u); console.log(res.status); }
    export async function acquiresByAlias(u: string) { const res = await typed({ id: u }); console.log(res.ok); return res.ok; }
    export async function acquiresAmbient(u: string) { const res = await loadAmbient(u); console.log(res.status); }
    export function acquiresNamesake(u: string) { const res = other.load(u); console.log(res.status); }
    export async function acquiresMessage(u: string) { const res = await answer.get(u); console.log(res.statusCode); }
    export async function acquiresMessageAndReads(u: string) { const res = await answer.get(u); res.resume(); }
    export async function acquiresBody(u: string) { const body = await answer.body(u); console.log(body.locked); }
    export async function acquiresBodyAndReads(u: string) { const body = await answer.body(u); await body.cancel(); }
    export async function acquiresAny(u: string) { const res = await legacy.get(u); console.log(res.status); }

    export async function ofPackage(u: string) { const res = await request(u); console.log(res.statusCode); }`,
});

const http = path.join(root, "http.ts");
const use = path.join(root, "use.ts");

function verdictIn(fn: string, said: Partial<Record<Deed, readonly DeclaredFunction[]>>): Verdict["kind"] | "none" {
  const knowledge = new Knowledge({ acquire: [], consume: [], borrow: [], ...said });
  const { obligations, failures } = analyze(program("use.ts"), { knowledge });
  expect(failures).toEqual([]);
  const found = obligations.filter(({ function: node }) => "name" in node && node.name.getText() === fn);
  return found[0]?.verdict.kind ?? "none";
}

const consume = (specifier: DeclaredFunction) => ({ consume: [specifier] });
const borrow = (specifier: DeclaredFunction) => ({ borrow: [specifier] });
const acquire = (specifier: DeclaredFunction) => ({ acquire: [specifier] });
const nobody = {};

describe("a function that consumes", () => {
  const finish = consume({ from: "file", path: http, name: "finish" });
  it.each([
    ["consumes", nobody, "leaks"],
    ["consumes", finish, "discharged"],
    ["consumes", consume({ from: "file", name: "finish" }), "discharged"],
    ["consumes", consume({ from: "file", path: use, name: "finish" }), "leaks"],
    ["consumes", consume({ from: "lib", name: "finish" }), "leaks"],
    ["consumes", consume({ from: "package", package: "undici", name: "finish" }), "leaks"],
    ["consumes", consume({ from: "package", package: "enhance-your-calm", name: "finish" }), "discharged"],
    ["consumesRenamed", finish, "discharged"],
    ["consumesThroughNamespace", finish, "discharged"],
    ["consumesPromise", finish, "discharged"],
    ["consumesInThen", nobody, "leaks"],
    ["consumesInThen", finish, "discharged"],
    ["consumesByArrow", nobody, "leaks"],
    ["consumesByArrow", consume({ from: "file", path: http, name: "arrow" }), "discharged"],
    ["consumesByStatic", consume({ from: "file", path: http, name: "Api.finish" }), "discharged"],
    ["consumesByStatic", finish, "leaks"],
    ["consumesByInterface", nobody, "transferred"],
    ["consumesByInterface", consume({ from: "file", path: http, name: "Client.finish" }), "discharged"],
    ["consumesByConstructor", nobody, "leaks"],
    ["consumesByConstructor", consume({ from: "file", path: http, name: "Sink" }), "discharged"],
    ["consumesInObject", consume({ from: "file", path: http, name: "nested.finish" }), "discharged"],
    ["consumesAmbient", consume({ from: "package", package: "untyped-client", name: "finish" }), "discharged"],
    ["consumesAmbient", finish, "transferred"],
    ["namesake", finish, "leaks"],
    ["shadowed", finish, "leaks"],
    ["shadowed", consume({ from: "file", name: "finish" }), "leaks"],
    ["shadowed", consume({ from: "file", name: "shadowed.finish" }), "discharged"],
    ["onOnePath", finish, "leaks"],
  ] as const)("%s, told %j: %s", (fn, said, verdict) => {
    expect(verdictIn(fn, said)).toBe(verdict);
  });
});

describe("a function that borrows", () => {
  const handle = borrow({ from: "file", path: use, name: "handle" });
  it.each([
    ["borrows", nobody, "transferred"],
    ["borrows", handle, "leaks"],
    ["borrowsAndReads", handle, "discharged"],
    ["borrowsInThen", nobody, "transferred"],
    ["borrowsInThen", handle, "leaks"],
    ["borrowsAsReceiver", nobody, "transferred"],
    ["borrowsAsReceiver", borrow({ from: "file", name: "Response.peek" }), "leaks"],
    ["borrowsAsReceiver", consume({ from: "file", name: "Response.peek" }), "discharged"],
    ["unnamed", handle, "transferred"],
    ["consumes", borrow({ from: "file", path: http, name: "finish" }), "leaks"],
    ["hasBody", consume({ from: "file", path: http, name: "peek" }), "discharged"],
  ] as const)("%s, told %j: %s", (fn, said, verdict) => {
    expect(verdictIn(fn, said)).toBe(verdict);
  });
});

describe("a function that acquires", () => {
  const load = acquire({ from: "file", path: http, name: "load" });
  it.each([
    ["acquires", nobody, "none"],
    ["acquires", load, "leaks"],
    ["acquiresAndReads", load, "discharged"],
    ["acquiresHead", load, "discharged"],
    ["acquiresDefault", acquire({ from: "file", path: http, name: "default" }), "leaks"],
    ["acquiresNow", acquire({ from: "file", path: http, name: "now" }), "leaks"],
    ["acquiresByMethod", acquire({ from: "file", path: http, name: "Api.send" }), "leaks"],
    ["acquiresByMethod", acquire({ from: "file", path: http, name: "send" }), "none"],
    ["acquiresByInterface", nobody, "leaks"],
    ["acquiresByInterface", acquire({ from: "file", path: http, name: "Client.get" }), "leaks"],
    ["acquiresByAlias", nobody, "none"],
    ["acquiresAmbient", acquire({ from: "package", package: "untyped-client", name: "load" }), "leaks"],
    ["acquiresNamesake", load, "none"],
    ["acquiresMessage", nobody, "none"],
    ["acquiresMessage", acquire({ from: "file", name: "answer.get" }), "leaks"],
    ["acquiresMessageAndReads", acquire({ from: "file", name: "answer.get" }), "discharged"],
    ["acquiresBody", acquire({ from: "file", name: "answer.body" }), "leaks"],
    ["acquiresBodyAndReads", acquire({ from: "file", name: "answer.body" }), "discharged"],
    ["acquiresAny", acquire({ from: "file", name: "legacy.get" }), "leaks"],
  ] as const)("%s, told %j: %s", (fn, said, verdict) => {
    expect(verdictIn(fn, said)).toBe(verdict);
  });
});

describe("the tables", () => {
  it("are extended", () => {
    expect(verdictIn("ofPackage", acquire({ from: "file", name: "load" }))).toBe("leaks");
  });

  it("yield where the user speaks of the same function", () => {
    expect(verdictIn("ofPackage", borrow({ from: "package", package: "undici", name: "request" }))).toBe("none");
    expect(
      verdictIn("acquires", {
        ...acquire({ from: "file", name: "load" }),
        ...borrow({ from: "lib", name: "Console.log" }),
      }),
    ).toBe("leaks");
  });
});

it("keeps answers apart by what it was told", () => {
  const knowledge = new Knowledge({ acquire: [{ from: "file", path: http, name: "load" }], consume: [], borrow: [] });
  const told = analyze(program("use.ts"), { knowledge });
  expect(analyze(program("use.ts"), { knowledge })).toBe(told);
  expect(analyze(program("use.ts"))).not.toBe(told);
  expect(analyze(program("use.ts"), { knowledge, strict: true })).not.toBe(told);
});
