/** Rows of the model that no generated module calls, and why: each is held to its client's declarations and has fixtures of its own. */
import type { CallRow } from "../../eslint-plugin/src/model/types.js";

interface Reason {
  readonly why: string;
  readonly covers: (row: CallRow) => boolean;
}

const reasons: readonly Reason[] = [
  {
    why: "gives nobody a body, so that there is nothing to observe",
    covers: ({ model }) => ["selfContained", "caretaker", "recognises", "exit"].includes(model.kind),
  },
  {
    why: "the same client in another package or version, with a Response of its own that would have to be rebuilt",
    covers: isFrom("@types/node-fetch", "cross-fetch", "@types/isomorphic-fetch"),
  },
  { why: "ky 0 and 1: requests that reject with a response are not generated", covers: isFrom("ky") },
  { why: "exists in Cloudflare's runtime only", covers: isFrom("@cloudflare/workers-types") },
  {
    why: "belongs to a test runner",
    covers: isFrom("@types/chai", "@vitest/expect", "@jest/globals"),
  },
  {
    why: "runs what it is given at a time that no run is told to wait for; `later()` of generated modules stands for such functions",
    covers: ({ model }) => model.kind === "timer",
  },
  {
    why: "is given no response in sensible code, or only makes one without a connection",
    covers: ({ paths }) =>
      paths.some((path) => /^(?:Request|Response\.\w+|removeEventListener|AbortSignal\.\w+)$/u.test(path.join("."))),
  },
  { why: "needs Node 22", covers: ({ paths }) => paths.some(([, name]) => name === "withResolvers") },
];

function isFrom(...packages: readonly string[]): Reason["covers"] {
  return (row) => packages.includes(row.packages[0] ?? "");
}

/** null: there is no reason, so that chance or the generator is to blame. */
export function whyNotGenerated(row: CallRow): string | null {
  return reasons.find(({ covers }) => covers(row))?.why ?? null;
}
