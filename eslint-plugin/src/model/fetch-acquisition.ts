/** What `fetch` acquires; also what a call that fulfils the fetch contract acquires, and what clients in the manner of fetch do. */
import type { Acquisition } from "./types.js";

export const fetchAcquisition = {
  kind: "acquire",
  resource: "web",
  deliveries: [{ by: "promise", facet: "response" }],
  url: 0,
  // A Request stands for its options.
  options: [1, 0],
  // FACTS: null in browsers by the standard, an ordinary body on Node.
  quietOptions: { mode: ["no-cors"] },
} as const satisfies Acquisition;
