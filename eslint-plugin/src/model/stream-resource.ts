/** What a client gives that hands out the stream itself, of a message that it has had (`got.stream`, needle). */
import { readable, socket } from "./node-facets.js";
import { httpAgent } from "./node-http.js";
import type { Facet, Resource, ResourceKind } from "./types.js";
import { webStreamFacets } from "./web-facets.js";

/**
 * A resource that is a Node.js stream; what owes nothing was measured alike for these clients.
 *
 * @param response - Of the stream, what is the client's own.
 */
export function streamResource(kind: ResourceKind, response: Pick<Facet, "types" | "members" | "events">): Resource {
  return {
    kind,
    arrives: "value",
    facets: {
      ...webStreamFacets,
      response: { ...response, holds: true, iteration: "always", disposable: true },
      readable,
      socket,
      owner: httpAgent,
    },
    emptyStatuses: [204, 205, 304],
    headOwesNothing: true,
    emptyLengthOwesNothing: true,
  };
}
