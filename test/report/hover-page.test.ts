/** Hover pages of real findings: whole ones, one of each client, and that no figure stands in them that is not a fact. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import { reportsOf } from "../../eslint-plugin/src/findings/reports.js";
import type { FileAnalysis } from "../../eslint-plugin/src/findings/types.js";
import { classify } from "../../eslint-plugin/src/model/classify.js";
import { allRows } from "../../eslint-plugin/src/model/tables.js";
import type { CallRow } from "../../eslint-plugin/src/model/types.js";
import { clientOf } from "../../eslint-plugin/src/report/hover-client.js";
import { branchCosts, calmClaims, costsOf } from "../../eslint-plugin/src/report/hover-costs.js";
import { finePage, leakPage, type PageOptions } from "../../eslint-plugin/src/report/hover-page.js";
import { virtualProgram } from "../typed/virtual.js";
import { figures } from "./facts.js";

/** Modules of which every call leaks or not by their title; by file of the model, and a name. */
const leaking = {
  "web fetch": `export async function user(id: string) {
  const res = await fetch(\`/users/\${id}\`);
  if (!res.ok) throw new Error(\`no \${id}\`);
  return res.json();
}`,
  "web never": `export async function isUp(url: string) {
  const res = await fetch(url);
  if (url === \`\${res.url}/\`) return true;
  return res.ok;
}`,
  "web branch": `export async function read(url: string, debug: boolean) {
  const res = await fetch(url);
  const copy = res.clone();
  if (debug) console.log(await copy.text());
  return res.json();
}`,
  "web injected": `declare const options: { readonly fetch: (url: string) => Promise<Response> };
export async function status(url: string) {
  return (await options.fetch(url)).status;
}`,
  "undici request": `import { request } from "undici";
export async function user(url: string) {
  const { statusCode, body } = await request(url);
  if (statusCode !== 200) return null;
  return body.json();
}`,
  "undici 6 fetch": `import { fetch } from "undici6";
export const status = async (url: string) => (await fetch(url)).status;`,
  "undici 8 fetch": `import { fetch } from "undici8";
export const status = async (url: string) => (await fetch(url)).status;`,
  "undici pipeline": `import { pipeline } from "undici";
export function start(url: string) {
  const stream = pipeline(url, { method: "GET" }, ({ body }) => body);
  stream.end();
}`,
  "node-http get": `import { get } from "node:http";
export function ping(url: string) {
  get(url, (res) => {
    if (res.statusCode !== 200) return;
    res.resume();
  });
}`,
  "node-http2 request": `import { connect } from "node:http2";
const session = connect("https://localhost");
export function ping(path: string) {
  const stream = session.request({ ":path": path });
  stream.on("response", (headers) => console.log(headers[":status"]));
}`,
  "axios stream": `import axios from "axios";
export async function size(url: string) {
  const res = await axios.get(url, { responseType: "stream" });
  return Number(res.headers["content-length"]);
}`,
  "ky HTTPError": `import ky, { HTTPError } from "ky1";
export async function user(url: string) {
  try {
    return await ky(url).json();
  } catch (error) {
    if (error instanceof HTTPError) return null;
    throw error;
  }
}`,
  "got stream": `import got from "got14";
export function start(url: string) {
  const stream = got.stream(url);
  stream.on("response", () => console.log("answered"));
}`,
  "needle stream": `import needle from "needle";
export function start(url: string) {
  const stream = needle.get(url);
  stream.on("header", console.log);
}`,
  "node-fetch 3": `import fetch from "node-fetch";
export const status = async (url: string) => (await fetch(url)).status;`,
  "node-fetch 2": `import fetch from "node-fetch2";
export const status = async (url: string) => (await fetch(url)).status;`,
  "node-fetch cross-fetch": `import fetch from "cross-fetch";
export const status = async (url: string) => (await fetch(url)).status;`,
  "ofetch native": `import { ofetch } from "ofetch";
export const status = async (url: string) => (await ofetch.native(url)).status;`,
  "openapi-fetch stream": `import createClient from "openapi-fetch";
const client = createClient<{ "/x": { get: { responses: { 200: { content: { "application/json": string } } } } } }>();
export const status = async () => (await client.GET("/x", { parseAs: "stream" })).response.status;`,
  "hono client": `import { Hono } from "hono";
import { hc } from "hono/client";
const app = new Hono().get("/users", (c) => c.text("a"));
export const status = async () => (await hc<typeof app>("http://localhost/").users.$get()).status;`,
  "openai asResponse": `import OpenAI from "openai7";
export const status = async (client: OpenAI) => (await client.models.retrieve("x").asResponse()).status;`,
  "s3 GetObject": `import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
const client = new S3Client({});
export async function kind(at: { Bucket: string; Key: string }) {
  const { ContentType } = await client.send(new GetObjectCommand(at));
  return ContentType;
}`,
} as const;

const fine = {
  "read and returned": `export async function user(id: string) {
  const res = await fetch(\`/users/\${id}\`);
  if (!res.ok) {
    await res.body?.cancel();
    return null;
  }
  return res;
}`,
  head: `export const isUp = async (url: string) => (await fetch(url, { method: "HEAD" })).ok;`,
  "might throw": `export async function user(url: string, log: (status: number) => void) {
  try {
    const res = await fetch(url);
    log(res.status);
    return await res.json();
  } catch {
    return null;
  }
}`,
  "node-http without a listener": `import { get } from "node:http";
export const ping = (url: string) => get(url);`,
} as const;

/** Its globals are other ones. */
const workers = {
  "workers fetch": `export const status = async (url: string) => (await fetch(url)).status;`,
} as const;

