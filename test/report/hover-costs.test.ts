/** Hover pages state nothing but the facts. */
import { describe, expect, it } from "vitest";
import type { Client } from "../../eslint-plugin/src/report/hover-client.js";
import { branchCosts, calmClaims, type Claim, costsOf } from "../../eslint-plugin/src/report/hover-costs.js";
import { facts, figures, unfounded } from "./facts.js";

/** One of each kind, or more where they are told different things. */
const clients: Readonly<Record<Client["kind"], readonly Client[]>> = {
  fetch: [{ kind: "fetch" }],
  undici: [
    { kind: "undici", major: 7 },
    { kind: "undici", major: null },
  ],
  workers: [{ kind: "workers" }],
  overFetch: [
    { kind: "overFetch", name: "ky" },
    { kind: "overFetch", name: null },
  ],
  nodeHttp: [{ kind: "nodeHttp" }],
  nodeHttp2: [{ kind: "nodeHttp2" }],
  other: [{ kind: "other", name: "got.stream" }],
};

const claims: readonly Claim[] = [
  ...calmClaims,
  ...[branchCosts, ...Object.values(clients).flat().map(costsOf)].flatMap(({ unread, calm }) => [...unread, calm]),
];

describe.each(claims)("$text", ({ text, source }) => {
  it("rests on one fact, which has all its figures", () => {
    const sources = facts.filter((fact) => fact.startsWith(source));
    expect(sources).toHaveLength(1);
    expect(unfounded(withoutInstalled(text), sources.join("\n"))).toEqual([]);
  });
});

/** The version that is installed is no fact about undici. */
function withoutInstalled(text: string): string {
  return text.replace(/; this is version \d+/u, "");
}

it("knows figures and their units from names", () => {
  expect(figures("HTTP/1.1 (16 KiB on Node 20, 64 KiB from 22+); h2o, 1,000 B, 0xb, undici 6/7, 300/300.")).toEqual([
    "16 KiB",
    "20",
    "64 KiB",
    "22",
    "1,000 B",
    "0xb",
    "6",
    "7",
    "300",
    "300",
  ]);
  expect(unfounded("16 MB on Node 20", "16 KiB on Node 20")).toEqual(["16 MB"]);
});
