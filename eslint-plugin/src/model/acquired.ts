/** What a function acquires of which users say that it does: the type of what it gives tells. */
import { resultOf } from "../typed/result.js";
import type { CallNode, Origin, TypedFile } from "../typed/types.js";
import { allResources } from "./resources.js";
import type { Acquisition, FacetName, ResourceKind, TypeReference } from "./types.js";
import { fetchAcquisition } from "./fetch-acquisition.js";

/** In which views a function may hand over what it acquired, best first. */
const handedOver = ["response", "body", "readable"] as const satisfies readonly FacetName[];

/**
 * How `call` acquires: what the response of a client that the tables know is declared as is that client's response, or the body of one;
 * anything else is taken for the `Response` of a fetch. Like a fetch, it owes nothing for a HEAD request, or a `data:` URL.
 */
export function acquisitionByResult(call: CallNode, file: TypedFile): Acquisition {
  const { promised, origins } = resultOf(call, file);
  const { resource, facet } = viewOf(origins);
  return { ...fetchAcquisition, resource, deliveries: [{ by: promised ? "promise" : "value", facet }] };
}

function viewOf(origins: readonly Origin[]): { readonly resource: ResourceKind; readonly facet: FacetName } {
  for (const facet of handedOver) {
    const resource = allResources.find(({ facets }) =>
      facets[facet]?.types.some((type) => origins.some((origin) => isAt(type, origin))),
    );
    if (resource !== undefined) return { resource: resource.kind, facet };
  }
  return { resource: "web", facet: "response" };
}

function isAt({ packages, module, path }: TypeReference, origin: Origin): boolean {
  return (
    packages.includes(origin.package) &&
    module === (origin.module ?? undefined) &&
    path.join(".") === origin.path.join(".")
  );
}
