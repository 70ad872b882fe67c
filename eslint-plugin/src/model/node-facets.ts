/**
 * The views of a Node stream: `Readable` and `Duplex`, and the socket under a message.
 *
 * Measured (FACTS.md): `resume()`, `on('data')`, `pipe`, `for await` (a `break` destroys) and `destroy()` discharge; `on('end')` only,
 * `on('readable')` without `read()`, `setEncoding()` only and `on('data')` then `pause()` do not.
 */
import { borrows, chains, events, members } from "./members.js";
import type { Facet, MemberEffect, TypeReference } from "./types.js";

/** A type that `@types/node` declares in one of its modules. */
export function nodeType(module: string, ...path: readonly string[]): TypeReference {
  return { packages: ["@types/node"], module, path };
}

/** A stream as it is typed where nothing is said of its class. */
export const nodeStream: TypeReference = { packages: ["@types/node"], path: ["NodeJS", "ReadableStream"] };

/** Members of an `EventEmitter`. */
export const emitterMembers: Readonly<Record<string, MemberEffect>> = {
  ...members("on once addListener prependListener prependOnceListener", { effect: "listen" }),
  ...chains("off removeListener removeAllListeners setMaxListeners"),
  ...borrows("emit getMaxListeners listeners rawListeners listenerCount eventNames"),
  ...borrows("[EventEmitter.captureRejectionSymbol]"),
};

/** Members of a `Writable` by themselves: they send the request, and say nothing of the response. */
export const writableMembers: Readonly<Record<string, MemberEffect>> = {
  ...borrows("writable writableAborted writableEnded writableFinished writableHighWaterMark writableLength"),
  ...borrows("writableObjectMode writableCorked writableNeedDrain"),
  ...borrows("write cork uncork _write _writev _final"),
  ...chains("end setDefaultEncoding"),
};

/**
 * Members of a `Readable`. `read()` empties what is buffered; that it is called again until nothing is left cannot be seen, so it counts as
 * reading (quiet). `unpipe()` may leave the stream stuck: in doubt it does nothing.
 */
export const readableMembers: Readonly<Record<string, MemberEffect>> = {
  ...emitterMembers,
  ...members("read toArray forEach reduce some every find", { effect: "read" }),
  ...members("resume pipe", { effect: "flow" }),
  ...members("pause", { effect: "pause" }),
  ...members("destroy [Symbol.asyncDispose]", { effect: "cancel" }),
  ...members("map filter flatMap drop take asIndexedPairs", { effect: "view", facet: "readable" }),
  ...members("compose", { effect: "view", facet: "readable", throughArgument: 0 }),
  ...members("[Symbol.asyncIterator] iterator", { effect: "view", facet: "iterator" }),
  ...chains("setEncoding unpipe wrap"),
  ...borrows(
    "isPaused push unshift destroyed closed errored readable readableAborted readableDidRead readableEncoding",
  ),
  ...borrows("readableEnded readableFlowing readableHighWaterMark readableLength readableObjectMode"),
  ...borrows("_construct _destroy _read"),
};

/** Events of a `Readable`, and those of messages and HTTP/2 streams, which say nothing of its body. */
export const readableEvents = {
  data: "flow",
  readable: "inline",
  ...events("end close error pause resume aborted timeout", "borrow"),
} as const;

/** A node:stream `Readable`. */
export const readable = {
  types: [nodeType("stream", "Stream", "Readable")],
  holds: true,
  members: readableMembers,
  events: readableEvents,
  iteration: "always",
  disposable: true,
} satisfies Facet;

/** Events of a `Duplex`. */
export const duplexEvents = { ...readableEvents, ...events("drain finish pipe unpipe", "borrow") } as const;

/** Members of a `Duplex`. */
export const duplexMembers: Readonly<Record<string, MemberEffect>> = {
  ...writableMembers,
  ...readableMembers,
  ...borrows("allowHalfOpen"),
};

/** A `net.Socket` or `tls.TLSSocket`: whoever destroys it ends what came over it, and it says nothing else of the body. */
export const socket = {
  types: [nodeType("net", "Socket")],
  holds: false,
  members: {
    ...Object.fromEntries(
      Object.keys(duplexMembers).map((name): [string, MemberEffect] => [name, { effect: "borrow" }]),
    ),
    ...members("destroy destroySoon resetAndDestroy [Symbol.asyncDispose]", { effect: "cancel" }),
    ...chains("on once addListener prependListener prependOnceListener off removeListener removeAllListeners"),
    ...chains("setTimeout setNoDelay setKeepAlive ref unref connect setTypeOfService"),
    ...borrows("address autoSelectFamilyAttemptedAddresses bufferSize bytesRead bytesWritten connecting pending"),
    ...borrows(
      "localAddress localPort localFamily readyState remoteAddress remoteFamily remotePort timeout getTypeOfService",
    ),
  },
} satisfies Facet;
