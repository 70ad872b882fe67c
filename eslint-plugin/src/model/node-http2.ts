/**
 * `node:http2` as a client. Measured: an unread stream of 100 B makes `session.close()` hang, and slots run out when the server's
 * `maxConcurrentStreams` is used up; `on('response')` only and `end()` discharge nothing; `close(code)` sends one RST_STREAM.
 */
import { borrows, chains, events, members } from "./members.js";
import { duplexEvents, duplexMembers, nodeType, readable } from "./node-facets.js";
import type { CallRow, Resource } from "./types.js";
import { webStreamFacets } from "./web-facets.js";

/** The stream that `session.request` gives. */
export const nodeHttp2Resource: Resource = {
  kind: "node-http2",
  arrives: "value",
  facets: {
    ...webStreamFacets,
    response: {
      types: [nodeType("http2", "ClientHttp2Stream")],
      holds: true,
      members: {
        ...duplexMembers,
        ...members("close", { effect: "cancel" }),
        ...members("session", { effect: "view", facet: "owner" }),
        ...borrows(
          "aborted bufferSize endAfterHeaders id pending rstCode sentHeaders sentInfoHeaders sentTrailers state",
        ),
        ...borrows("priority setTimeout sendTrailers"),
      },
      events: {
        ...duplexEvents,
        ...events("response", "run"),
        ...events("headers push continue trailers frameError wantTrailers streamClosed ready", "borrow"),
      },
      iteration: "always",
      disposable: true,
    },
    readable,
    owner: {
      types: [nodeType("http2", "ClientHttp2Session")],
      holds: false,
      members: {
        ...members("destroy close", { effect: "cancel" }),
        ...borrows("request alpnProtocol closed connecting destroyed encrypted localSettings originSet"),
        ...borrows("pendingSettingsAck remoteSettings socket state type goaway ping ref unref setLocalWindowSize"),
        ...borrows("setTimeout settings"),
        ...chains("on once off addListener removeListener prependListener prependOnceListener removeAllListeners"),
        ...chains("setMaxListeners"),
        ...borrows("emit listeners rawListeners listenerCount eventNames getMaxListeners"),
        ...borrows("[EventEmitter.captureRejectionSymbol]"),
      },
    },
  },
  emptyStatuses: [],
  headOwesNothing: false,
  emptyLengthOwesNothing: false,
};

/** What the methods of a client's session do. */
export const nodeHttp2Rows: readonly CallRow[] = [
  {
    packages: ["@types/node"],
    modules: ["http2"],
    paths: [["ClientHttp2Session", "request"]],
    model: {
      kind: "acquire",
      resource: "node-http2",
      deliveries: [{ by: "value", facet: "response" }],
      options: [1],
      owner: true,
    },
    source: "M: unread streams hold slots and make session.close() hang",
  },
];
