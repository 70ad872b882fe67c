/** openapi-fetch: reads what it gets, and what it gets with a status that is not ok. With `parseAs: "stream"` the data are the body. */
import { members } from "./members.js";
import type { Acquisition, CallRow, Resource } from "./types.js";
import { webFacets } from "./web.js";

const { response: message, ...streamFacets } = webFacets;

const highestStatus = 999;

/** `{ data, error, response }`, with data that are a stream. */
export const openapiFetchResource: Resource = {
  kind: "openapi-fetch",
  arrives: "promise",
  facets: {
    ...streamFacets,
    message,
    response: {
      types: [{ packages: ["openapi-fetch"], path: ["FetchResponse"] }],
      holds: true,
      members: {
        ...members("data", { effect: "view", facet: "body" }),
        ...members("error", { effect: "guard", guard: "failed" }),
        ...members("response", { effect: "view", facet: "message" }),
      },
    },
  },
  // M: what is not ok is read into `error`.
  emptyStatuses: Array.from({ length: highestStatus + 1 }, (_, status) => status).filter(
    (status) => status < 200 || status > 299 || status === 204 || status === 205,
  ),
  headOwesNothing: true,
  emptyLengthOwesNothing: true,
};

const streamed = {
  kind: "acquire",
  resource: "openapi-fetch",
  deliveries: [{ by: "promise", facet: "response" }],
  requiredOptions: { parseAs: ["stream"] },
} as const satisfies Omit<Acquisition, "options">;

const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "TRACE"];
const source = "M: with parseAs: 'stream' the body is yours, else openapi-fetch reads it, that of a 500 too";

/** What the methods of a client do. */
export const openapiFetchRows: readonly CallRow[] = [
  {
    packages: ["openapi-fetch"],
    paths: methods.map((method) => ["Client", method]),
    model: { ...streamed, options: [1] },
    source,
  },
  {
    packages: ["openapi-fetch"],
    paths: [["Client", "request"]],
    model: { ...streamed, options: [2] },
    source,
  },
  {
    packages: ["openapi-fetch"],
    // A function type in a mapped type.
    paths: [["ClientForPath", "()"]],
    names: methods,
    model: { ...streamed, options: [0] },
    source,
  },
  {
    packages: ["openapi-fetch"],
    paths: [["Client", "HEAD"]],
    model: { kind: "selfContained" },
    source: "M: HEAD owes nothing",
  },
];
