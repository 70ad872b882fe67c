/** `fetch` and its `Response`: lib.dom, lib.webworker, @types/node, undici, Cloudflare Workers. */
import { borrows, members } from "./members.js";
import { readable } from "./node-facets.js";
import { fetchAcquisition } from "./fetch-acquisition.js";
import { kyError, kyPromise } from "./ky.js";
import type { CallRow, Facet, Resource } from "./types.js";
import { headers, WEB_PACKAGES, webStreamFacets } from "./web-facets.js";

/** undici's own types, as the package and as what @types/node depends on. */
export const UNDICI_PACKAGES = ["undici", "undici-types"] as const;

const response = {
  types: [
    { packages: WEB_PACKAGES, path: ["Response"] },
    { packages: UNDICI_PACKAGES, path: ["Response"] },
    { packages: ["ky"], path: ["KyResponse"] },
    { packages: ["ofetch"], path: ["FetchResponse"] },
    { packages: ["hono"], path: ["ClientResponse"] },
  ],
  holds: true,
  members: {
    ...members("text json arrayBuffer blob bytes formData", { effect: "read" }),
    // `_data` is ofetch's, and the body wherever the response is acquired at all.
    ...members("body textStream _data", { effect: "view", facet: "body" }),
    ...members("headers", { effect: "view", facet: "headers" }),
    ...members("ok", { effect: "guard", guard: "ok" }),
    ...members("status", { effect: "guard", guard: "status" }),
    ...members("bodyUsed", { effect: "guard", guard: "bodyUsed" }),
    ...members("clone", { effect: "split", result: "response" }),
    ...members("type", { effect: "guard", guard: "type" }),
    ...borrows("redirected statusText url"),
    ...members("webSocket", { effect: "guard", guard: "upgraded" }),
    ...borrows("cf"),
    // hono's ClientResponse has the server's method, too.
    ...borrows("redirect"),
  },
} satisfies Facet;

/** `new Response(res.body)`, as the standard fills in what it is not given. */
const made = {
  ...response,
  members: {
    ...response.members,
    ...members("ok", { effect: "constant", value: true }),
    ...members("status", { effect: "constant", value: 200 }),
    ...members("type", { effect: "constant", value: "default" }),
    ...members("clone", { effect: "split", result: "made" }),
    ...borrows("headers webSocket"),
  },
} satisfies Facet;

/** The views of a web Response, and of what clients call one that is made of a web Response. */
export const webFacets = {
  ...webStreamFacets,
  response,
  made,
  readable,
  headers,
  promise: kyPromise,
  rejection: kyError,
} satisfies Resource["facets"];

/** A web Response. */
export const webResource: Resource = {
  kind: "web",
  arrives: "promise",
  facets: webFacets,
  emptyStatuses: [204, 205, 304],
  emptyTypes: ["opaque", "opaqueredirect", "error"],
  headOwesNothing: true,
  emptyLengthOwesNothing: true,
};

/** What `fetch` and its neighbours do. */
export const webRows: readonly CallRow[] = [
  {
    packages: WEB_PACKAGES,
    paths: [["fetch"], ["WindowOrWorkerGlobalScope", "fetch"], ["ServiceWorkerGlobalScope", "fetch"]],
    model: fetchAcquisition,
    source: "M: unread fetch bodies pin connections",
  },
  {
    packages: UNDICI_PACKAGES,
    paths: [["fetch"], ["Undici", "fetch"]],
    model: { ...fetchAcquisition, ownerOption: "dispatcher" },
    source: "M: undici's fetch is Node's",
  },
  {
    packages: ["@cloudflare/workers-types"],
    paths: [["Fetcher", "fetch"]],
    model: fetchAcquisition,
    source: "R: Workers advise cancel() for memory; a service binding's fetch gives the same Response",
  },
  {
    packages: ["lib", "@types/web", "@cloudflare/workers-types", ...UNDICI_PACKAGES],
    paths: [
      ["Cache", "match"],
      ["Cache", "matchAll"],
      ["CacheStorage", "match"],
    ],
    model: { kind: "selfContained" },
    source: "DESIGN: a cached response pins no connection",
  },
  {
    packages: [...WEB_PACKAGES, ...UNDICI_PACKAGES],
    paths: [["Request"]],
    model: { kind: "builtin", builtin: "Request" },
    source: "R: fetch(new Request(url, init)) is fetch(url, init)",
  },
  {
    packages: [...WEB_PACKAGES, ...UNDICI_PACKAGES],
    paths: [["Response"]],
    model: { kind: "wrap", argument: 0, facet: "response", alone: "made" },
    source: "M: new Response(res.body).text() discharges, an unread one does not",
  },
  {
    packages: [...WEB_PACKAGES, ...UNDICI_PACKAGES],
    paths: [["Response", "json"], ["Response", "redirect"], ["Response", "error"], ["Headers"]],
    model: { kind: "arguments", effects: ["borrow"] },
    source: "M: made locally, owes nothing; copies headers",
  },
];
