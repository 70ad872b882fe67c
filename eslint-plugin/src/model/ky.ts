/**
 * ky: a promise of a Response, with the methods of its body on it. `ky(url).json()` reads; a response that is awaited is yours, and so is that
 * of the `HTTPError` it rejects with, which ky 2 has read already (`error.data`).
 */
import { fetchAcquisition } from "./fetch-acquisition.js";
import { borrows, members } from "./members.js";
import type { Acquisition, CallRow, Facet } from "./types.js";

/** What ky's functions return. Where the call rejects, its methods reject alike. */
export const kyPromise: Facet = {
  types: [{ packages: ["ky"], path: ["ResponsePromise"] }],
  holds: true,
  members: {
    ...members("text json arrayBuffer blob bytes formData", { effect: "read" }),
    // Every promise has these, and they are followed as every promise's are.
    ...borrows("then catch finally [Symbol.toStringTag]"),
  },
};

/** ky's `HTTPError`. */
export const kyError: Facet = {
  types: [{ packages: ["ky"], path: ["HTTPError"] }],
  holds: true,
  members: {
    ...members("response", { effect: "view", facet: "response" }),
    ...members("name", { effect: "constant", value: "HTTPError" }),
    ...borrows("message stack cause request options data isKyError"),
  },
};

const acquisition: Acquisition = {
  ...fetchAcquisition,
  failure: { option: "throwHttpErrors", off: false },
  clientMakers: ["create", "extend"],
};

const paths: CallRow["paths"] = [
  ["ky"],
  ["KyInstance"],
  ...["get", "post", "put", "delete", "patch"].map((method) => ["KyInstance", method]),
];

/** What ky's functions, and those of an instance, do. */
export const kyRows: readonly CallRow[] = [
  {
    packages: ["ky"],
    majors: [0, 1],
    paths,
    model: { ...acquisition, failure: { option: "throwHttpErrors", off: false, carrier: "rejection" } },
    source: "M: ky's Response leaves you the duty, and so does HTTPError.response",
  },
  {
    packages: ["ky"],
    majors: [2],
    paths: [...paths, ["KyInstance", "query"]],
    model: acquisition,
    source: "M: ky's Response leaves you the duty; that of an HTTPError ky 2 has read",
  },
  {
    packages: ["ky"],
    paths: [["KyInstance", "head"]],
    model: { kind: "selfContained" },
    source: "M: HEAD owes nothing",
  },
];