const programs = {
  workers: virtualProgram(files(workers), { surroundings: ["workers"] }),
  leaking: virtualProgram(files(leaking)),
  fine: virtualProgram(files(fine)),
};

function files(modules: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(modules).map(([name, code]) => [`${name}.ts`, code]));
}

const options: PageOptions = {
  linkTo: ({ line, column }) => `#L${String(line)},${String(column)}`,
  nameOf: (path) => path.replace(/^.*\//u, ""),
  strict: false,
};

type Leaking = keyof typeof leaking | keyof typeof workers;

function analysed(name: Leaking): FileAnalysis {
  return analyze(programs[name in workers ? "workers" : "leaking"](`${name}.ts`));
}

function leakPages(name: Leaking): readonly string[] {
  const analysis = analysed(name);
  return reportsOf(analysis).map((report) => leakPage(report, analysis.file, options));
}

function finePages(name: keyof typeof fine): readonly string[] {
  const analysis = analyze(programs.fine(`${name}.ts`));
  return analysis.obligations.map((obligation) => finePage(obligation, analysis.file, options) ?? "");
}

const titles = {
  leaking: [...Object.keys(leaking), ...Object.keys(workers)] as Leaking[],
  fine: Object.keys(fine) as (keyof typeof fine)[],
};

it.each(titles.leaking)("%s: the whole page about the leak", async (name) => {
  const pages = leakPages(name);
  expect(pages).toHaveLength(1);
  await expect(`${pages.join("\n")}\n`).toMatchFileSnapshot(join(import.meta.dirname, `pages/${name}.md`));
});

it.each(titles.fine)("%s: the whole page about a call that is fine", async (name) => {
  const pages = finePages(name);
  expect(pages).toHaveLength(1);
  await expect(`${pages.join("\n")}\n`).toMatchFileSnapshot(join(import.meta.dirname, `pages/fine ${name}.md`));
});

describe("of every client", () => {
  const folder = join(import.meta.dirname, "../../eslint-plugin/src/model");

  /** Files of the model that have a row which acquires, and those rows. */
  async function acquiringFiles(): Promise<ReadonlyMap<string, ReadonlySet<CallRow>>> {
    const found = new Map<string, ReadonlySet<CallRow>>();
    for (const name of readdirSync(folder).filter((file) => file !== "tables.ts")) {
      const exported: Readonly<Record<string, unknown>> = (await import(join(folder, name))) as Record<string, unknown>;
      const rows = allRows.filter(
        (row) =>
          row.model.kind === "acquire" &&
          Object.values(exported).some((value) => Array.isArray(value) && value.includes(row)),
      );
      if (rows.length > 0) found.set(name.replace(/\.ts$/u, ""), new Set(rows));
    }
    return found;
  }

  it("there is a page", async () => {
    const covered = new Set<string>();
    const acquiring = await acquiringFiles();
    for (const name of titles.leaking) {
      const { file, obligations } = analysed(name);
      const rows = obligations.map(({ origin }) => classify(origin, file).row);
      for (const [modelled, known] of acquiring) {
        if (rows.some((row) => row !== undefined && known.has(row)) && leakPages(name).length > 0) {
          covered.add(modelled);
        }
      }
    }
    expect([...covered].sort()).toEqual([...acquiring.keys()].sort());
  });
});

it.each(titles.leaking)("%s: figures are those of claims, lines and code", (name) => {
  const { file, obligations } = analysed(name);
  const claims = obligations.flatMap((obligation) => {
    const { unread, calm } = obligation.split ? branchCosts : costsOf(clientOf(obligation, file));
    return [...calmClaims, ...unread, calm];
  });
  for (const page of leakPages(name)) {
    const rest = claims.reduce((text, claim) => text.replaceAll(claim.text, ""), page);
    expect(rest.length).toBeLessThan(page.length);
    expect(figures(rest.replace(/```.*?```|`[^`]*`|\]\([^)]*\)|line \d+/gsu, "").replace(/^\d\. /gmu, ""))).toEqual([]);
  }
});

it("names a place without a link where the host has none", () => {
  const analysis = analysed("web fetch");
  const [page = ""] = reportsOf(analysis).map((report) =>
    leakPage(report, analysis.file, { ...options, linkTo: () => null }),
  );
  expect(page).toContain("1. line 2: `fetch` acquires the body\n");
});

it("leads to where a helper gets the body, and tells what that client costs", () => {
  const file = virtualProgram({
    "api.ts": `import { request } from "undici8";
export const load = (url: string) => request(url);`,
    "main.ts": `import { load } from "./api.js";
export async function status(url: string) {
  const { statusCode } = await load(url);
  return statusCode;
}`,
  })("main.ts");
  const analysis = analyze(file);
  const paths: string[] = [];
  const linkTo: PageOptions["linkTo"] = ({ path, line }) => {
    paths.push(options.nameOf(path));
    return `#${String(line)}`;
  };
  const [page = ""] = reportsOf(analysis).map((report) => leakPage(report, analysis.file, { ...options, linkTo }));
  expect(page).toContain(
    "1. [line 3](#3): `load` acquires the body\n2. [api.ts:2](#2): the body comes from `request` here",
  );
  expect(paths).toEqual(["main.ts", "api.ts"]);
  expect(page).toContain("this is version 8");
});

it("has no page that calls a leak fine", () => {
  const analysis = analysed("web fetch");
  expect(analysis.obligations.map((obligation) => finePage(obligation, analysis.file, options))).toEqual([null]);
});
