/** The resources that calls acquire, by kind. */
import { crossFetchResource, nodeFetch2Resource, nodeFetch3Resource } from "./node-fetch.js";
import { axiosStreamResource } from "./axios.js";
import { gotStreamResource } from "./got.js";
import { needleStreamResource } from "./needle.js";
import { nodeHttpResource } from "./node-http.js";
import { nodeHttp2Resource } from "./node-http2.js";
import { openapiFetchResource } from "./openapi-fetch.js";
import { s3ObjectResource } from "./s3.js";
import type { FacetName, MemberEffect, Resource, ResourceKind } from "./types.js";
import { undiciPipelineResource, undiciRequestResource } from "./undici.js";
import { webResource } from "./web.js";

const resources: Readonly<Record<ResourceKind, Resource>> = {
  web: webResource,
  "undici-request": undiciRequestResource,
  "undici-pipeline": undiciPipelineResource,
  "node-http": nodeHttpResource,
  "node-http2": nodeHttp2Resource,
  "node-fetch-2": nodeFetch2Resource,
  "node-fetch-3": nodeFetch3Resource,
  "cross-fetch": crossFetchResource,
  "got-stream": gotStreamResource,
  "needle-stream": needleStreamResource,
  "axios-stream": axiosStreamResource,
  "openapi-fetch": openapiFetchResource,
  "s3-object": s3ObjectResource,
};

/** All of them. */
export const allResources: readonly Resource[] = Object.values(resources);

/** The description of what an acquisition acquires. */
export function resourceOf(kind: ResourceKind): Resource {
  return resources[kind];
}

/**
 * What `name` does when it is read from, or called on, a view of a resource.
 *
 * @returns undefined for members that the facet does not list: the duty goes to whoever is called.
 * @example memberEffect("web", "response", "json") // { effect: "read" }
 */
export function memberEffect(resource: ResourceKind, facet: FacetName, name: string): MemberEffect | undefined {
  const listed = resources[resource].facets[facet]?.members;
  // `Object.hasOwn`: a table is a plain object, and `toString` or `constructor` are no entries of it.
  return listed !== undefined && Object.hasOwn(listed, name) ? listed[name] : undefined;
}

const memberNames: ReadonlySet<string> = new Set(
  allResources.flatMap(({ facets }) => Object.values(facets).flatMap(({ members }) => Object.keys(members))),
);

/**
 * Whether some view of some resource has a member of this name.
 *
 * @example isMemberOfResource("statusCode") // true
 */
export function isMemberOfResource(name: string): boolean {
  return memberNames.has(name);
}

const ending: ReadonlySet<MemberEffect["effect"]> = new Set(["read", "readUnlessPrevented", "step", "cancel", "split"]);

const endingNames: ReadonlySet<string> = new Set(
  allResources
    .flatMap(({ facets }) => Object.values(facets).flatMap(({ members }) => Object.entries(members)))
    .flatMap(([name, { effect }]) => (ending.has(effect) ? [name] : [])),
);

/**
 * Whether some view of some resource has a method of this name that reads, cancels or divides it.
 *
 * @example isEndingMember("arrayBuffer") // true
 */
export function isEndingMember(name: string): boolean {
  return endingNames.has(name);
}

const promiseMemberNames: ReadonlySet<string> = new Set(
  allResources.flatMap(({ facets }) => Object.keys(facets.promise?.members ?? {})),
);

/**
 * Whether the promise of some resource has a member of this name, beside those of every promise.
 *
 * @example isMemberOfPromise("json") // true
 */
export function isMemberOfPromise(name: string): boolean {
  return promiseMemberNames.has(name);
}
