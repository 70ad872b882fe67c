/**
 * What generated modules say of a response, said to one from a real server and to one of the world they run in: both must agree whether
 * its connection, or for HTTP/2 its session, is free again. So the oracle's notion of an ended duty is a server's, and not ours.
 */
import assert from "node:assert";
import type { ClientHttp2Stream } from "node:http2";
import stream from "node:stream";
import consumers from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Served, serveHttp1, serveHttp2 } from "../evidence/servers.js";
import { type Client, type Dialect, dialects, webLike } from "./dialects/index.js";
import { fromWeb } from "./dialects/web.js";
import { realClients } from "./real.js";
import { bodyOf, isOpen } from "./world/bodies.js";

/** More than the buffers of client and kernel hold. */
const large = 2_000_000;
/** Milliseconds: longer than a loopback answer takes, many times over. */
const patience = 200;

const nothing = (): void => undefined;

const scope = {
  log: nothing,
  console: { log: nothing },
  pipeline: stream.promises.pipeline,
  pipelineOf: stream.pipeline,
  consume: consumers.text,
  inspect,
  PassThrough: stream.PassThrough,
  Readable: stream.Readable,
  assert,
};

async function say(code: string, response: object): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the phrases are code that generated modules consist of
  const phrase = new Function("res", ...Object.keys(scope), `return (async () => { ${code} })();`) as (
    ...given: readonly unknown[]
  ) => Promise<unknown>;
  // A large body is no JSON: that reading it rejects is part of what is asked.
  await Promise.race([phrase(response, ...Object.values(scope)).catch(nothing), sleep(patience)]);
}

/**
 * Whether `holds` becomes true soon.
 *
 * @param within - Milliseconds.
 */
async function soon(holds: () => boolean, within: number): Promise<boolean> {
  for (let waited = 0; waited < within && !holds(); waited += 20) await sleep(20);
  return holds();
}

/** What is said of a response, and of views of it that are made first. */
function phrasesOf(client: Client): readonly string[] {
  const said = ({ ends, looks }: Dialect, name: string, before = ""): readonly string[] => {
    let count = 0;
    const fresh = (stem: string): string => `${stem}${++count}`;
    const all = ends.flatMap((end) => {
      const { awaited, synchronous } = end(name, fresh);
      return synchronous === null || synchronous === awaited ? [awaited] : [awaited, synchronous];
    });
    return [...all, ...looks.map((look) => look(name))].map((code) => withoutTypes(before + code));
  };
  if (client !== "fetch") return said(dialects[client], "res");
  return [
    ...said(dialects.fetch, "res"),
    ...said(dialects.body, "body", "const body = res.body; "),
    ...said(dialects.body, "copy", "const copy = res.body.pipeThrough(new TransformStream()); "),
    ...said(dialects.reader, "reader", "const reader = res.body.getReader(); "),
    ...said(dialects.readable, "stream", `const stream = ${fromWeb("res")}; `),
  ];
}

function withoutTypes(code: string): string {
  return code.replaceAll(/ as import\("[^"]+"\)\.\w+/gu, "");
}

/** They give what `undici.request` and `undici.pipeline` do. */
const undiciLike: readonly Client[] = ["dispatched", "dispatchedPipeline"];

/** Of those that give the same response as another client, as many as show that they do. */
function phrases(client: Client): readonly string[] {
  const all = [...new Set(phrasesOf(client))];
  const isFetch = client === "fetch" || client === "undiciFetch";
  const isSame = undiciLike.includes(client) || (webLike.includes(client) && !isFetch);
  return isSame ? all.filter((_, index) => index % 12 === 0) : all;
}

/** Responses that are collected as garbage give their connections up. */
const held: object[] = [];

/** @param within - Milliseconds that it may take for each of the ways to tell. */
async function isFree(
  client: Client,
  response: object,
  server: Served,
  again: () => Promise<object>,
  within: number,
): Promise<boolean> {
  if (client === "http2") {
    let closed = false;
    (response as ClientHttp2Stream).session?.close(() => {
      closed = true;
    });
    return (response as ClientHttp2Stream).session === undefined || soon(() => closed, within);
  }
  // Each further response is left alone. It takes one connection, unless it gets the one that is free.
  for (let others = 1; others <= 3; others++) {
    await sleep(50);
    held.push(await again());
    if (await soon(() => server.connections() <= others, within)) return true;
  }
  return false;
}

describe.concurrent.each(realClients)("$title", ({ client, make }) => {
  it.each(phrases(client))("%s", async (code) => {
    const server = await (client === "http2" ? serveHttp2(large) : serveHttp1(large));
    onTestFinished(server.stop);
    const { open } = make();
    const response = await open(server.url);
    held.push(response);
    const body = bodyOf(client, { status: 200, head: false, empty: false, dies: null });
    await Promise.all([say(code, response), say(code, body.response)]);
    await sleep(20);
    const isOver = !isOpen(body);
    // What has to come is waited for, on busy machines too; what must not come can only be given some time.
    const within = isOver ? 20 * patience : patience;
    expect(isOver).toBe(await isFree(client, response, server, () => open(server.url), within));
  });
});
