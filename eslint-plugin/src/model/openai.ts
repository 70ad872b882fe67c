/**
 * The clients of OpenAI and Anthropic, which are generated alike: a call reads and parses, and so does `withResponse()`. `asResponse()`
 * hands the Response over unread. Errors are read before they are thrown.
 */
import type { CallRow } from "./types.js";

const packages = ["openai", "@anthropic-ai/sdk"] as const;

/** What the methods of their promises do. */
export const openaiRows: readonly CallRow[] = [
  {
    packages,
    paths: [["APIPromise", "asResponse"]],
    model: { kind: "acquire", resource: "web", deliveries: [{ by: "promise", facet: "response" }], options: [] },
    source: "M: .asResponse() leaves you the duty",
  },
  {
    packages,
    paths: [["APIPromise", "withResponse"]],
    model: { kind: "selfContained" },
    source: "M: .withResponse() takes care of itself, and so do thrown API errors",
  },
];
