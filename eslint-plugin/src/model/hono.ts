/** hono's typed client `hc()`. Its `app.request()` and `testClient()` stay in the process, and owe nothing. */
import type { CallRow } from "./types.js";

/** What the endpoints of a client do. */
export const honoRows: readonly CallRow[] = [
  {
    packages: ["hono"],
    // A function type in a mapped and conditional type, which has no name: `$url`, `$path` and `$ws` beside it have names.
    paths: [["ClientRequest", "()"]],
    names: ["$get", "$post", "$put", "$delete", "$options", "$patch", "$query", "$all"],
    condition: { kind: "receiver", notMadeBy: { packages: ["hono"], path: ["testClient"] }, notGiven: "fetch" },
    model: {
      kind: "acquire",
      resource: "web",
      deliveries: [{ by: "promise", facet: "response" }],
      options: [],
    },
    source: "M: hc() returns a Response that leaves you the duty",
  },
];
