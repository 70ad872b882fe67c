/** The fetch contract, clause by clause, and bodies in the program. */
import { describe, expect, it } from "vitest";
import { contractFlaw, hasBodyInProgram } from "../../eslint-plugin/src/typed/contract.js";
import { isResponseTyped } from "../../eslint-plugin/src/typed/response-shape.js";
import { callIn, virtualProgram } from "./virtual.js";

const program = virtualProgram({
  "contract.ts": `
    import type { Response as UndiciResponse, RequestInfo as UndiciInfo } from "undici7";
    import type NodeFetch from "node-fetch";
    import { declared, Declared } from "./declared";
    type Init = RequestInit;
    interface Shape { readonly status: number; readonly bodyUsed: boolean; readonly body: unknown; arrayBuffer(): Promise<ArrayBuffer> }
    class Wrapped extends Response { readonly more = 1; }
    type FetchLike = (input: string | URL | Request, init?: Init) => Promise<Response>;
    interface Callable { (input: URL): Promise<Response>; readonly extra: number }
    interface Overloaded { (n: number): number; (input: string): Promise<Response> }
    declare const url: string, thunkResult: any;
    declare const yes: {
      string: (input: string) => Promise<Response>;
      url: (input: URL) => Promise<Response>;
      info(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
      second: (method: number, path: string) => Promise<Response>;
      nullable: (input: string) => Promise<Response | null>;
      optional: (input?: string) => Promise<Response | undefined>;
      undici: (input: UndiciInfo) => Promise<UndiciResponse>;
      nodeFetch: typeof NodeFetch;
      own: (input: string) => Promise<Shape>;
      subclass: (input: string) => Promise<Wrapped>;
      either: (input: string) => Promise<Response | UndiciResponse>;
      alias: FetchLike;
      callable: Callable;
      overloaded: Overloaded;
      rest: (...args: [input: string, init?: Init]) => Promise<Response>;
      parameters: (...args: Parameters<FetchLike>) => ReturnType<FetchLike>;
      many: (...parts: string[]) => Promise<Response>;
      constrained: <R extends Response>(input: string) => Promise<R>;
      bounded: <U extends string>(input: U) => Promise<Response>;
    };
    declare const no: {
      tuple: (input: string) => Pair;
      sync: (input: string) => Response;
      maybeSync: (input: string) => Response | Promise<Response>;
      like: (input: string) => PromiseLike<Response>;
      own: (input: string) => MyPromise<Response>;
      nothing: (input: string) => Promise<void>;
      json: (input: string) => Promise<{ status: number }>;
      anything: (input: string) => Promise<any>;
      statusMethod: (input: string) => Promise<{ status(code: number): void; bodyUsed: boolean; body: any; arrayBuffer(): void }>;
      bufferProperty: (input: string) => Promise<{ status: number; bodyUsed: boolean; body: any; arrayBuffer: string }>;
      without: (input: string) => Promise<Omit<Response, "bodyUsed">>;
      bodiless: (input: string) => Promise<Omit<Response, "body">>;
      mixed: (input: string) => Promise<Response | { cached: true }>;
      any: (input: any) => Promise<Response>;
      unknown: (input: unknown) => Promise<Response>;
      handler: (request: Request) => Promise<Response>;
      route: (request: Request, slug: string) => Promise<Response>;
      thunk: () => Promise<Response>;
      third: (a: number, b: number, path: string) => Promise<Response>;
      literal: (kind: "a" | "b") => Promise<Response>;
      options: (options: { url: string }) => Promise<Response>;
      generic: <T>(key: string) => Promise<T>;
      callback: <T>(name: string, run: () => Promise<T>) => Promise<T>;
      list: (input: string) => Promise<Response[]>;
      result: (input: string) => Promise<{ response: Response }>;
    };
    type Pair = [Response, Response];
    declare class MyPromise<T> extends Promise<T> {}
    yes.string(url); yes.url(new URL(url)); yes.info(url); yes.second(1, url); yes.nullable(url); yes.optional(url); yes.undici(url);
    yes.nodeFetch(url); yes.own(url); yes.subclass(url); yes.either(url); yes.alias(url); yes.callable(new URL(url)); yes.overloaded(url);
    yes.rest(url); yes.parameters(url); yes.many(url); yes.constrained(url); yes.bounded(url);
    yes.string.call(null, url);
    (thunkResult ?? yes.string)(url);
    no.tuple(url); no.sync(url); no.maybeSync(url); no.like(url); no.own(url); no.nothing(url); no.json(url); no.anything(url); no.statusMethod(url);
    no.bufferProperty(url); no.without(url); no.bodiless(url); no.mixed(url); no.any(url); no.unknown(url); no.handler(new Request(url)); no.route(new Request(url), url);
    no.thunk(); no.third(1, 2, url); no.literal("a"); no.options({ url }); no.generic<Response>(url);
    no.callback("name", () => fetch(url)); no.list(url); no.result(url); yes.overloaded(1);
    declared(url); new Declared().get(url); Declared.create(url);
    abstract class Transport { abstract send(path: string): Promise<Response>; }
    declare const transport: Transport;
    transport.send(url);
    class Service { constructor(readonly http: FetchLike, readonly next: () => Promise<Response>) {}
      run() { this.http(url); this.next(); } }
    function injected(doFetch: FetchLike, handler: (request: Request) => Promise<Response>) { doFetch(url); handler(new Request(url)); }
  `,
  "declared.d.ts": `
    export declare function declared(input: string): Promise<Response>;
    export declare class Declared { get(input: string): Promise<Response>; static create(input: string): Declared; }
  `,
  "bodies.ts": `
    import { imported, Exported } from "./written";
    import byDefault from "./written";
    import { Agent } from "node:http";
    declare const url: string, cond: boolean, declaredOnly: (u: string) => Promise<Response>;
    async function declaration(u: string) { return fetch(u); }
    function overloaded(u: string): Promise<Response>;
    function overloaded(u: URL): Promise<Response>;
    function overloaded(u: string | URL): Promise<Response> { return fetch(u); }
    const arrow = async (u: string) => fetch(u), expression = function (u: string) { return fetch(u); }, same = arrow;
    let replaceable = (u: string) => fetch(u);
    const object = { method(u: string) { return fetch(u); }, property: (u: string) => fetch(u), arrow };
    class Local { method(u: string) { return fetch(u); } static make(u: string) { return fetch(u); } field = (u: string) => fetch(u); #hidden(u: string) { return fetch(u); } run() { this.#hidden(url); super.toString(); } }
    const make = () => ({ get: (u: string) => fetch(u) });
    interface Iface { get(u: string): Promise<Response> }
    const typed: Iface = { get: (u) => fetch(u) };
    declaration(url); overloaded(url); arrow(url); expression(url); same(url); replaceable(url); object.method(url); object.property(url); object.arrow(url);
    new Local(); new Local().method(url); Local.make(url); new Local().field(url); make().get(url); imported(url); new Exported(); new Exported().get(url); byDefault(url);
    (cond ? arrow : declaration)(url); declaration.call(null, url); (async (u: string) => fetch(u))(url);
    new Agent(); declaredOnly(url); typed.get(url); (cond ? arrow : declaredOnly)(url); fetch(url); new Response();
    function parameter(run: (u: string) => Promise<Response>, withDefault = arrow) { run(url); withDefault(url); }
  `,
  "written.js": `
    export async function imported(u) { return fetch(u); }
    export class Exported { get(u) { return fetch(u); } }
    export default async (u) => fetch(u);
  `,
});

