/** Which clients over fetch leave a body unread, where a version or an option decides it: ten requests, and how many connections they keep. */
import axios from "axios";
import got, { type Request } from "got14";
import ky1 from "ky1";
import { once } from "node:events";
import ky2 from "ky2";
import { ofetch } from "ofetch";
import createClient from "openapi-fetch";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Served, serveHttp1 } from "./servers.js";

const requests = 10;
/** More than any client buffers. */
const large = 2_000_000;

/** Connections that are open when ten answers, or errors, have arrived one after the other, and all of them are still held. */
async function kept(status: number, ask: (url: string) => Promise<unknown>): Promise<number> {
  const server: Served = await serveHttp1(large, status);
  onTestFinished(server.stop);
  const held: unknown[] = [];
  for (let index = 0; index < requests; index++) {
    held.push(await ask(server.url).catch((error: unknown) => error));
  }
  const open = server.connections();
  expect(held).toHaveLength(requests);
  return open;
}

async function responseOf(stream: Request): Promise<unknown> {
  await once(stream, "response");
  return stream;
}

/** What the client has read gives its connection back, as the next request is made or shortly after. */
const few = 3;

describe("keeps every connection", () => {
  it.each<[string, number, (url: string) => Promise<unknown>]>([
    ["ky 1, a response", 200, (url) => ky1(url)],
    ["ky 2, a response", 200, (url) => ky2(url)],
    ["ky 1, the response of an HTTPError", 404, (url) => ky1(url, { retry: 0 }).text()],
    ["ky 2, an error of a client that does not reject", 404, (url) => ky2.create({ throwHttpErrors: false })(url)],
    ["axios, of a client made for streams", 200, (url) => axios.create({ responseType: "stream" }).get(url)],
    ["got with isStream", 200, (url) => responseOf(got(url, { isStream: true }))],
    ["ofetch with responseType: 'stream'", 200, (url) => ofetch(url, { responseType: "stream" })],
    ["ofetch.raw with responseType: 'stream'", 200, (url) => ofetch.raw(url, { responseType: "stream" })],
    ["ofetch.native", 200, (url) => ofetch.native(url)],
    ["openapi-fetch with parseAs: 'stream'", 200, (url) => createAnyClient(url).GET("/", { parseAs: "stream" })],
  ])("%s", async (_title, status, ask) => {
    expect(await kept(status, ask)).toBe(requests);
  });
});

describe("keeps none", () => {
  it.each<[string, number, (url: string) => Promise<unknown>]>([
    ["ky 2, an HTTPError", 404, (url) => ky2(url, { retry: 0 }).text()],
    ["ky 1, .text()", 200, (url) => ky1(url).text()],
    ["ofetch", 200, (url) => ofetch(url, { responseType: "text" })],
    ["ofetch.raw", 200, (url) => ofetch.raw(url, { responseType: "text" })],
    ["ofetch, an error", 404, (url) => ofetch(url, { responseType: "text", retry: 0 })],
    ["openapi-fetch", 200, (url) => createAnyClient(url).GET("/", { parseAs: "text" })],
    [
      "openapi-fetch with parseAs: 'stream', an error",
      404,
      (url) => createAnyClient(url).GET("/", { parseAs: "stream" }),
    ],
  ])("%s", async (_title, status, ask) => {
    expect(await kept(status, ask)).toBeLessThanOrEqual(few);
  });
});

function createAnyClient(baseUrl: string) {
  return createClient<{ "/": { get: { responses: { 200: { content: { "text/plain": string } } } } } }>({ baseUrl });
}
