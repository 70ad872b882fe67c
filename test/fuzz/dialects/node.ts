/** Responses that are Node streams, or have one as their body. */
import {
  type ClientDialect,
  type Dialect,
  both,
  eachChunk,
  firstChunk,
  floating,
  logging,
  onlyAwaited,
  settling,
} from "./dialect.js";

/**
 * What is done to a Node stream.
 *
 * @param stream - The stream, as the code before `.resume()`.
 * @param iterable - The same, to iterate over.
 */
export function flowEnds(
  stream: (name: string) => string,
  iterable: (name: string) => string = stream,
): Dialect["ends"] {
  return [
    (name) => both(`${stream(name)}.resume();`),
    (name) => both(`${stream(name)}.on("error", () => undefined).destroy();`),
    (name) => both(`${stream(name)}.on("data", () => undefined);`),
    (name) => both(`${stream(name)}.setEncoding("utf8").on("data", () => undefined);`),
    (name) => both(`${stream(name)}.once("data", () => undefined);`),
    (name, fresh) => eachChunk(iterable(name), fresh),
    (name, fresh) => firstChunk(iterable(name), fresh),
    (name) => both(`${stream(name)}.on("end", () => undefined);`),
    (name) => both(`${stream(name)}.on("data", () => undefined).pause();`),
  ];
}

/** What is done to a Node stream that is there for sure. */
export const streamEnds: Dialect["ends"] = [
  ...flowEnds((name) => name),
  (name) => settling(`pipeline(${name}, new PassThrough().resume())`),
  (name) => both(`${name}.pipe(new PassThrough().resume());`),
  (name) => both(`pipelineOf(${name}, new PassThrough().resume(), () => undefined);`),
  (name) => onlyAwaited(`await new Promise((resolve) => ${name}.on("close", resolve).resume());`),
  (name) => settling(`consume(${name})`),
];

/** The same of a stream that is a part of what is held. */
function of(part: string): Dialect["ends"] {
  return streamEnds.map((end) => (name, fresh) => end(`${name}.${part}`, fresh));
}

const numbered = (name: string): string => `${name}.statusCode`;

