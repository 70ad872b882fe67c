import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findCheckout } from "./checkouts.js";
import { fixRegressions } from "./expected.js";
import { compareFixes, matchFindings } from "./fixes.js";
import type { FixedExit } from "./labels.js";
import type { Finding } from "./lint.js";
import { lineOrigins } from "./line-origins.js";
import { chosen, readOptions } from "./options.js";
import { fixFigures, printFixes } from "./print-fixes.js";

const prefix = "a".repeat(40);
const fix = "b".repeat(40);
const folder = mkdtempSync(join(tmpdir(), "calm-checkouts-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function exit(callLine: number, leakLine: number): FixedExit {
  const site = { file: "src/a.ts", call_line: callLine, leak_line: leakLine };
  return { repo: "o/r", prefix, fix, ...site, shape: "notok", why: "because" };
}

function finding(call: number, line: number): Finding {
  const acquisition = { callee: "fetch", line: call, endLine: call };
  return { file: "src/a.ts", line, message: `leaks (fetch, line ${call})`, acquisition, suggestions: [] };
}

function checkout(sha: string, text: string): void {
  const path = join(folder, `o+r@${sha}`);
  mkdirSync(join(path, "src"), { recursive: true });
  writeFileSync(join(path, "tsconfig.json"), JSON.stringify({ extends: "missing/tsconfig", include: ["src"] }));
  writeFileSync(join(path, "src", "a.ts"), text);
}

describe("a fix", () => {
  it("is compared by linting both of its sides", { timeout: 60_000 }, async () => {
    checkout(
      prefix,
      `export async function read(url: string) {
  const res = await fetch(url);
  if (!res.ok) return null;
  return res.json();
}
export async function other(url: string) {
  const res = await fetch(url);
  if (!res.ok) return null;
  return res.json();
}
`,
    );
    checkout(
      fix,
      `/** New. */
export async function read(url: string) {
  const res = await fetch(url);
  if (!res.ok) {
    await res.body?.cancel();
    return null;
  }
  return res.json();
}
export async function other(url: string) {
  const res = await fetch(url);
  if (!res.ok) return null;
  return res.json();
}
`,
    );
    const outcomes = await compareFixes(folder, [exit(2, 3), exit(7, 8)], console.error);
    expect(
      outcomes.map(({ before, after }) => [before.map(({ line }) => line), after.map(({ line }) => line)]),
    ).toEqual([
      [[3], []],
      [[8], [12]],
    ]);
  });
});

describe("findings and exits", () => {
  const unedited = new Map(Array.from({ length: 50 }, (_, line) => [line, [line]]));
  const reported = (exits: readonly FixedExit[], before: readonly Finding[], after: readonly Finding[] = []) =>
    matchFindings(exits, before, after, unedited).map((outcome) => [outcome.before.length, outcome.after.length]);

  it("belong together by the call, or by the line of the exit", () => {
    expect(reported([exit(2, 9)], [finding(2, 7)])).toEqual([[1, 0]]);
    expect(reported([exit(2, 9)], [finding(5, 9)])).toEqual([[1, 0]]);
    expect(reported([exit(2, 9)], [finding(5, 7)])).toEqual([[0, 0]]);
  });

  it("are told apart where a call has several exits, unless nothing reads the body at all", () => {
    expect(reported([exit(2, 10), exit(2, 20)], [finding(2, 11)])).toEqual([
      [1, 0],
      [0, 0],
    ]);
    expect(reported([exit(2, 10), exit(2, 20)], [finding(2, 2)])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it("leave a mended exit alone that is not the one reported after the fix", () => {
    const both = [finding(2, 11), finding(2, 20)];
    expect(reported([exit(2, 10)], both, [finding(2, 20)])).toEqual([[2, 0]]);
    expect(reported([exit(2, 10)], both, [finding(2, 11)])).toEqual([[2, 1]]);
  });
});

describe("lines", () => {
  it("are followed back through an edit", () => {
    const origins = lineOrigins("a\nb\nc\nd\n", "new\na\nB1\nB2\nd\n");
    expect([...origins]).toEqual([
      [1, [0]],
      [2, [1]],
      [3, [2, 3]],
      [4, [2, 3]],
      [5, [4]],
    ]);
  });
});

describe("what is said of fixes", () => {
  const outcomes = [
    { exit: exit(2, 3), before: [finding(2, 3)], after: [] },
    { exit: exit(4, 5), before: [], after: [] },
    { exit: exit(6, 7), before: [], after: [finding(6, 7)] },
  ];
  const notes = [
    { project: "o/r@bbbbbbb", file: "src/a.ts", line: 5, shouldBe: null, policy: true, why: "any" },
  ] as const;

  it("counts both sides, and leaves out what is silent on purpose", () => {
    expect(fixFigures(outcomes, notes)).toEqual({
      reported: { right: 1, all: 3 },
      silent: { right: 2, all: 3 },
      readAgain: { reported: { right: 1, all: 2 }, silent: { right: 2, all: 3 } },
    });
  });

  it("lists what was missed and what is still reported, with the notes", () => {
    expect(printFixes(outcomes, notes).split("\n")).toEqual([
      "Of 3 exits that maintainers mended, 1 (33.3 %) are reported in the commit before and 2 (66.7 %) are silent in the fix; read again, 1 (50.0 %) of 2 and 2 (66.7 %) of 3.",
      "",
      "Mended exits that were not reported before: 2",
      "  o/r@bbbbbbb src/a.ts:5  call 4  [notok] because",
      "    Silent on purpose: any",
      "  o/r@bbbbbbb src/a.ts:7  call 6  [notok] because",
      "    after: 7: leaks (fetch, line 6)",
      "",
      "Mended exits that are reported after: 1",
      "  o/r@bbbbbbb src/a.ts:7  call 6  [notok] because",
      "    after: 7: leaks (fetch, line 6)",
      "",
    ]);
  });

  it("is held to what was found before", () => {
    const at = (line: number): string => `o/r@bbbbbbb src/a.ts:${line} of the call in line ${line - 1}`;
    const fixes = { reported: [at(3), at(5)], notSilent: [] };
    expect(fixRegressions(outcomes, { projects: {}, fixes })).toEqual([
      `${at(5)} was reported before its fix, and is no longer.`,
      `${at(7)} is mended, and reported all the same.`,
    ]);
  });
});

describe("bad input", () => {
  it("is one line that says what to do", () => {
    expect(() => findCheckout(folder, { repository: "o/r", sha: "c".repeat(40) })).toThrow(/put o\/r at c{40} there/u);
    expect(() => readOptions(["--checkouts", join(folder, "none")])).toThrow(/^There is no folder .*none/u);
    expect(() => readOptions(["--update-readme", "--project", "p"])).toThrow(/leave out --project/u);
    expect(() => readOptions(["--what"])).toThrow(/--what/u);
    expect(() => chosen([{ name: "p" }], ["q"])).toThrow("There is no project q here: p.");
  });

  it("is a checkout without the packages that its types come from", () => {
    mkdirSync(join(folder, `punkpeye+fastmcp@${prefix}`));
    expect(() => findCheckout(folder, { repository: "punkpeye/fastmcp", sha: prefix })).toThrow(/run npm install/u);
  });
});
