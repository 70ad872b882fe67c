/** Every client that generated modules use, in the versions at hand, as asked of a real server. */
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import axios1 from "axios";
import * as axios0 from "axios0";
import got12 from "got12";
import got13 from "got13";
import got14, { type Got } from "got14";
import { hc } from "hono/client";
import ky1 from "ky1";
import ky2 from "ky2";
import needle from "needle";
import nodeFetch from "node-fetch";
import { ofetch } from "ofetch";
import createClient from "openapi-fetch";
import createClient13 from "openapi-fetch13";
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

function withRetries() {
  return Object.entries(undicis).map(([major, { Agent, RetryAgent }]): [Client, Maker] => [
    "dispatched",
    () => {
      const retrying = new RetryAgent(new Agent());
      const open = (origin: string): Promise<object> => retrying.request({ origin, path: "/", method: "GET" });
      return { version: `undici ${major}`, open };
    },
  ]);
}

const kept: object[] = [];
interface Endpoint {
  readonly index: { readonly $get: () => Promise<Response> };
}
type AnyPaths = Record<"/", { get: { responses: { 200: { content: { "text/plain": string } } } } }>;

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
  ...withRetries(),
  ...withUndici("dispatchedPipeline", async (_undici, dispatcher, url) => {
    const agent = dispatcher as undici7.Agent;
    const stream = agent.pipeline({ origin: url, path: "/", method: "GET" }, ({ body }) => body).end();
    await sleep(50);
    return stream;
  }),
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
    "streamed",
    () => {
      // As `ofetch` does itself. undici gives a stream up once its Response is collected as garbage.
      const open = async (url: string): Promise<object> => {
        const response = await ofetch.raw(url, { responseType: "stream", ignoreResponseError: true });
        kept.push(response);
        return response._data ?? response;
      };
      return { version: "1", open };
    },
  ],
  ["hono", () => ({ version: "4", open: (url) => (hc(url) as unknown as Endpoint).index.$get() })],
  ...Object.entries({ "0.17": createClient, "0.13": createClient13 as unknown as typeof createClient }).map(
    ([version, create]): [Client, Maker] => [
      "openapi",
      () => ({ version, open: (url) => create<AnyPaths>({ baseUrl: url }).GET("/", { parseAs: "stream" }) }),
    ],
  ),
  [
    "s3",
    () => {
      const credentials = { accessKeyId: "none", secretAccessKey: "none" };
      let s3: S3Client | null = null;
      const open = (endpoint: string): Promise<object> => {
        s3 ??= new S3Client({ endpoint, region: "none", credentials, forcePathStyle: true, maxAttempts: 1 });
        return s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "key" }));
      };
      return { version: "3", open };
    },
  ],
  [
    "needle",
    () => {
      const agent = new http.Agent({ keepAlive: true });
      return {
        version: "3",
        open: async (url) => {
          const stream = needle.get(url, { agent });
          await once(stream, "response");
          return stream;
        },
      };
    },
  ],
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
