import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mendingRegressions } from "./expected.js";
import { lint, type LintedProject, type SuggestedEdit } from "./lint.js";
import { type Attempt, mend, type Mending } from "./mending.js";
import { markdownMending, mendingFigures, printMending } from "./print-mending.js";
import { configOf, type Sources } from "./sources.js";

const source = `export async function read(url: string) {
  const res = await fetch(url);
  if (!res.ok) throw new Error("failed");
  return (await res.json()) as { readonly length: number };
}
// eslint-disable-next-line no-undef
export const wrong: number = "an error of the author's own";
`;

const folder = mkdtempSync(join(tmpdir(), "calm-mending-"));
let sources: Sources;
let linted: LintedProject;

beforeAll(async () => {
  writeFileSync(join(folder, "a.ts"), source);
  sources = { name: "p", folder, linted: ["*.ts"], ignores: [], config: configOf(folder, ["*.ts"], []) };
  linted = await lint(sources);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What came of one edit that is suggested for the only finding: `text` in the place of `old`. */
async function attempt(old: string, text: string): Promise<readonly (readonly [string, string])[]> {
  const start = source.indexOf(old);
  const edit: SuggestedEdit = { description: "edit", start, end: start + old.length, text };
  const findings = linted.findings.map((finding) => ({ ...finding, suggestions: [edit] }));
  const { attempts } = await mend(sources, { ...linted, findings });
  return attempts.flatMap(({ problems }) => problems.map(({ kind, detail }) => [kind, detail] as const));
}

describe("what the rule suggests", () => {
  it("mends the finding, one suggestion at a time, and leaves the file alone", async () => {
    const mending = await mend(sources, linted);
    expect(mendingFigures([mending])).toMatchObject({ findings: 1, withSuggestions: 1, applied: 2, mended: 2 });
    expect(mending.attempts[0]).toMatchObject({ file: "a.ts", line: 3, problems: [] });
    expect(mending.attempts[0]?.diff.split("\n").filter((line) => /^[-+] /u.test(line))).toEqual([
      '-  if (!res.ok) throw new Error("failed");',
      "+  if (!res.ok) {",
      "+    await res.arrayBuffer().catch(() => {});",
      '+    throw new Error("failed");',
      "+  }",
    ]);
    expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe(source);
  });

  it("is missed where there is none", async () => {
    const findings = linted.findings.map((finding) => ({ ...finding, suggestions: [] }));
    expect(await mend(sources, { ...linted, findings })).toEqual({
      name: "p",
      findings: 1,
      unmended: findings,
      attempts: [],
    });
  });
});

describe("an edit fails", () => {
  it("that brings a type error", async () => {
    expect(await attempt("throw new Error", "throw await res.text(), new Eror")).toEqual([
      ["type error", expect.stringMatching(/^TS2552: Cannot find name 'Eror'/u)],
    ]);
  });

  it("that does not parse", async () => {
    expect((await attempt("if (!res.ok)", "await res.text(); if (!res.ok")).map(([kind]) => kind)).toEqual([
      "type error",
      "new finding",
    ]);
  });

  it("that leaves the finding", async () => {
    expect(await attempt('"failed"', '"failed again"')).toEqual([
      ["finding stays", expect.stringContaining("neither read nor cancelled when `!res.ok`")],
    ]);
  });

  it("that mends the finding and brings another one", async () => {
    expect(await attempt("throw ", "throw await res.text(), await fetch(url), ")).toEqual([
      ["new finding", expect.stringContaining("never read or cancelled")],
    ]);
  });

  it("that changes what other files see", async () => {
    expect(await attempt('throw new Error("failed")', "return res.text()")).toEqual([
      ["changed declarations", expect.stringContaining("read(url: string)")],
    ]);
  });
});

describe("a run with suggestions that fail", () => {
  const failing: Attempt = {
    file: "a.ts",
    line: 3,
    message: "leaks",
    suggestion: "edit",
    diff: "-old\n+new\n",
    problems: [{ kind: "type error", detail: "TS2552: no" }],
  };
  const mending: Mending = { name: "p", findings: 2, unmended: [], attempts: [failing, { ...failing, problems: [] }] };
  const fixes = { reported: [], notSilent: [] };
  const floor = (suggestions: number) => ({ projects: { p: { found: [], falseAlarms: [], suggestions } }, fixes });

  it("is worse, and so is one with fewer of them", () => {
    expect(mendingRegressions([mending], floor(2))).toEqual(["p a.ts:3 has a suggestion that does not mend it."]);
    expect(mendingRegressions([{ ...mending, attempts: [] }], floor(2))).toEqual([
      "p had 2 suggestions before, and has 0.",
    ]);
    expect(mendingRegressions([{ ...mending, attempts: [] }], { projects: {}, fixes })).toEqual([]);
  });

  it("is printed with what would change", () => {
    const text = printMending([mending]);
    expect(text).toContain(
      "2 of 2 findings have some; 1 of 2 mend their finding (type error 1, changed declarations 0",
    );
    expect(text).toContain("p a.ts:3  edit\n    type error: TS2552: no\n-old\n+new");
    expect(markdownMending([mending])).toContain("Each of the 2 was applied alone: 1 leave");
  });
});
