/**
 * How a body is read to its end, or given up, through each view of it: what suggestions are written from. FACTS: drain bounded bodies, for
 * the connection is reused; cancel large or endless ones, for the connection (on HTTP/2 the stream) is given up.
 */
import type { FacetName, ResourceKind } from "./types.js";

export type RepairKind = "drain" | "cancel";

export interface Repair {
  readonly kind: RepairKind;
  /** From the view to the method to call; every step but the last is a property. */
  readonly members: readonly string[];
  /** It reads only so much, and gives up what is longer. */
  readonly atMost?: string;
  /** Source text of the argument, if there must be one. */
  readonly argument?: string;
  /**
   * `promise`: one that rejects if the connection dies (measured: an unhandled rejection ends the process). `nothing`: fails silently.
   * `errorEvent`: an `'error'` event, which is an uncaught exception where nobody listens.
   */
  readonly failure: "promise" | "nothing" | "errorEvent";
  /** The view is there before the answer is; until then, this takes the request back, and the answer never comes. */
  readonly onlyAnswered?: true;
  /** Its promise may never settle where the connection dies: awaited, it would keep an error from being thrown. */
  readonly neverAwaited?: true;
  /** What says so: a measurement (M), see FACTS.md and test/suggestions. */
  readonly source: string;
}

const onError = "M: raises 'error' when the connection dies, or when destroyed early; uncaught without a listener";

const readWhole = {
  kind: "drain",
  members: ["arrayBuffer"],
  failure: "promise",
  source: "M: connection reused",
} as const satisfies Repair;

const resume = { kind: "drain", members: ["resume"], failure: "errorEvent", source: onError } as const satisfies Repair;

const destroy = {
  kind: "cancel",
  members: ["destroy"],
  failure: "errorEvent",
  source: onError,
} as const satisfies Repair;

const destroyAnswered = { ...destroy, onlyAnswered: true } as const satisfies Repair;

const webResponse = [
  readWhole,
  { kind: "cancel", members: ["body", "cancel"], failure: "promise", source: "M: connection given up" },
] as const satisfies readonly Repair[];

const webRepairs = {
  response: webResponse,
  made: webResponse,
  body: [
    {
      kind: "drain",
      members: ["pipeTo"],
      argument: "new WritableStream()",
      failure: "promise",
      source: "M: connection reused",
    },
    { kind: "cancel", members: ["cancel"], failure: "promise", source: "M: connection given up" },
  ],
  reader: [{ kind: "cancel", members: ["cancel"], failure: "promise", source: "M: connection given up" }],
  readable: [resume, destroy],
} as const satisfies Readonly<Partial<Record<FacetName, readonly Repair[]>>>;

const repairs: Readonly<Record<ResourceKind, Readonly<Partial<Record<FacetName, readonly Repair[]>>>>> = {
  web: webRepairs,
  "undici-request": {
    ...webRepairs,
    response: [
      {
        kind: "drain",
        members: ["body", "dump"],
        atMost: "128 KiB",
        failure: "promise",
        source: "M: reads at most 128 KiB, then gives up",
      },
      { kind: "cancel", members: ["body", "destroy"], failure: "errorEvent", source: onError },
    ],
    body: [
      {
        kind: "drain",
        members: ["dump"],
        atMost: "128 KiB",
        failure: "promise",
        source: "M: reads at most 128 KiB, then gives up",
      },
      { kind: "cancel", members: ["destroy"], failure: "errorEvent", source: onError },
    ],
  },
  "undici-pipeline": {
    response: [resume, destroyAnswered],
  },
  "node-http": {
    ...webRepairs,
    response: [
      { kind: "drain", members: ["resume"], failure: "nothing", source: "M: connection reused" },
      { kind: "cancel", members: ["destroy"], failure: "nothing", source: "M: connection given up" },
    ],
  },
  "node-http2": {
    ...webRepairs,
    response: [
      { kind: "drain", members: ["resume"], failure: "nothing", source: "M: no RST_STREAM" },
      { kind: "cancel", members: ["close"], failure: "nothing", onlyAnswered: true, source: "M: one RST_STREAM" },
    ],
  },
  // M: no way but reading to the end frees the connection, and a read does not settle where the server hangs up in the middle.
  "node-fetch-2": { response: [{ ...readWhole, neverAwaited: true }], readable: [resume] },
  "node-fetch-3": { response: [readWhole], readable: [resume] },
  "got-stream": { response: [resume, destroyAnswered], readable: [resume, destroy] },
  "axios-stream": {
    response: [
      { ...resume, members: ["data", "resume"] },
      { ...destroy, members: ["data", "destroy"] },
    ],
    readable: [resume, destroy],
  },
  "needle-stream": { response: [resume, destroyAnswered], readable: [resume, destroy] },
  // On Node it is node-fetch 2, and what is typed as a web stream is none.
  "cross-fetch": { response: [{ ...readWhole, neverAwaited: true }] },
  "openapi-fetch": {
    ...webRepairs,
    message: webRepairs.response,
    response: [
      { kind: "drain", members: ["response", "arrayBuffer"], failure: "promise", source: "M: connection reused" },
      { kind: "cancel", members: ["data", "cancel"], failure: "promise", source: "M: connection given up" },
    ],
  },
  // `destroy()` gives the connection up, but the type of a Body allows for a web stream, which has none.
  "s3-object": {
    inner: webRepairs.body,
    readable: webRepairs.readable,
    reader: webRepairs.reader,
    response: [
      { kind: "drain", members: ["Body", "transformToByteArray"], failure: "promise", source: "M: connection reused" },
    ],
    body: [{ kind: "drain", members: ["transformToByteArray"], failure: "promise", source: "M: connection reused" }],
  },
};

/**
 * What mends a leak through this view, the usual choice first.
 *
 * @example repairsOf("web", "response").map(({ kind }) => kind) // ["drain", "cancel"]
 */
export function repairsOf(resource: ResourceKind, facet: FacetName): readonly Repair[] {
  return repairs[resource][facet] ?? [];
}
