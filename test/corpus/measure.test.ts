import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseAcquisition } from "./acquisition.js";
import { endLineOfCall } from "./call-span.js";
import { type Expected, regressions } from "./expected.js";
import { figuresOf, macroAverage } from "./figures.js";
import type { FindingVerdict, Label, LabelledSite } from "./labels.js";
import type { Finding, LintedProject } from "./lint.js";
import { judge } from "./outcome.js";
import { markdownTable, printDisagreements, printElsewhere, printTable } from "./print.js";
import { replaceBlock } from "./readme.js";

function label(line: number, is: Label, project = "p"): LabelledSite {
  return { project, version_or_sha: "1.0.0", file: "src/a.ts", line, label: is, shape: "shape", why: "why" };
}

function finding(line: number, endLine = line, file = "src/a.ts"): Finding {
  return {
    file,
    line: endLine + 1,
    message: `leaks (fetch, line ${line}).`,
    acquisition: { callee: "fetch", line, endLine },
    suggestions: [],
  };
}

function linted(findings: readonly Finding[], name = "p"): LintedProject {
  return { name, files: ["src/a.ts", "src/b.ts"], seconds: 1, findings, faults: [] };
}

function expected(projects: Expected["projects"]): Expected {
  return { projects, fixes: { reported: [], notSilent: [] } };
}

function verdict(line: number, is: "right" | "wrong"): FindingVerdict {
  return { project: "p", file: "src/a.ts", line, verdict: is, why: "because" };
}

/** The lines of the labels that were counted as reported. */
function reportedLines(findings: readonly Finding[], labels: readonly LabelledSite[]): readonly number[] {
  return judge(linted(findings), labels, [])
    .sites.filter((outcome) => outcome.findings.length > 0)
    .map(({ site }) => site.line);
}

describe("the acquisition in a message", () => {
  it.each([
    ["The body of `res` (fetch, line 12) is neither read nor cancelled when `!res.ok`.", "fetch", 12],
    ["The body of `r` (params.fetch ?? fetch, line 3) is lost.", "params.fetch ?? fetch", 3],
    ["The body of `r` (pick(a, (b)).fetch, line 40) is lost when `f(x)`.", "pick(a, (b)).fetch", 40],
    ["The body `body` (http.get, line 7) is lost when `f(other, line 9)`.", "http.get", 7],
    ["The body of `r` (open( … ).fetch, line 7) is lost.", "open( … ).fetch", 7],
  ])("%s", (message, callee, line) => {
    expect(parseAcquisition(message)).toEqual({ callee, line });
  });

  it("may be missing", () => {
    expect(parseAcquisition("Parsing error: ')' expected.")).toBeNull();
    expect(parseAcquisition("no parenthesis opens, line 3)")).toBeNull();
  });
});

describe("the end of an acquiring call", () => {
  const folder = mkdtempSync(join(tmpdir(), "calm-corpus-"));
  const path = join(folder, "a.ts");
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is that of the call with this callee on this line", () => {
    writeFileSync(path, "export const r = await (p.fetch ??\n fetch)(\n  url,\n).then(\n  use,\n);\nshort();\n");
    expect(endLineOfCall(path, { callee: "p.fetch ?? fetch", line: 1 })).toBe(4);
    expect(endLineOfCall(path, { callee: "p.fe … etch", line: 1 })).toBe(4);
    expect(endLineOfCall(path, { callee: "short", line: 7 })).toBe(7);
    expect(endLineOfCall(path, { callee: "missing", line: 7 })).toBe(7);
  });
});

describe("judge", () => {
  it("takes the label on the call's first line, whatever lies further down", () => {
    expect(reportedLines([finding(3, 9)], [label(3, "LEAK"), label(5, "OK")])).toEqual([3]);
  });

  it("takes a label on a further line of the call when the first line has none", () => {
    expect(reportedLines([finding(3, 5)], [label(2, "LEAK"), label(5, "LEAK"), label(6, "LEAK")])).toEqual([5]);
  });

  it("counts a finding for both labels of one line", () => {
    expect(
      judge(linted([finding(3)]), [label(3, "LEAK"), label(3, "OK")], []).sites.map((o) => o.findings.length),
    ).toEqual([1, 1]);
  });

  it("keeps files and projects apart", () => {
    const outcome = judge(linted([finding(3, 3, "src/b.ts")]), [label(3, "LEAK"), label(3, "LEAK", "q")], []);
    expect(outcome.sites.map(({ site, findings }) => [site.project, findings.length])).toEqual([["p", 0]]);
    expect(outcome.elsewhere).toMatchObject([{ file: "src/b.ts", line: 3, verdict: null }]);
  });

  it("groups the findings of an unlabelled call, and finds its verdict", () => {
    const { elsewhere } = judge(linted([finding(8), finding(8)]), [], [verdict(8, "wrong")]);
    expect(elsewhere).toMatchObject([{ line: 8, verdict: { verdict: "wrong" } }]);
    expect(elsewhere[0]?.findings).toHaveLength(2);
  });

  it("complains about a label in a file that was not linted", () => {
    const { faults } = judge({ ...linted([]), files: [] }, [label(3, "LEAK")], []);
    expect(faults).toEqual(["src/a.ts has a label and was not linted."]);
  });
});

const labels = [
  label(1, "LEAK"),
  label(2, "LEAK"),
  label(3, "OK"),
  label(4, "ESCAPES"),
  label(5, "NOT-HTTP"),
  label(1, "LEAK", "q"),
  label(2, "OK", "q"),
];
const verdicts = [verdict(20, "right"), verdict(21, "wrong")];
const p = judge(linted([1, 3, 20, 21, 22].map((line) => finding(line))), labels, verdicts);
const q = judge(linted([finding(1)], "q"), labels, verdicts);

