/**
 * The views of a web stream: `ReadableStream`, its readers and its iterators, and of what controls a fetch. Every resource that can be seen
 * as a web stream shares them (`Readable.toWeb(message)`, `body.body`).
 *
 * Measured (FACTS.md, "What discharges, what does not"): `getReader()` alone, `read()` then `releaseLock()`, `locked`, `closed`,
 * `values({ preventCancel: true })` left early, a rejected `pipeTo(bad, { preventCancel: true })` and an unread `pipeThrough()` discharge
 * nothing.
 */
import { borrows, members } from "./members.js";
import type { Facet, TypeReference } from "./types.js";

/** Who declares the types of the fetch standard. */
export const WEB_PACKAGES = ["lib", "@types/web", "@types/node", "@cloudflare/workers-types"] as const;

/** A global type, and the same type in Node's module `stream/web`. */
function streamTypes(name: string): readonly TypeReference[] {
  return [
    { packages: WEB_PACKAGES, path: [name] },
    { packages: ["@types/node"], module: "stream/web", path: [name] },
  ];
}

/** A ReadableStream. */
const readableStream = {
  types: streamTypes("ReadableStream"),
  holds: true,
  members: {
    ...members("cancel", { effect: "cancel" }),
    ...members("getReader", { effect: "view", facet: "reader" }),
    ...members("pipeTo", { effect: "readUnlessPrevented", options: 1 }),
    ...members("pipeThrough", { effect: "view", facet: "body", throughArgument: 0 }),
    ...members("tee", { effect: "split", result: "bodyPair" }),
    ...members("values", {
      effect: "viewUnlessPrevented",
      facet: "iterator",
      prevented: "uncancelledIterator",
      options: 0,
    }),
    ...members("[Symbol.asyncIterator]", { effect: "view", facet: "iterator" }),
    ...borrows("locked"),
  },
  iteration: "always",
  nullMeansNothingOwed: true,
} satisfies Facet;

/** A default or BYOB reader. `readAtLeast` is Cloudflare's. */
const reader = {
  types: [...streamTypes("ReadableStreamDefaultReader"), ...streamTypes("ReadableStreamBYOBReader")],
  holds: true,
  members: {
    ...members("read readAtLeast", { effect: "step" }),
    ...members("cancel", { effect: "cancel" }),
    ...borrows("releaseLock closed"),
  },
} satisfies Facet;

/** What `values()` and `[Symbol.asyncIterator]()` give. The helpers of the language (`map`, `take`, …) wrap it: not listed, so quiet. */
const iterator = {
  types: [{ packages: ["lib"], path: ["ReadableStreamAsyncIterator"] }],
  holds: true,
  members: {
    ...members("next", { effect: "step" }),
    ...members("return throw [Symbol.asyncDispose]", { effect: "cancel" }),
    ...members("[Symbol.asyncIterator]", { effect: "view", facet: "iterator" }),
  },
  iteration: "always",
  disposable: true,
} satisfies Facet;

/** The same with `preventCancel: true`. */
const uncancelledIterator = {
  types: [{ packages: ["lib"], path: ["ReadableStreamAsyncIterator"] }],
  holds: true,
  members: {
    ...members("next", { effect: "step" }),
    ...members("[Symbol.asyncIterator]", { effect: "view", facet: "uncancelledIterator" }),
    ...borrows("return throw [Symbol.asyncDispose]"),
  },
  iteration: "toEnd",
} satisfies Facet;

/** The AbortController whose signal was given to the call. */
const controller = {
  types: [{ packages: WEB_PACKAGES, path: ["AbortController"] }],
  holds: false,
  members: { ...members("abort", { effect: "cancel" }), ...borrows("signal") },
} satisfies Facet;

/** A `Headers` object. */
export const headers = {
  types: [
    { packages: WEB_PACKAGES, path: ["Headers"] },
    { packages: ["undici"], path: ["Headers"] },
  ],
  holds: false,
  members: {
    ...members("get", { effect: "header" }),
    ...borrows("append delete has set getSetCookie getAll forEach keys values entries [Symbol.iterator]"),
  },
} satisfies Facet;

/** The views of a web stream, for resources whose body can be turned into one. */
export const webStreamFacets = { body: readableStream, reader, iterator, uncancelledIterator, controller } as const;
