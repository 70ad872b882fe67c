/** `superagent`: it reads every body itself, also one that it is told not to buffer. */
import type { CallRow } from "./types.js";

/** What the functions of superagent do. */
export const superagentRows: readonly CallRow[] = [
  {
    packages: ["@types/superagent"],
    paths: [
      ["HttpMethod", "()"],
      ["request", "SuperAgentStatic"],
    ],
    model: { kind: "selfContained" },
    source: "M: superagent takes care of itself (also buffer(false))",
  },
];
