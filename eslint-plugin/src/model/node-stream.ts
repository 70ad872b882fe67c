/** Functions of `node:stream` that take a body: carriers, consumers and onlookers. */
import type { CallRow } from "./types.js";

/** What the functions of `stream`, `stream/promises` and `stream/consumers` do with a body. */
export const nodeStreamRows: readonly CallRow[] = [
  {
    packages: ["@types/node"],
    modules: ["stream", "stream/promises"],
    paths: [["Stream", "pipeline"], ["pipeline"]],
    model: { kind: "arguments", effects: ["read", "transfer"] },
    source: "M: pipeline(res.body, sink) discharges; on failure it destroys its source",
  },
  {
    packages: ["@types/node"],
    modules: ["stream/consumers"],
    paths: [["arrayBuffer"], ["blob"], ["buffer"], ["json"], ["text"], ["bytes"]],
    model: { kind: "arguments", effects: ["read"] },
    source: "R: each reads the stream to its end",
  },
  {
    packages: ["@types/node"],
    modules: ["stream"],
    paths: [
      ["Stream", "Readable", "fromWeb"],
      ["Stream", "Readable", "from"],
    ],
    model: { kind: "wrap", argument: 0, facet: "readable" },
    source: "M: an unread Readable.fromWeb(res.body) discharges nothing, its resume() or destroy() does",
  },
  {
    packages: ["@types/node"],
    modules: ["stream"],
    paths: [["Stream", "Readable", "toWeb"]],
    model: { kind: "wrap", argument: 0, facet: "body" },
    source: "R: a web stream over the same Readable",
  },
  {
    packages: ["@types/node"],
    modules: ["stream"],
    paths: [["Stream", "addAbortSignal"]],
    model: { kind: "wrap", argument: 1, facet: "readable" },
    source: "R: returns the stream it was given",
  },
  {
    packages: ["@types/node"],
    modules: ["stream", "stream/promises"],
    paths: [
      ["Stream", "finished"],
      ["finished"],
      ["Stream", "isErrored"],
      ["Stream", "isReadable"],
      ["Stream", "Readable", "isDisturbed"],
    ],
    model: { kind: "arguments", effects: ["borrow"] },
    source: "R: look on, read nothing",
  },
];
