/** undici's own interface: `request`, `stream`, `pipeline`, and the same as methods of every Dispatcher. Its `fetch` is in web.ts. */
import { borrows, chains, members } from "./members.js";
import { duplexEvents, duplexMembers, nodeType, readable, readableEvents, readableMembers } from "./node-facets.js";
import type { Acquisition, CallRow, Facet, Resource } from "./types.js";
import { UNDICI_PACKAGES } from "./web.js";
import { webStreamFacets } from "./web-facets.js";

/**
 * A client, pool or agent. `destroy()` gives up what it handed out; `close()` waits for it.
 */
const dispatcher: Facet = {
  types: ["Dispatcher", "Client", "Pool", "BalancedPool", "Agent"].map((name) => ({
    packages: UNDICI_PACKAGES,
    path: [name],
  })),
  holds: false,
  members: {
    ...members("destroy", { effect: "cancel" }),
    ...chains("on once off addListener removeListener prependListener prependOnceListener removeAllListeners"),
    ...chains("setMaxListeners addUpstream removeUpstream"),
    ...borrows("close closed destroyed stats pipelining upstreams getUpstream"),
    ...borrows("request stream pipeline connect upgrade dispatch compose"),
    ...borrows("emit listeners rawListeners listenerCount eventNames getMaxListeners"),
    ...borrows("[EventEmitter.captureRejectionSymbol]"),
  },
};

/** What `undici.request` gives. */
export const undiciRequestResource: Resource = {
  kind: "undici-request",
  arrives: "promise",
  facets: {
    ...webStreamFacets,
    response: {
      types: [{ packages: UNDICI_PACKAGES, path: ["Dispatcher", "ResponseData"] }],
      holds: true,
      members: {
        ...members("body", { effect: "view", facet: "body" }),
        ...members("headers", { effect: "view", facet: "headers" }),
        ...members("statusCode", { effect: "guard", guard: "status" }),
        ...borrows("statusText trailers opaque context"),
      },
    },
    body: {
      types: [
        { packages: UNDICI_PACKAGES, path: ["BodyReadable"] },
        { packages: UNDICI_PACKAGES, path: ["Dispatcher", "BodyMixin"] },
      ],
      holds: true,
      members: {
        ...readableMembers,
        ...members("text json arrayBuffer blob bytes dump", { effect: "read" }),
        // M: always rejects, and reads nothing.
        ...borrows("formData"),
        ...members("bodyUsed", { effect: "guard", guard: "bodyUsed" }),
        ...members("body", { effect: "view", facet: "inner" }),
      },
      events: readableEvents,
      iteration: "always",
      disposable: true,
    },
    inner: {
      ...webStreamFacets.body,
      members: {
        ...webStreamFacets.body.members,
        // M: `body.body.cancel()` before any read does nothing.
        ...borrows("cancel"),
        ...members("pipeThrough", { effect: "view", facet: "inner", throughArgument: 0 }),
      },
    },
    readable,
    owner: dispatcher,
    // A plain record here: `headers["content-length"]`.
    headers: { types: [], holds: false, members: members("content-length", { effect: "header" }) },
  },
  emptyStatuses: [204, 304],
  headOwesNothing: true,
  emptyLengthOwesNothing: true,
};

/** The Duplex that `undici.pipeline` gives. */
export const undiciPipelineResource: Resource = {
  kind: "undici-pipeline",
  arrives: "value",
  facets: {
    ...webStreamFacets,
    response: {
      types: [nodeType("stream", "Stream", "Duplex")],
      holds: true,
      members: duplexMembers,
      events: duplexEvents,
      iteration: "always",
      disposable: true,
    },
    readable,
    owner: dispatcher,
  },
  emptyStatuses: [],
  headOwesNothing: true,
  emptyLengthOwesNothing: true,
};

const requested = {
  kind: "acquire",
  resource: "undici-request",
  ownerOption: "dispatcher",
} as const;

const piped = {
  kind: "acquire",
  resource: "undici-pipeline",
  deliveries: [{ by: "value", facet: "response" }],
} as const;

const methodRequest: Acquisition = {
  ...requested,
  deliveries: [
    { by: "callback", facet: "response", parameter: 1 },
    { by: "promise", facet: "response" },
  ],
  options: [0],
  owner: true,
};

/** What undici's own functions do. */
export const undiciRows: readonly CallRow[] = [
  {
    packages: UNDICI_PACKAGES,
    paths: [["request"], ["Undici", "request"]],
    model: { ...requested, deliveries: [{ by: "promise", facet: "response" }], url: 0, options: [1] },
    source: "M: undici.request, table of its body",
  },
  {
    packages: UNDICI_PACKAGES,
    paths: [["Dispatcher", "request"]],
    model: methodRequest,
    source: "M: undici.request, table of its body; Client, Pool, Agent, RetryAgent inherit it",
  },
  {
    packages: UNDICI_PACKAGES,
    paths: [["pipeline"], ["Undici", "pipeline"]],
    model: { ...piped, url: 0, options: [1], ownerOption: "dispatcher" },
    source: "M: undici.pipeline() unread leaves you the duty",
  },
  {
    packages: UNDICI_PACKAGES,
    paths: [["Dispatcher", "pipeline"]],
    model: { ...piped, options: [0], owner: true },
    source: "M: undici.pipeline() unread leaves you the duty",
  },
  {
    packages: UNDICI_PACKAGES,
    paths: [["stream"], ["Undici", "stream"], ["Dispatcher", "stream"]],
    model: { kind: "selfContained" },
    source: "M: undici.stream() writes the body into the factory's Writable",
  },
  {
    packages: UNDICI_PACKAGES,
    paths: [
      ["Interceptors", "dump"],
      ["Interceptors", "responseError"],
    ],
    model: { kind: "caretaker" },
    source: "M: interceptors.dump() and interceptors.responseError() take care of themselves",
  },
];
