/** What is asked of the compiler: nothing of a file that cannot matter, nothing of a call that cannot acquire. */
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import type ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import calm from "../../eslint-plugin/src/index.js";
import type { TypedFile } from "../../eslint-plugin/src/typed/types.js";
import { virtualProgram } from "./virtual.js";

/** Names of what was asked for, in order. */
function watched<T extends object>(target: T, asked: string[]): T {
  return new Proxy(target, {
    get(real, name) {
      asked.push(String(name));
      const value: unknown = Reflect.get(real, name);
      return typeof value === "function" ? (value.bind(real) as unknown) : value;
    },
  });
}

describe("the rule", () => {
  /** Lints with a parser whose program tells what it is asked for. */
  function askedFor(text: string): readonly string[] {
    const asked: string[] = [];
    const program = watched({ getSourceFile: () => undefined }, asked);
    const watchedParser = {
      parseForESLint: (code: string) => ({
        ...parser.parseForESLint(code, { range: true, loc: true }),
        services: { program },
      }),
    };
    const messages = new Linter().verify(text, [
      {
        languageOptions: { parser: watchedParser },
        plugins: { calm },
        rules: { "calm/no-unconsumed-body": ["error", { program: "parser" }] },
      },
    ] as Linter.Config[]);
    expect(messages).toEqual([]);
    return asked;
  }

  it("asks the program nothing for a file that cannot hold a response", () => {
    expect(askedFor("export const sum = (rows) => rows.map((row) => row.price).reduce((a, b) => a + b, 0);")).toEqual(
      [],
    );
  });

  it("asks for its file otherwise", () => {
    expect(askedFor("fetch(url);")).toContain("getSourceFile");
  });
});

describe("the analysis", () => {
  const declarations = `
    declare const options: object, url: string, rows: string[], store: { load(key: string): Promise<any>; name(key: string): string };
    declare const headers: { get(name: string): string };
    declare function use(value: unknown): void;
    declare const transport: { send(path: string): Promise<Response>; request(path: string | object, options?: object): Promise<any> };
    declare function pick<T>(value: T): T;
    declare function hash(value: string | Bytes): string;
    declare function accept(answer: { readonly ok: boolean; readonly statusText?: string }): void;
    declare function isText(value: unknown): value is string;
    declare const handlers: Record<string, (path: string) => Promise<any>>, account: { sign(text: string): Promise<any>; isKnown(): Promise<any> };
    type Bytes = readonly number[];
    interface Page { readonly rows: Bytes }
    export async function f() {`;

  /** What is asked of the checker for one statement. */
  function askedFor(statement: string): readonly string[] {
    const file = virtualProgram({ "main.ts": `${declarations}\n${statement} }` })("main.ts");
    const asked: string[] = [];
    const checker: ts.TypeChecker = watched(file.checker, asked);
    const watchedFile: TypedFile = { ...file, checker };
    expect(analyze(watchedFile).failures).toEqual([]);
    return asked;
  }

  it.each([
    "const { length } = rows;",
    "rows.map((row) => row.trim());",
    "const some = rows.filter(Boolean);",
    "store.name({ key: url });",
    "use_: for (const name of store.name(url)) continue use_;",
    "if (store.name(url)) rows.push(url);",
    "const key = `${store.name(url)}`;",
    "const name = store.name(url); rows.push(name[0]);",
    "const name = store.name(url); rows.push(name.length + url);",
    "const { value } = await store.load(url);",
    "const found = (await store.load(url)).rows;",
    "const found = await store.load(url); rows.push(found.title);",
    "const [first] = await store.load(url);",
    "rows.push(store.name(url));",
    "const all = { name: store.name(url) };",
    "(() => rows.length)();",
    "const tag = headers.get(url); if (tag) rows.push(tag);",
    "const found = { tag: headers.get(url) };",
    "return headers.get(url);",
    "const { hash } = await transport.request(url);",
    "const found = await store.load(url); return found;",
    "return await store.load(url);",
    "const load = store.load.bind(store);",
    "rows.filter((row) => store.name(row));",
    "rows.each(() => store.load(url));",
    "const price = await store.load(url); return { twice: price * 2 };",
    "const [price] = await Promise.all([store.load(url)]); return price < 2;",
    "const answer = await transport.request({ method: url, params: rows }); return answer;",
    "const answer = await transport.request({ method: url }, options); return { answer };",
    "const found = await store.load(url); if (found) return found;",
    "const found = await handlers[url]?.(url); if (found) return found; return url;",
    "const [found, name] = await Promise.all([store.load(url), url]); return { found, name };",
    "const all = await Promise.all(rows.map((row) => store.load(row))); return all;",
    "const [all] = await Promise.all([Promise.all(rows.map((row) => store.load(row)))]); return { all };",
    "const [first, second] = await store.load(url); return first.title + second.title;",
    "if (!(await account.isKnown())) rows.push(url);",
  ])("asks nothing for %s", (statement) => {
    expect(askedFor(statement)).toEqual([]);
  });

  it.each([
    "pick(url);",
    "use(store);",
    "rows.push(hash(await account.sign(url)));",
    "const signature = await account.sign(url); rows.push(hash(signature), signature);",
    "const page = (await store.load(url)) as Page; rows.push(String(page));",
    "const page: Page | undefined = await store.load(url); rows.push(String(page));",
    "const page = await store.load(url); const same = page; rows.push(hash(same), page);",
  ])("asks for no type where a name is enough: %s", (statement) => {
    expect(new Set(askedFor(statement))).toEqual(new Set(["getSymbolAtLocation"]));
  });

  it.each([
    "const res = await transport.send(url); rows.push(res.statusText);",
    "const sent = transport.send(url); const { status } = await sent;",
    "await transport.send(url);",
    "transport.send(url).then((res) => res.status);",
    "await Promise.all([transport.send(url)]);",
    "await Promise.all(rows.map((row) => transport.send(row)));",
    "const res = await transport.send(url); if (!res.ok) throw new Error(); return res;",
    "const res = await transport.send(url);",
    "const [sent] = await Promise.allSettled([transport.send(url)]); if (sent.status === 'fulfilled') rows.push(sent.value.statusText);",
    "const [, res] = await Promise.all([url, transport.send(url)]); if (res.ok) rows.push(url);",
    "const [error, res] = await transport.send(url); if (res.ok) rows.push(error);",
    "const all = await Promise.all(rows.map((row) => transport.send(row))); if (all.some((res) => res.ok)) rows.push(url);",
    "const res = await transport.send(url); accept(res); rows.push(res.statusText);",
    "const res = await transport.send(url); for (const res of rows) rows.push(hash(res)); rows.push(res.statusText);",
    "const res = (await transport.send(url)) as object as Response; if (res.ok) rows.push(url);",
    "const res = (await transport.send(url)) as any; if (res.ok) rows.push(url);",
    "const res: any = await transport.send(url); if (res.ok) rows.push(url);",
    "const res = await transport.send(url); if (isText(res)) rows.push(hash(res)); else rows.push(res.statusText);",
    "const res = await transport.send(url); if (typeof res === 'string') rows.push(hash(res)); else rows.push(res.statusText);",
  ])("asks for the type where it may be an injected fetch: %s", (statement) => {
    expect(askedFor(statement)).toContain("getReturnTypeOfSignature");
  });
});
