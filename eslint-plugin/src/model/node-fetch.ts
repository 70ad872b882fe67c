/**
 * `node-fetch` 2 and 3: a `Response` whose body is a Node stream. And `cross-fetch` and `isomorphic-fetch`, which are typed as the browser's
 * fetch, and are `node-fetch` 2 where they run on Node.
 *
 * Measured (Node 20, HTTP/1.1, a pool of one): unread bodies of 204, 205, 304, HEAD and `content-length: 0` pin nothing, larger ones do;
 * a `clone()` of which one branch is unread holds up the other; aborting gives the connection up. Of version 2, `body.destroy()`, a
 * `for await` that is left and whatever else gives up its body leave the connection as it was: only reading to the end discharges.
 */
import { borrows, members } from "./members.js";
import { nodeStream, nodeType, readable, readableEvents, readableMembers } from "./node-facets.js";
import { httpAgent } from "./node-http.js";
import type { Acquisition, CallRow, Facet, Resource, ResourceKind } from "./types.js";
import { webResource } from "./web.js";
import { headers, webStreamFacets } from "./web-facets.js";

/** Version 3 brings its own types, version 2 has those of DefinitelyTyped. */
const [VERSION_2, VERSION_3] = ["@types/node-fetch", "node-fetch"] as const;

const owesNothing = {
  emptyStatuses: [204, 205, 304],
  headOwesNothing: true,
  emptyLengthOwesNothing: true,
} as const;

function response(declaredIn: string, more: Facet["members"]): Facet {
  return {
    types: [{ packages: [declaredIn], path: ["Response"] }],
    holds: true,
    members: {
      ...members("text json arrayBuffer blob buffer", { effect: "read" }),
      ...members("body", { effect: "view", facet: "readable" }),
      ...members("headers", { effect: "view", facet: "headers" }),
      ...members("ok", { effect: "guard", guard: "ok" }),
      ...members("status", { effect: "guard", guard: "status" }),
      ...members("bodyUsed", { effect: "guard", guard: "bodyUsed" }),
      ...members("clone", { effect: "split", result: "response" }),
      ...borrows("redirected statusText type url size"),
      ...more,
    },
  };
}

function headersOf(declaredIn: string): Facet {
  // Its Headers have no `getSetCookie`.
  const common = Object.entries(headers.members).filter(([name]) => name !== "getSetCookie" && name !== "getAll");
  return {
    types: [{ packages: [declaredIn], path: ["Headers"] }],
    holds: false,
    members: { ...Object.fromEntries(common), ...borrows("raw") },
  };
}

/** How its body is typed, and what it is. */
const streamTypes = [nodeStream, nodeType("stream", "Stream", "Readable")];

/** A body that is to be read to its end: giving it up does not give the connection up. */
function toBeRead(facet: Facet): Facet {
  const members = Object.entries(facet.members).map(([name, effect]): [string, Facet["members"][string]] => {
    if (effect.effect === "cancel") return [name, { effect: "borrow" }];
    const iterates = effect.effect === "view" || effect.effect === "viewUnlessPrevented";
    return [name, iterates && effect.facet === "iterator" ? { effect: "view", facet: "uncancelledIterator" } : effect];
  });
  return {
    types: facet.types,
    holds: facet.holds,
    members: Object.fromEntries(members),
    ...(facet.events && { events: facet.events }),
    ...(facet.iteration && { iteration: "toEnd" }),
    ...(facet.nullMeansNothingOwed && { nullMeansNothingOwed: true }),
  };
}

/** What `node-fetch` 2 gives. */
export const nodeFetch2Resource: Resource = {
  kind: "node-fetch-2",
  arrives: "promise",
  facets: {
    response: response(VERSION_2, { ...members("textConverted", { effect: "read" }), ...borrows("timeout") }),
    readable: toBeRead({ ...readable, types: streamTypes }),
    body: toBeRead(webStreamFacets.body),
    reader: toBeRead(webStreamFacets.reader),
    uncancelledIterator: webStreamFacets.uncancelledIterator,
    controller: webStreamFacets.controller,
    headers: headersOf(VERSION_2),
    owner: httpAgent,
  },
  ...owesNothing,
};

/** What `node-fetch` 3 gives. */
export const nodeFetch3Resource: Resource = {
  kind: "node-fetch-3",
  arrives: "promise",
  facets: {
    ...webStreamFacets,
    response: response(VERSION_3, members("formData", { effect: "read" })),
    readable: {
      types: streamTypes,
      holds: true,
      members: readableMembers,
      events: readableEvents,
      iteration: "always",
      nullMeansNothingOwed: true,
      disposable: true,
    },
    headers: headersOf(VERSION_3),
    owner: httpAgent,
  },
  ...owesNothing,
};

/** What `cross-fetch` and `isomorphic-fetch` give, as it is typed: in a browser it is that. */
export const crossFetchResource: Resource = { ...webResource, kind: "cross-fetch" };

function acquires(resource: ResourceKind): Acquisition {
  return {
    kind: "acquire",
    resource,
    deliveries: [{ by: "promise", facet: "response" }],
    url: 0,
    // A Request stands for its options.
    options: [1, 0],
    ownerOption: "agent",
  };
}

/** What `node-fetch` and those made of it do. */
export const nodeFetchRows: readonly CallRow[] = [
  {
    packages: [VERSION_2],
    paths: [["fetch"]],
    model: acquires("node-fetch-2"),
    source: "M: node-fetch 2 leaves you the duty; body.destroy() still stalls",
  },
  {
    packages: [VERSION_3],
    paths: [["fetch"]],
    model: acquires("node-fetch-3"),
    source: "M: node-fetch 3 leaves you the duty; its bodies have no cancel()",
  },
  {
    packages: ["cross-fetch"],
    modules: ["cross-fetch"],
    paths: [["fetch"]],
    model: acquires("cross-fetch"),
    source: "M: cross-fetch leaves you the duty",
  },
  {
    packages: ["cross-fetch"],
    paths: [["_fetch"]],
    model: acquires("cross-fetch"),
    source: "M: cross-fetch leaves you the duty",
  },
  {
    packages: ["@types/isomorphic-fetch"],
    paths: [["_fetch"]],
    model: acquires("cross-fetch"),
    source: "R: node-fetch 2 on Node, as cross-fetch",
  },
  {
    packages: [VERSION_2, VERSION_3],
    paths: [["Request"]],
    model: { kind: "builtin", builtin: "Request" },
    source: "R: fetch(new Request(url, init)) is fetch(url, init)",
  },
  {
    packages: [VERSION_2, VERSION_3],
    paths: [["Response"]],
    model: { kind: "wrap", argument: 0, facet: "response" },
    source: "R: the body that is given is the new response's",
  },
  {
    packages: [VERSION_2, VERSION_3],
    paths: [["Response", "redirect"], ["Response", "error"], ["Headers"]],
    model: { kind: "arguments", effects: ["borrow"] },
    source: "R: made locally, owes nothing; copies headers",
  },
  {
    packages: [VERSION_3],
    paths: [["Response", "json"]],
    model: { kind: "arguments", effects: ["borrow"] },
    source: "R: made locally, owes nothing",
  },
];