describe("figures", () => {
  it("count calls by label and verdict", () => {
    expect(figuresOf([p])).toEqual({
      matrix: {
        LEAK: { reported: 1, silent: 1 },
        OK: { reported: 1, silent: 0 },
        ESCAPES: { reported: 0, silent: 1 },
        "NOT-HTTP": { reported: 0, silent: 1 },
      },
      elsewhere: { right: 1, wrong: 1, unread: 1 },
      precision: 2 / 4,
      recall: 1 / 2,
    });
  });

  it("add up over projects, and average over them", () => {
    expect(figuresOf([p, q])).toMatchObject({ precision: 3 / 5, recall: 2 / 3 });
    expect(macroAverage([figuresOf([p]), figuresOf([q])])).toEqual({ precision: 3 / 4, recall: 3 / 4 });
  });

  it("are absent, not zero, where nothing was reported or labelled", () => {
    const empty = figuresOf([judge(linted([]), [], [])]);
    expect(empty).toMatchObject({ precision: null, recall: null });
    expect(macroAverage([empty, figuresOf([q])])).toEqual({ precision: 1, recall: 1 });
  });
});

describe("the ratchet", () => {
  const floor = expected({
    p: { found: ["src/a.ts:1", "src/a.ts:20"], falseAlarms: ["src/a.ts:21", "src/a.ts:3"], suggestions: 0 },
    q: { found: ["src/a.ts:1"], falseAlarms: [], suggestions: 0 },
  });
  const unread = "p src/a.ts:22 has a finding that nobody has read.";

  it("holds when all is as recorded, but for findings that nobody has read", () => {
    expect(regressions([p, q], floor)).toEqual([unread]);
    expect(regressions([q], floor)).toEqual([]);
  });

  it("sees a lost leak, a new false alarm and a fault", () => {
    const outcome = judge({ ...linted([finding(3)]), faults: ["src/a.ts:1 Parsing error"] }, labels, verdicts);
    expect(regressions([outcome], expected({ p: { found: ["src/a.ts:1"], falseAlarms: [], suggestions: 0 } }))).toEqual(
      [
        "p src/a.ts:1 is a leak that was found before.",
        "p src/a.ts:3 is a new false alarm.",
        "p src/a.ts:1 Parsing error",
      ],
    );
  });

  it("expects nothing of a project it does not know", () => {
    expect(regressions([q], expected({}))).toEqual([]);
  });
});

describe("the printed run", () => {
  const notes = [
    { project: "p", file: "src/a.ts", line: 2, shouldBe: null, policy: true, why: "not yet" },
    { project: "p", file: "src/a.ts", line: 3, shouldBe: "LEAK", why: "look again" },
  ] as const;

  it("has a row for every project, the total and the mean", () => {
    expect(printTable([p, q], notes)).toBe(
      [
        "project           LEAK   OK     ESCAPES  NOT-HTTP  elsewhere                   precision  recall",
        "p                 1 / 2  1 / 1  0 / 1    0 / 1     1 right, 1 wrong, 1 unread  50.0 %     50.0 %",
        "q                 1 / 1  0 / 1                                                 100.0 %    100.0 %",
        "all               2 / 3  1 / 2  0 / 1    0 / 1     1 right, 1 wrong, 1 unread  60.0 %     66.7 %",
        "mean of projects                                                               75.0 %     75.0 %",
        "all, read again   3 / 3  0 / 1  0 / 1    0 / 1     1 right, 1 wrong, 1 unread  80.0 %     100.0 %",
        "mean, read again                                                               87.5 %     100.0 %",
      ].join("\n"),
    );
  });

  it("is Markdown in the README", () => {
    const [head, rule, first] = markdownTable([q], []).split("\n");
    expect(head).toBe("| project | LEAK | OK | ESCAPES | NOT-HTTP | elsewhere | precision | recall |");
    expect(rule).toBe("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    expect(first).toBe("| q | 1 / 1 | 0 / 1 |  |  |  | 100.0 % | 100.0 % |");
  });

  it("lists every disagreement, with the note on it", () => {
    expect(printDisagreements([p, q], notes)).toBe(
      [
        "Disagreements with the labels: 2",
        "  p src/a.ts:2  LEAK, silent  [shape] why",
        "    Silent on purpose: not yet",
        "  p src/a.ts:3  OK, reported  [shape] why",
        "    4: leaks (fetch, line 3).",
        "    The label should be LEAK: look again",
        "",
      ].join("\n"),
    );
  });

  it("lists findings elsewhere with their verdicts", () => {
    expect(printElsewhere([p])).toBe(
      [
        "Findings at calls without a label: 3",
        "  p src/a.ts:20  right: because",
        "    21: leaks (fetch, line 20).",
        "  p src/a.ts:21  wrong: because",
        "    22: leaks (fetch, line 21).",
        "  p src/a.ts:22  unread",
        "    23: leaks (fetch, line 22).",
        "",
      ].join("\n"),
    );
  });
});

describe("the README block", () => {
  it("is replaced between its markers, again and again", () => {
    const once = replaceBlock("# Title\n<!-- corpus:start -->\nold\n<!-- corpus:end -->\nrest\n", "corpus", "new");
    expect(once).toBe("# Title\n<!-- corpus:start -->\n\nnew\n\n<!-- corpus:end -->\nrest\n");
    expect(replaceBlock(once, "corpus", "new")).toBe(once);
  });

  it("needs both markers, in order", () => {
    expect(() => replaceBlock("<!-- corpus:end --> <!-- corpus:start -->", "corpus", "new")).toThrow(
      "README.md needs the lines",
    );
  });
});
