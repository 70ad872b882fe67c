/** Which client a call is made with, as far as that decides what an unread body costs. */
import { assertNever } from "../typed/assert-never.js";
import type { Origin } from "../typed/types.js";
import { classify } from "../model/classify.js";
import type { InformedFile } from "../model/knowledge.js";
import type { Obligation } from "../findings/types.js";

export type Client =
  /** The platform's `fetch`; where it was measured, that is Node's. */
  | { readonly kind: "fetch" }
  /** npm's undici: its own functions, and its `fetch`. */
  | { readonly kind: "undici"; readonly major: number | null }
  /** Cloudflare Workers. */
  | { readonly kind: "workers" }
  /** It hands over the `Response` of a fetch that is made elsewhere: by the package `name`, or by whoever injects it. */
  | { readonly kind: "overFetch"; readonly name: string | null }
  | { readonly kind: "nodeHttp" }
  | { readonly kind: "nodeHttp2" }
  /** Measured on HTTP/1.1 alone. */
  | { readonly kind: "other"; readonly name: string };

/**
 * The client of an obligation.
 *
 * @param file - The file that was analysed.
 * @example clientOf(obligation, file) // { kind: "undici", major: 7 }
 */
export function clientOf(obligation: Obligation, file: InformedFile): Client {
  switch (obligation.resource) {
    case "web":
      return webClient(obligation, file);
    case "undici-request":
      return undici(originOf(obligation, file));
    case "undici-pipeline":
      return { kind: "other", name: "undici.pipeline" };
    case "node-http":
      return { kind: "nodeHttp" };
    case "node-http2":
      return { kind: "nodeHttp2" };
    case "node-fetch-2":
    case "node-fetch-3":
      return { kind: "other", name: "node-fetch" };
    case "cross-fetch":
      // isomorphic-fetch is typed alike, and is node-fetch 2 on Node as well.
      return {
        kind: "other",
        name: originOf(obligation, file)?.package === "cross-fetch" ? "cross-fetch" : "node-fetch",
      };
    case "got-stream":
      return { kind: "other", name: "got.stream" };
    case "needle-stream":
      return { kind: "other", name: "needle" };
    case "axios-stream":
      return { kind: "other", name: "axios" };
    case "s3-object":
      return { kind: "other", name: "@aws-sdk/client-s3" };
    case "openapi-fetch":
      return { kind: "overFetch", name: "openapi-fetch" };
    default:
      return assertNever(obligation.resource);
  }
}

function webClient(obligation: Obligation, file: InformedFile): Client {
  const origin = originOf(obligation, file);
  switch (origin?.package) {
    case undefined:
    case "":
      return { kind: "overFetch", name: null };
    case "lib":
    case "@types/web":
    case "@types/node":
    case "undici-types":
      // The last of them is what @types/node declares its `fetch` by.
      return { kind: "fetch" };
    case "undici":
      return undici(origin);
    case "@cloudflare/workers-types":
      return { kind: "workers" };
    default:
      return { kind: "overFetch", name: origin?.package ?? null };
  }
}

function undici(origin: Origin | undefined): Client {
  return { kind: "undici", major: (origin?.package === "undici" ? origin.major : undefined) ?? null };
}

/** Where what acquires is declared, if a table knows it. */
function originOf({ origin: call }: Obligation, file: InformedFile): Origin | undefined {
  const { decidedBy, origin } = classify(call, { ...file, sourceFile: call.getSourceFile() });
  return decidedBy === "table" ? origin : undefined;
}
