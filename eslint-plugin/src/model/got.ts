/**
 * `got.stream`, whose Duplex is the body. The promises of got take care of themselves, and so do the errors they are rejected with.
 *
 * Measured (got 14 on Node 20, HTTP/1.1, a pool of one): an unread stream keeps its connection, of 100 B too, and without any listener;
 * those of 204, 205, 304, HEAD and `content-length: 0` do not. An error for its status ends the stream by itself.
 */
import { borrows, events } from "./members.js";
import { duplexEvents, duplexMembers, nodeType } from "./node-facets.js";
import { messageMembers } from "./node-http.js";
import { streamResource } from "./stream-resource.js";
import type { Acquisition, CallRow } from "./types.js";

const GOT = ["got"] as const;

/** What `got.stream` gives; and the message that its `response` event brings, of which the stream is made. */
export const gotStreamResource = streamResource("got-stream", {
  types: [{ packages: GOT, path: ["Request"] }, nodeType("http", "IncomingMessage")],
  members: {
    ...duplexMembers,
    ...messageMembers,
    ...borrows("options requestUrl redirectUrls redirects retryCount requestInitialized response flush"),
    ...borrows("ip isAborted isFromCache isReadonly reusedSocket timings downloadProgress uploadProgress"),
    ...borrows("_beforeError _noPipe _stopReading _cannotHaveBody _progressCallbacks _lockWrite _unlockWrite"),
    ...borrows("_finalizeBody _onResponseBase _onResponse _onRequest _createCacheableRequest _makeRequest _error"),
    ...borrows("_writeRequest _isAboutToError"),
  },
  events: {
    ...duplexEvents,
    response: "deliver",
    ...events("request redirect uploadProgress downloadProgress retry", "borrow"),
  },
});

const streamed: Acquisition = {
  kind: "acquire",
  resource: "got-stream",
  deliveries: [{ by: "value", facet: "response" }],
  url: 0,
  options: [1, 0],
  ownerOption: "agent",
};

/** What the functions of got do. */
export const gotRows: readonly CallRow[] = [
  {
    packages: GOT,
    paths: [["Got", "stream"], ["GotStreamFunction"], ["GotStreamFunction", "()"]],
    // HEAD has no body.
    names: ["stream.get", "stream.post", "stream.put", "stream.patch", "stream.delete"],
    said: "got",
    model: streamed,
    source: "M: got.stream leaves you the duty",
  },
  {
    packages: GOT,
    paths: [["GotRequestFunction"]],
    names: ["got", "get", "post", "put", "patch", "delete"],
    said: "isStream",
    model: { ...streamed, requiredOptions: { isStream: [true] }, clientMakers: ["extend"] },
    source: "M: got takes care of itself (promise, and its thrown HTTP errors), unless isStream asks for the stream",
  },
  {
    packages: GOT,
    paths: [["GotPaginate"]],
    model: { kind: "selfContained" },
    source: "M: got takes care of itself (promise, and its thrown HTTP errors)",
  },
];
