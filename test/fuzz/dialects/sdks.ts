/** Clients that wrap a response into something of their own. */
import {
  type ClientDialect,
  type Dialect,
  both,
  eachChunk,
  firstChunk,
  logging,
  onlyAwaited,
  settling,
} from "./dialect.js";
import { nodeClients, streamEnds } from "./node.js";

const asReadable = (name: string): string => `(${name}.Body as import("node:stream").Readable)`;

/** What is done to a web stream that may not be there. */
function webStreamEnds(stream: (name: string) => string): Dialect["ends"] {
  return [
    (name) => settling(`${stream(name)}?.cancel()`),
    (name) => logging(`new Response(${stream(name)}).text()`),
    (name) => settling(`${stream(name)}?.pipeTo(new WritableStream())`),
    (name, fresh) => eachChunk(`${stream(name)} ?? []`, fresh),
    (name, fresh) => firstChunk(`${stream(name)} ?? []`, fresh),
  ];
}

export const sdkClients = {
  s3: {
    import: 'import { GetObjectCommand, type GetObjectCommandOutput, S3, S3Client } from "@aws-sdk/client-s3";',
    type: "GetObjectCommandOutput",
    promised: true,
    request: (url) => `new S3Client({}).send(new GetObjectCommand({ Bucket: "bucket", Key: ${url} }))`,
    also: [(url) => `new S3({}).getObject({ Bucket: "bucket", Key: ${url} })`],
    options: [],
    status: null,
    isEmpty: (name) => `${name}.Body === undefined`,
    ends: [
      (name) => logging(`${name}.Body?.transformToString()`),
      (name) => logging(`${name}.Body?.transformToByteArray()`),
      ...streamEnds.map(
        (end): Dialect["ends"][number] =>
          (name, fresh) =>
            end(asReadable(name), fresh),
      ),
      (name) => settling(`${name}.Body?.transformToWebStream().cancel()`),
    ],
    looks: [
      (name) => `log(${name}.ContentLength);`,
      (name) => `console.log(${name});`,
      (name) => `log(${name}.ETag, ${name}.$metadata);`,
      (name) => `${name}.Body?.transformToWebStream();`,
    ],
  },
  openapi: {
    import: `import createClient, { createPathBasedClient } from "openapi-fetch";
interface Paths { "/file": { get: { responses: { 200: { content: { "application/octet-stream": string } }; 404: { content: { "application/json": string } } } } } }
type FileResponse = Awaited<ReturnType<typeof declaredClient.GET<"/file", { parseAs: "stream" }>>>;
declare const declaredClient: ReturnType<typeof createClient<Paths>>;`,
    type: "FileResponse",
    promised: true,
    request: (url) => `createClient<Paths>({ baseUrl: ${url} }).GET("/file", { parseAs: "stream" })`,
    also: [
      (url) => `createClient<Paths>({ baseUrl: ${url} }).request("get", "/file", { parseAs: "stream" })`,
      (url) => `createPathBasedClient<Paths>({ baseUrl: ${url} })["/file"].GET({ parseAs: "stream" })`,
    ],
    options: [],
    status: (name) => `${name}.response.status`,
    ok: (name) => `${name}.response.ok`,
    isEmpty: (name) => `${name}.data === undefined`,
    ends: webStreamEnds((name) => `${name}.data`),
    looks: [
      (name) => `log(${name}.response.status);`,
      (name) => `console.log(${name});`,
      (name) => `log(${name}.error);`,
      (name) => `${name}.data?.locked;`,
    ],
  },
  streamed: {
    import: 'import { ofetch as streaming } from "ofetch";',
    type: "ReadableStream<Uint8Array>",
    promised: true,
    request: (url) => `streaming(${url}, { responseType: "stream", ignoreResponseError: true })`,
    options: [],
    status: null,
    read: (name) => `new Response(${name}).text()`,
    ends: webStreamEnds((name) => name).map((end): Dialect["ends"][number] => (name, fresh) => {
      const { awaited, synchronous } = end(name, fresh);
      const plain = (code: string): string => code.replace("?.", ".").replace(" ?? []", "");
      return { awaited: plain(awaited), synchronous: synchronous === null ? null : plain(synchronous) };
    }),
    looks: [
      (name) => `console.log(${name});`,
      (name) => `${name}.locked;`,
      (name) => `${name}.getReader().releaseLock();`,
    ],
  },
  needle: {
    import: 'import needle from "needle";',
    type: "NodeJS.ReadableStream",
    promised: false,
    request: (url) => `needle.get(${url})`,
    also: [(url) => `needle.post(${url}, "")`, (url) => `needle.request("get", ${url}, null)`],
    options: [],
    status: null,
    ends: [
      (name) => both(`${name}.resume();`),
      (name) => both(`${name}.on("data", () => undefined);`),
      (name, fresh) => eachChunk(name, fresh),
      (name, fresh) => firstChunk(name, fresh),
      (name) => both(`${name}.on("end", () => undefined);`),
      (name) => both(`${name}.on("data", () => undefined).pause();`),
      (name) => settling(`pipeline(${name}, new PassThrough().resume())`),
      (name) => both(`${name}.pipe(new PassThrough().resume());`),
      (name) => onlyAwaited(`await new Promise((resolve) => ${name}.on("end", resolve).resume());`),
    ],
    looks: [
      (name) => `console.log(${name});`,
      (name) => `log(${name}.readable);`,
      (name) => `${name}.setEncoding("utf8");`,
      (name) => `${name}.isPaused();`,
    ],
  },
  dispatched: {
    ...nodeClients.undici,
    import: 'import { Agent, type Dispatcher as Dispatched, RetryAgent } from "undici";',
    type: "Dispatched.ResponseData",
    request: (url, options) =>
      `new RetryAgent(new Agent()).request({ origin: ${url}, path: "/", method: "GET"${options === "" ? "" : `, ${options}`} })`,
    options: ["signal"],
  },
  dispatchedPipeline: {
    ...nodeClients.pipelined,
    import: 'import { Agent as PipelineAgent } from "undici";',
    request: (url) => `new PipelineAgent().pipeline({ origin: ${url}, path: "/", method: "GET" }, ({ body }) => body)`,
  },
} as const satisfies Readonly<Record<string, ClientDialect>>;
