/** Every client that generated modules use, in the versions at hand, as asked of a real server. */
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import axios1 from "axios";
import * as axios0 from "axios0";
import got12 from "got12";
import got13 from "got13";
import got14, { type Got } from "got14";
import ky1 from "ky1";
import ky2 from "ky2";
import nodeFetch from "node-fetch";
import { ofetch } from "ofetch";
import OpenAI from "openai7";
import * as undici6 from "undici6";
import * as undici7 from "undici7";
import type { Client } from "./dialects/index.js";

export interface RealClient {
  readonly client: Client;
  readonly version: string;
  /** Every call asks the same pool of connections. */
  readonly open: (url: string) => Promise<object>;
}

/** Makes a client of its own, so that no other test shares its connections. */
type Maker = () => Omit<RealClient, "client">;

const builtIn = process.versions["undici"]?.split(".")[0] ?? "";
const nodeMajor = Number(process.versions.node.split(".")[0]);
/** undici 8 needs Node 22. */
const newest = nodeMajor >= 22 ? { "8": await import("undici8") } : {};
const undicis = { "6": undici6, "7": undici7, ...newest } as unknown as Readonly<Record<string, typeof undici7>>;

function withUndici(
  client: Client,
  open: (undici: typeof undici7, dispatcher: object, url: string) => Promise<object>,
) {
  return Object.entries(undicis).map(([major, undici]): [Client, Maker] => [
    client,
    () => {
      const dispatcher = new undici.Agent();
      return { version: `undici ${major}`, open: (url) => open(undici, dispatcher, url) };
    },
  ]);
}

const makers: readonly (readonly [Client, Maker])[] = [
  [
    "fetch",
    () => {
      const Agent = undicis[builtIn]?.Agent ?? undici7.Agent;
      const dispatcher = new Agent();
      return { version: `Node ${process.version}`, open: (url) => fetch(url, { dispatcher } as object) };
    },
  ],
  ...withUndici("undiciFetch", ({ fetch: ask }, dispatcher, url) => ask(url, { dispatcher: dispatcher as never })),
  ...withUndici("undici", ({ request }, dispatcher, url) => request(url, { dispatcher: dispatcher as never })),
  ...withUndici("pipelined", async ({ pipeline }, dispatcher, url) => {
    const stream = pipeline(url, { method: "GET", dispatcher: dispatcher as never }, ({ body }) => body).end();
    // It tells nobody when its response arrives, and who listened would read.
    await sleep(50);
    return stream;
  }),
  [
    "http",
    () => {
      const agent = new http.Agent({ keepAlive: true });
      const open = (url: string): Promise<object> =>
        new Promise((resolve, reject) => {
          http.get(url, { agent }, resolve).on("error", reject);
        });
      return { version: `Node ${process.version}`, open };
    },
  ],
  ...Object.entries({ "0": axios0 as unknown as typeof axios1, "1": axios1 }).map(
    ([version, axios]): [Client, Maker] => [
      "axios",
      () => {
        const httpAgent = new http.Agent({ keepAlive: true });
        return { version, open: (url) => axios.get(url, { responseType: "stream", validateStatus: null, httpAgent }) };
      },
    ],
  ),
  [
    "nodeFetch",
    () => {
      const agent = new http.Agent({ keepAlive: true });
      return { version: "3", open: (url) => nodeFetch(url, { agent }) };
    },
  ],
  ...Object.entries({ "12": got12, "13": got13, "14": got14 } as unknown as Record<string, Got>).map(
    ([version, got]): [Client, Maker] => [
      "got",
      () => {
        const agent = { http: new http.Agent({ keepAlive: true }) };
        return {
          version,
          open: async (url) => {
            const stream = got.stream(url, { retry: { limit: 0 }, throwHttpErrors: false, agent });
            await once(stream, "response");
            return stream;
          },
        };
      },
    ],
  ),
  ...Object.entries({ "1": ky1, "2": ky2 }).map(([version, ky]): [Client, Maker] => [
    "ky",
    () => ({ version, open: (url) => ky.get(url, { retry: 0, throwHttpErrors: false }) }),
  ]),
  ["ofetch", () => ({ version: "1", open: (url) => ofetch.native(url) })],
  [
    "openai",
    () => ({
      version: "7",
      open: (url) => new OpenAI({ apiKey: "none", maxRetries: 0, baseURL: url }).models.list().asResponse(),
    }),
  ],
  [
    "http2",
    () => ({
      version: `Node ${process.version}`,
      open: async (url) => {
        const stream = http2.connect(url).request({ ":path": "/" });
        await once(stream, "response");
        return stream;
      },
    }),
  ],
];

/** One of each, made when it is asked for. */
export const realClients = makers.map(([client, make]) => ({ client, title: `${client}, ${make().version}`, make }));
