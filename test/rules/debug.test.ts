import ts from "typescript";
import { afterEach, expect, it, vi } from "vitest";
import type { Obligation, Verdict } from "../../eslint-plugin/src/findings/types.js";
import { printUndecided, undecided } from "../../eslint-plugin/src/rules/debug.js";
import { nodeNamed, parse } from "../report/handmade.js";

const sourceFile = parse("\nfetch(a);\nfetch(b);\n");

function obligation(call: string, verdict: Verdict): Obligation {
  const site = nodeNamed(sourceFile, call, ts.isCallExpression);
  return {
    site,
    origin: site,
    callee: "fetch",
    resource: "web",
    split: false,
    function: sourceFile,
    verdict,
    endings: [],
  };
}

const analysis: Parameters<typeof undecided>[1] = {
  file: { sourceFile },
  obligations: [
    obligation("fetch(a)", { kind: "imprecise", leaks: [] }),
    obligation("fetch(b)", { kind: "gaveUp", reason: "10000 steps" }),
    obligation("fetch(b)", { kind: "nothingOwed" }),
  ],
  unresolved: [{ function: sourceFile, reason: "too deep", stack: "" }],
};

const lines = [
  "calm: src/a.ts:2: imprecise: too many paths to tell apart",
  "calm: src/a.ts:3: gave up: 10000 steps",
  "calm: src/a.ts:2: not analysed: too deep",
];

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it("says what was not decided, and nothing of what was", () => {
  expect(undecided("src/a.ts", analysis)).toEqual(lines);
});

it.each([
  ["1", lines.length],
  ["", 0],
  ["0", 0],
])("prints with CALM_DEBUG=%j: %d lines", (value, count) => {
  const print = vi.spyOn(console, "error").mockReturnValue(undefined);
  vi.stubEnv("CALM_DEBUG", value);
  printUndecided("src/a.ts", analysis);
  expect(print).toHaveBeenCalledTimes(count);
});
