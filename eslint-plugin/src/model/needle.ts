/**
 * `needle`: its functions give a stream, unless they are given a callback; `needle(method, url)` gives a promise. Only a stream is anybody's
 * duty.
 *
 * Measured (needle 3 on Node 20, HTTP/1.1, a pool of one): an unread stream keeps its connection, without any listener too; those of 204,
 * 205, 304, HEAD and `content-length: 0` do not, nor do the responses that a callback or a promise gets.
 */
import { events } from "./members.js";
import { nodeStream, nodeType, readableEvents, readableMembers } from "./node-facets.js";
import { messageMembers } from "./node-http.js";
import { streamResource } from "./stream-resource.js";
import type { Acquisition, CallRow } from "./types.js";

const NEEDLE = ["@types/needle"] as const;

/** What needle's functions give without a callback; and the message that its `response` event brings. */
export const needleStreamResource = streamResource("needle-stream", {
  types: [nodeStream, nodeType("stream", "Stream", "Readable"), nodeType("http", "IncomingMessage")],
  members: { ...readableMembers, ...messageMembers },
  events: { ...readableEvents, response: "deliver", ...events("header headers redirect done err", "borrow") },
});

function streams(url: number, options: number): Acquisition {
  return {
    kind: "acquire",
    resource: "needle-stream",
    deliveries: [{ by: "value", facet: "response" }],
    url,
    options: [options],
    ownerOption: "agent",
    careWithCallback: true,
  };
}

/** What the functions of needle do. HEAD has no body. */
export const needleRows: readonly CallRow[] = [
  {
    packages: NEEDLE,
    paths: [["needle", "get"]],
    said: "needle",
    model: streams(0, 1),
    source: "M: a needle stream leaves you the duty",
  },
  {
    packages: NEEDLE,
    paths: [
      ["needle", "post"],
      ["needle", "put"],
      ["needle", "patch"],
      ["needle", "deleteFunc"],
    ],
    names: ["delete"],
    said: "needle",
    model: streams(0, 2),
    source: "M: a needle stream leaves you the duty",
  },
  {
    packages: NEEDLE,
    paths: [["needle", "request"]],
    said: "needle",
    model: streams(1, 3),
    source: "M: a needle stream leaves you the duty",
  },
  {
    packages: NEEDLE,
    paths: [["needle"], ["needle", "head"]],
    model: { kind: "selfContained" },
    source: "M: needle's promise takes care of itself",
  },
];