describe("the fetch contract", () => {
  const file = program("contract.ts");

  it.each(
    "string url info second nullable optional undici nodeFetch own subclass either alias callable rest parameters many constrained bounded"
      .split(" ")
      .map((name) => `yes.${name}(`),
  )("%s holds", (call) => {
    expect(contractFlaw(callIn(file, call), file)).toBeNull();
  });

  it.each(
    "tuple sync maybeSync like own nothing json anything statusMethod bufferProperty without bodiless mixed any unknown handler route thunk third literal options generic callback list result"
      .split(" ")
      .map((name) => `no.${name}`),
  )("%s does not hold", (call) => {
    expect(contractFlaw(callIn(file, call), file)).not.toBeNull();
  });

  it.each([
    ["yes.overloaded(url)", true],
    ["yes.overloaded(1)", false],
    ["yes.string.call(null, url)", true],
    ["(thunkResult ?? yes.string)(url)", true],
    ["declared(url)", true],
    ["new Declared().get(url)", true],
    ["Declared.create(url)", false],
    ["new Declared()", false],
    ["transport.send(url)", true],
    ["this.http(url)", true],
    ["this.next()", false],
    ["doFetch(url)", true],
    ["handler(new Request(url))", false],
  ])("%s: %s", (call, expected) => {
    expect(contractFlaw(callIn(file, call), file) === null).toBe(expected);
  });

  it("does not hold for what is written out in the program", () => {
    const bodies = program("bodies.ts");
    expect(contractFlaw(callIn(bodies, "declaration(url)"), bodies)).toBe("body");
    expect(contractFlaw(callIn(bodies, "replaceable(url)"), bodies)).toBe("body");
    expect(contractFlaw(callIn(bodies, "run(url)"), bodies)).toBeNull();
  });
});

describe("a body in the program", () => {
  const file = program("bodies.ts");

  it.each([
    "declaration(url)",
    "overloaded(url)",
    "arrow(url)",
    "expression(url)",
    "same(url)",
    "replaceable(url)",
    "object.method(url)",
    "object.property(url)",
    "object.arrow(url)",
    "new Local()",
    "new Local().method(url)",
    "Local.make(url)",
    "new Local().field(url)",
    "this.#hidden(url)",
    "make().get(url)",
    "imported(url)",
    "new Exported()",
    "new Exported().get(url)",
    "byDefault(url)",
    "(cond ? arrow : declaration)(url)",
    "declaration.call(null, url)",
    "(async (u: string) => fetch(u))(url)",
    "withDefault(url)",
  ])("is what %s calls", (call) => {
    expect(hasBodyInProgram(callIn(file, call), file)).toBe(true);
  });

  it.each([
    "declaredOnly(url)",
    "typed.get(url)",
    "(cond ? arrow : declaredOnly)(url)",
    "fetch(url)",
    "new Response()",
    "new Agent()",
    "run(url)",
    "super.toString()",
  ])("is not what %s calls", (call) => {
    expect(hasBodyInProgram(callIn(file, call), file)).toBe(false);
  });
});

it("tells response-typed calls, owing or not", () => {
  const file = program("contract.ts");
  const typed = ["no.sync(", "no.maybeSync(", "no.thunk(", "no.handler(", "yes.nullable(", "no.generic<"];
  expect(typed.filter((call) => !isResponseTyped(callIn(file, call), file))).toEqual([]);
  const untyped = ["no.nothing(", "no.anything(", "no.statusMethod(", "no.list(", "no.json(", "no.tuple("];
  expect(untyped.filter((call) => isResponseTyped(callIn(file, call), file))).toEqual([]);
});
