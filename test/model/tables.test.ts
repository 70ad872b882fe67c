/** Looking up rows and members. */
import { describe, expect, it } from "vitest";
import { memberEffect, resourceOf, rowOf } from "../../eslint-plugin/src/model/tables.js";
import type { FacetName, MemberEffect, ResourceKind } from "../../eslint-plugin/src/model/types.js";
import type { Origin } from "../../eslint-plugin/src/typed/types.js";

function origin(name: string, module: string | null, ...path: readonly string[]): Origin {
  return { package: name, module, path };
}

describe("looking up a call", () => {
  it.each([
    ["another package", origin("not-undici", null, "request")],
    ["the linted program", origin("", null, "fetch")],
    ["another module of the same package", origin("@types/node", "fs", "get")],
    ["a global where a module is meant", origin("@types/node", null, "get")],
    ["a module where a global is meant", origin("lib", "dom", "fetch")],
    ["a longer path", origin("lib", null, "Window", "fetch", "inner")],
    ["a shorter path than one with a wildcard", origin("lib", null, "Console")],
    ["the container of a wildcard in another package", origin("mine", null, "Console", "log")],
    ["a name that every object has", origin("lib", null, "toString")],
  ])("finds nothing in %s", (_title, wrong) => {
    expect(rowOf(wrong)).toBeUndefined();
  });
});

/** FACTS.md, "What discharges, what does not": the rows that a member decides. */
const facts: readonly (readonly [ResourceKind, FacetName, string, MemberEffect["effect"]])[] = [
  ...(["text", "json", "arrayBuffer", "blob", "bytes", "formData"] as const).map(
    (name) => ["web", "response", name, "read"] as const,
  ),
  ["web", "response", "status", "guard"],
  ["web", "response", "ok", "guard"],
  ["web", "response", "headers", "view"],
  ["web", "response", "url", "borrow"],
  ["web", "response", "clone", "split"],
  ["web", "body", "cancel", "cancel"],
  ["web", "body", "locked", "borrow"],
  ["web", "body", "getReader", "view"],
  ["web", "body", "pipeTo", "readUnlessPrevented"],
  ["web", "body", "pipeThrough", "view"],
  ["web", "body", "tee", "split"],
  ["web", "body", "values", "viewUnlessPrevented"],
  ["web", "reader", "read", "step"],
  ["web", "reader", "releaseLock", "borrow"],
  ["web", "reader", "cancel", "cancel"],
  ["web", "controller", "abort", "cancel"],
  ["web", "readable", "resume", "flow"],
  ["web", "readable", "destroy", "cancel"],
  ...(["text", "json", "arrayBuffer", "blob", "bytes", "dump"] as const).map(
    (name) => ["undici-request", "body", name, "read"] as const,
  ),
  ["undici-request", "body", "formData", "borrow"],
  ["undici-request", "body", "destroy", "cancel"],
  ["undici-request", "body", "body", "view"],
  ["undici-request", "inner", "cancel", "borrow"],
  ["undici-request", "response", "statusCode", "guard"],
  ["undici-request", "response", "trailers", "borrow"],
  ["undici-request", "owner", "destroy", "cancel"],
  ["undici-request", "owner", "close", "borrow"],
  ["node-http", "response", "resume", "flow"],
  ["node-http", "response", "pipe", "flow"],
  ["node-http", "response", "pause", "pause"],
  ["node-http", "response", "setEncoding", "borrow"],
  ["node-http", "response", "on", "listen"],
  ["node-http", "response", "destroy", "cancel"],
  ["node-http", "response", "socket", "view"],
  ["node-http", "request", "destroy", "cancel"],
  ["node-http", "request", "end", "borrow"],
  ["node-http", "socket", "destroy", "cancel"],
  ["node-http2", "response", "close", "cancel"],
  ["node-http2", "response", "end", "borrow"],
  ["node-http2", "owner", "close", "cancel"],
];

describe("members, as measured", () => {
  it.each(facts)("%s %s.%s: %s", (resource, facet, name, effect) => {
    expect(memberEffect(resource, facet, name)?.effect).toBe(effect);
  });

  it.each([
    ["undici-request", "body", "end", "borrow"],
    ["undici-request", "body", "data", "flow"],
    ["undici-request", "body", "readable", "inline"],
    ["node-http", "response", "end", "borrow"],
    ["node-http", "response", "data", "flow"],
    ["node-http", "request", "response", "deliver"],
    ["node-http", "request", "error", "borrow"],
    ["node-http2", "response", "response", "run"],
    ["node-http2", "response", "data", "flow"],
  ] as const)("%s %s on %s: %s", (resource, facet, event, effect) => {
    expect(resourceOf(resource).facets[facet]?.events?.[event]).toBe(effect);
  });

  it.each(["constructor", "toString", "hasOwnProperty", "__proto__", "unheardOf"])("%s is unknown", (name) => {
    expect(memberEffect("web", "response", name)).toBeUndefined();
  });

  it("knows no member of a facet that a resource lacks", () => {
    expect(memberEffect("web", "request", "destroy")).toBeUndefined();
  });
});

describe("replies without a body", () => {
  it.each([
    ["web", [204, 205, 304], true],
    ["undici-request", [204, 304], true],
    ["node-http", [], false],
    ["node-http2", [], false],
  ] as const)("%s", (kind, statuses, owesNothing) => {
    const { emptyStatuses, headOwesNothing, emptyLengthOwesNothing } = resourceOf(kind);
    expect({ emptyStatuses, headOwesNothing, emptyLengthOwesNothing }).toEqual({
      emptyStatuses: statuses,
      headOwesNothing: owesNothing,
      emptyLengthOwesNothing: owesNothing,
    });
  });
});