export const nodeClients = {
  undici: {
    import: 'import { type Dispatcher, request } from "undici";',
    type: "Dispatcher.ResponseData",
    promised: true,
    request: (url, options) => `request(${url}${options === "" ? "" : `, { ${options} }`})`,
    options: ["signal", "head"],
    status: numbered,
    isUsed: (name) => `${name}.body.bodyUsed`,
    length: (name) => `${name}.headers["content-length"]`,
    read: (name) => `${name}.body.text()`,
    ends: [
      (name) => logging(`${name}.body.text()`),
      (name) => settling(`${name}.body.dump()`),
      (name) => logging(`${name}.body.json()`),
      (name) => logging(`${name}.body.arrayBuffer()`),
      (name) => floating(`${name}.body.text()`),
      (name) => settling(`${name}.body.dump({ limit: 1 })`),
      ...of("body"),
    ],
    looks: [
      (name) => `log(${name}.statusCode);`,
      (name) => `console.log(${name});`,
      (name) => `log(${name}.headers["etag"]);`,
      (name) => `log(${name}.body.bodyUsed);`,
      (name) => `${name}.trailers;`,
      (name) => `${name}.body.setEncoding("utf8");`,
    ],
  },
  http: {
    import: 'import http from "node:http";',
    type: "http.IncomingMessage",
    promised: true,
    request: (url) =>
      `new Promise<http.IncomingMessage>((resolve, reject) => { http.get(${url}, resolve).on("error", reject); })`,
    listen: (url, listener) => `http.get(${url}, ${listener}).on("error", () => undefined);`,
    options: [],
    status: numbered,
    ends: streamEnds,
    looks: [
      (name) => `log(${name}.statusCode);`,
      (name) => `console.log(${name});`,
      (name) => `log(${name}.headers["etag"]);`,
      (name) => `log(${name}.complete);`,
      (name) => `${name}.statusMessage;`,
      (name) => `${name}.setEncoding("utf8");`,
    ],
  },
  http2: {
    import: 'import http2 from "node:http2";',
    type: "http2.ClientHttp2Stream",
    promised: false,
    request: (url) => `http2.connect(${url}).request({ ":path": "/" })`,
    options: [],
    status: null,
    ends: [
      (name) => both(`${name}.close();`),
      (name) => both(`${name}.close(8);`),
      (name) => both(`${name}.on("response", () => undefined);`),
      ...streamEnds,
    ],
    looks: [
      (name) => `log(${name}.id);`,
      (name) => `console.log(${name});`,
      (name) => `${name}.end();`,
      (name) => `${name}.setEncoding("utf8");`,
    ],
  },
  axios: {
    import: 'import axios, { type AxiosResponse } from "axios";',
    type: 'AxiosResponse<import("node:stream").Readable>',
    promised: true,
    also: [
      (url) =>
        `axios.request<import("node:stream").Readable>({ url: ${url}, responseType: "stream", validateStatus: null })`,
      (url) =>
        `axios.post<import("node:stream").Readable>(${url}, "", { responseType: "stream", validateStatus: null })`,
      (url) => `axios<import("node:stream").Readable>(${url}, { responseType: "stream", validateStatus: null })`,
    ],
    request: (url, options) =>
      `axios.get<import("node:stream").Readable>(${url}, { responseType: "stream", validateStatus: null${options === "" ? "" : `, ${options}`} })`,
    options: ["signal"],
    status: (name) => `${name}.status`,
    length: (name) => `${name}.headers["content-length"]`,
    ends: of("data"),
    looks: [
      (name) => `log(${name}.status);`,
      (name) => `console.log(${name});`,
      (name) => `log(${name}.headers["etag"]);`,
      (name) => `log(${name}.statusText);`,
      (name) => `${name}.data.setEncoding("utf8");`,
    ],
  },
  nodeFetch: {
    import: 'import nodeFetch, { type Response as NodeResponse } from "node-fetch";',
    type: "NodeResponse",
    promised: true,
    request: (url) => `nodeFetch(${url})`,
    options: [],
    status: (name) => `${name}.status`,
    ok: (name) => `${name}.ok`,
    isUsed: (name) => `${name}.bodyUsed`,
    length: (name) => `${name}.headers.get("content-length")`,
    read: (name) => `${name}.text()`,
    ends: [
      (name) => logging(`${name}.text()`),
      (name) => logging(`${name}.json()`),
      (name) => logging(`${name}.arrayBuffer()`),
      (name) => floating(`${name}.text()`),
      ...flowEnds(
        (name) => `${name}.body?`,
        (name) => `${name}.body ?? []`,
      ),
    ],
    looks: [
      (name) => `log(${name}.status);`,
      (name) => `console.log(${name});`,
      (name) => `log(${name}.headers.get("etag"));`,
      (name) => `log(${name}.body === null);`,
      (name) => `${name}.url;`,
    ],
  },
  got: {
    import: 'import got, { type Request as GotStream } from "got14";',
    type: "GotStream",
    promised: false,
    request: (url) => `got.stream(${url}, { retry: { limit: 0 }, throwHttpErrors: false })`,
    also: [(url) => `got(${url}, { isStream: true, retry: { limit: 0 }, throwHttpErrors: false })`],
    options: [],
    status: null,
    ends: streamEnds,
    looks: [
      (name) => `console.log(${name});`,
      (name) => `log(${name}.readableEnded);`,
      (name) => `${name}.setEncoding("utf8");`,
    ],
  },
  pipelined: {
    import: 'import { pipeline as undiciPipeline } from "undici";',
    type: 'import("node:stream").Duplex',
    promised: false,
    request: (url) => `undiciPipeline(${url}, { method: "GET" }, ({ body }) => body)`,
    options: [],
    status: null,
    ends: streamEnds,
    looks: [
      (name) => `console.log(${name});`,
      (name) => `log(${name}.readableEnded);`,
      (name) => `${name}.setEncoding("utf8");`,
    ],
  },
} as const satisfies Readonly<Record<string, ClientDialect>>;
