/**
 * `axios` with `responseType: "stream"`: the stream in `data`, and the one in the error of a status that it rejects. Otherwise it takes care
 * of itself.
 *
 * Measured (axios 1 on Node 20, HTTP/1.1, a pool of one): an unread stream keeps its connection, whatever its size, also of 204, 304, HEAD
 * and `content-length: 0`; so does `error.response.data`. `destroy()` and aborting give the connection up. With `adapter: "fetch"`, `data`
 * is a web stream, whose `cancel()` does.
 */
import { borrows, members } from "./members.js";
import { nodeStream, nodeType, readable } from "./node-facets.js";
import { httpAgent } from "./node-http.js";
import type { CallRow, Resource } from "./types.js";
import { webStreamFacets } from "./web-facets.js";

const AXIOS = ["axios"] as const;

const response: Resource["facets"]["response"] = {
  types: [{ packages: AXIOS, path: ["AxiosResponse"] }],
  holds: true,
  members: {
    ...members("data", { effect: "view", facet: "readable" }),
    ...members("headers", { effect: "view", facet: "headers" }),
    ...members("status", { effect: "guard", guard: "status" }),
    ...borrows("statusText config request duration"),
  },
};

/** What axios gives where it is asked for a stream. */
export const axiosStreamResource: Resource = {
  kind: "axios-stream",
  arrives: "promise",
  facets: {
    ...webStreamFacets,
    response,
    rejection: {
      types: [{ packages: AXIOS, path: ["AxiosError"] }],
      holds: true,
      members: {
        ...members("response", { effect: "view", facet: "response" }),
        ...members("status", { effect: "guard", guard: "status" }),
        ...members("isAxiosError", { effect: "constant", value: true }),
        ...members("name", { effect: "constant", value: "AxiosError" }),
        // ERR_BAD_REQUEST or ERR_BAD_RESPONSE, and none of those that come without a response: ERR_NETWORK, ECONNABORTED, ERR_CANCELED.
        ...members("code", { effect: "constant", value: "ERR_BAD_RESPONSE" }),
        ...borrows("config request toJSON cause event message stack"),
      },
    },
    readable: {
      ...readable,
      types: [nodeStream, nodeType("stream", "Stream", "Readable"), ...webStreamFacets.body.types],
      members: { ...readable.members, ...webStreamFacets.body.members },
    },
    owner: httpAgent,
    headers: { types: [], holds: false, members: members("content-length", { effect: "header" }) },
  },
  emptyStatuses: [],
  headOwesNothing: false,
  emptyLengthOwesNothing: false,
};

const requests: readonly { readonly names: string; readonly url?: number; readonly options: readonly number[] }[] = [
  { names: "get delete head options", url: 0, options: [1] },
  { names: "post put patch postForm putForm patchForm query", url: 0, options: [2] },
  { names: "request", options: [0] },
];

/** The methods of an instance. */
function methods(names: string): CallRow["paths"] {
  return names.split(" ").map((name) => ["Axios", name]);
}

function streams(paths: CallRow["paths"], options: readonly number[], url?: number): CallRow {
  return {
    packages: AXIOS,
    paths,
    said: "responseType",
    model: {
      kind: "acquire",
      resource: "axios-stream",
      deliveries: [{ by: "promise", facet: "response" }],
      ...(url !== undefined && { url }),
      options,
      requiredOptions: { responseType: ["stream"] },
      clientMakers: ["create"],
      failure: { option: "validateStatus", off: true, carrier: "rejection" },
      ownerOption: "httpAgent",
    },
    source: "M: axios responseType: 'stream' leaves you the duty, and so does its rejected error.response.data",
  };
}

/** What the functions of axios do. */
export const axiosRows: readonly CallRow[] = [
  ...requests.map(({ names, url, options }) => streams(methods(names), options, url)),
  // Of a URL and options, or of options alone; in CommonJS, declared within a namespace.
  streams([["AxiosInstance"], ["axios", "AxiosInstance"]], [0, 1], 0),
  {
    packages: AXIOS,
    paths: [["isAxiosError"], ["AxiosStatic", "isAxiosError"], ["axios", "AxiosStatic", "isAxiosError"]],
    model: { kind: "recognises", facet: "rejection" },
    source: "R: tells an error of axios from others",
  },
  {
    packages: AXIOS,
    paths: [["isCancel"], ["AxiosStatic", "isCancel"], ["axios", "AxiosStatic", "isCancel"]],
    model: { kind: "recognises", facet: null },
    source: "R: tells a request that was cancelled, which has no response",
  },
];
