/**
 * ofetch, `$fetch` under another name: reads what it gets, unless it is asked for the stream. `native` is fetch itself.
 */
import { fetchAcquisition } from "./fetch-acquisition.js";
import type { Acquisition, CallRow } from "./types.js";

const streamed: Acquisition = {
  ...fetchAcquisition,
  options: [1],
  requiredOptions: { responseType: ["stream"] },
  clientMakers: ["create"],
  failure: { option: "ignoreResponseError", off: true },
};

/** What ofetch's functions, and those of an instance, do. */
export const ofetchRows: readonly CallRow[] = [
  {
    packages: ["ofetch"],
    paths: [["ofetch"], ["$fetch"], ["$Fetch"]],
    model: { ...streamed, deliveries: [{ by: "promise", facet: "body" }] },
    source: "M: with responseType: 'stream' the body is yours, else ofetch reads it",
  },
  {
    packages: ["ofetch"],
    paths: [["$Fetch", "raw"]],
    model: streamed,
    source: "M: ofetch.raw takes care of itself; with responseType: 'stream' the body is yours",
  },
  {
    packages: ["ofetch"],
    paths: [["$Fetch", "native"], ["fetch"]],
    model: fetchAcquisition,
    source: "M: ofetch.native leaves you the duty; it and the exported fetch are the fetch that ofetch uses",
  },
];
