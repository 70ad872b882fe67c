/**
 * `node:http` and `node:https` as clients. An `IncomingMessage` owes only here, as what a *client's* call delivers: a server's `req` is the
 * same type and owes nothing.
 *
 * Measured: with a `response` listener the duty is always there, for empty bodies, 204 and HEAD too; without any listener Node discards the
 * response by itself.
 */
import { borrows, chains, events, members } from "./members.js";
import {
  emitterMembers,
  nodeType,
  readable,
  readableEvents,
  readableMembers,
  socket,
  writableMembers,
} from "./node-facets.js";
import type { CallRow, Facet, Resource } from "./types.js";
import { webStreamFacets } from "./web-facets.js";

/** An agent: destroying it ends what its sockets carry. */
export const httpAgent = {
  types: [nodeType("http", "Agent")],
  holds: false,
  members: {
    ...members("destroy", { effect: "cancel" }),
    ...borrows("maxFreeSockets maxSockets maxTotalSockets freeSockets sockets requests"),
    ...borrows("createConnection keepSocketAlive reuseSocket getName"),
    ...chains("on once off addListener removeListener prependListener prependOnceListener removeAllListeners"),
    ...chains("setMaxListeners"),
    ...borrows("emit listeners rawListeners listenerCount eventNames getMaxListeners"),
    ...borrows("[EventEmitter.captureRejectionSymbol]"),
  },
} satisfies Facet;

/** Members of an `IncomingMessage`, beside those of a `Readable`. */
export const messageMembers: Facet["members"] = {
  ...members("statusCode", { effect: "guard", guard: "status" }),
  ...members("socket connection", { effect: "view", facet: "socket" }),
  ...chains("setTimeout"),
  ...borrows("statusMessage headers headersDistinct rawHeaders trailers trailersDistinct rawTrailers"),
  ...borrows("aborted complete httpVersion httpVersionMajor httpVersionMinor method url signal"),
};

/** What `http.get` and `http.request` deliver. */
export const nodeHttpResource: Resource = {
  kind: "node-http",
  arrives: "callback",
  facets: {
    ...webStreamFacets,
    response: {
      types: [nodeType("http", "IncomingMessage")],
      holds: true,
      members: { ...readableMembers, ...messageMembers },
      events: readableEvents,
      iteration: "always",
      disposable: true,
    },
    request: {
      types: [nodeType("http", "ClientRequest")],
      holds: true,
      members: {
        ...emitterMembers,
        ...writableMembers,
        ...members("destroy abort", { effect: "cancel" }),
        ...members("socket connection", { effect: "view", facet: "socket" }),
        ...chains("setTimeout setHeader setHeaders appendHeader"),
        ...borrows(
          "aborted host protocol reusedSocket maxHeadersCount method path onSocket setNoDelay setSocketKeepAlive",
        ),
        ...borrows(
          "getRawHeaderNames getHeader getHeaders getHeaderNames hasHeader removeHeader addTrailers flushHeaders",
        ),
        ...borrows("req chunkedEncoding shouldKeepAlive useChunkedEncodingByDefault sendDate finished headersSent"),
        ...borrows("closed destroyed errored pipe compose _construct _destroy"),
      },
      events: {
        response: "deliver",
        ...events(
          "abort close connect continue drain error finish information pipe socket timeout unpipe upgrade",
          "borrow",
        ),
      },
    },
    readable,
    socket,
    owner: httpAgent,
  },
  emptyStatuses: [],
  headOwesNothing: false,
  emptyLengthOwesNothing: false,
};

/** What the functions of `http` and `https` do. */
export const nodeHttpRows: readonly CallRow[] = [
  {
    packages: ["@types/node"],
    modules: ["http", "https"],
    paths: [["get"], ["request"], ["ClientRequest"]],
    model: {
      kind: "acquire",
      resource: "node-http",
      deliveries: [{ by: "callback", facet: "response", parameter: 0, emitter: "request" }],
      url: 0,
      options: [0, 1],
      ownerOption: "agent",
    },
    source: "M: an unread IncomingMessage with a listener stalls its agent; without one Node discards it",
  },
];
