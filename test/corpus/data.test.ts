import { describe, expect, it } from "vitest";
import { labelOrder } from "./figures.js";
import { exitKey, fixName } from "./fixes.js";
import { readFixes, readLabelNotes, readLabels, readVerdicts, type Site, siteKey } from "./labels.js";
import { projects } from "./projects.js";

const labels = readLabels();
const labelled = new Set(labels.map(siteKey));

function expectSite({ project, file, line }: Site): void {
  expect(project).toMatch(/\S/);
  expect(file).toMatch(/^[^/\\].*\.[cm]?[jt]sx?$/);
  expect(line).toBeGreaterThan(0);
}

describe("truth.jsonl", () => {
  it("says of every line where, what and why", () => {
    for (const label of labels) {
      expectSite(label);
      expect(labelOrder).toContain(label.label);
      expect(label.shape).toMatch(/\S/);
    }
  });

  it("labels a call in every project that is run", () => {
    expect(projects.map(({ name }) => name).filter((name) => labels.every(({ project }) => project !== name))).toEqual(
      [],
    );
  });
});

const exits = readFixes().map((exit) => siteKey({ project: fixName(exit), file: exit.file, line: exit.leak_line }));

describe("fixes.jsonl", () => {
  it("says of every line which commits, where and why", () => {
    for (const { repo, prefix, fix, file, call_line: line, leak_line: exit, why } of readFixes()) {
      expect([prefix, fix].filter((sha) => !/^[0-9a-f]{40}$/u.test(sha))).toEqual([]);
      expectSite({ project: repo, file, line });
      expect(exit).toBeGreaterThan(0);
      expect(why).toMatch(/\S/);
    }
  });

  it("names each exit once", () => {
    expect(new Set(readFixes().map(exitKey)).size).toBe(readFixes().length);
  });
});

describe("label-notes.jsonl", () => {
  it("is about labels that are there, and gives a reason", () => {
    for (const note of readLabelNotes()) {
      expectSite(note);
      expect(note.why).toMatch(/\S/);
      expect([null, ...labelOrder]).toContain(note.shouldBe);
      expect([undefined, true]).toContain(note.policy);
      const ofLabels = labels.filter((label) => siteKey(label) === siteKey(note) && label.label !== note.shouldBe);
      expect([...ofLabels, ...exits.filter((exit) => exit === siteKey(note))]).not.toEqual([]);
    }
  });
});

describe("verdicts.jsonl", () => {
  const verdicts = readVerdicts();

  it("judges calls without a label, with a reason", () => {
    for (const verdict of verdicts) {
      expectSite(verdict);
      expect(["right", "wrong"]).toContain(verdict.verdict);
      expect(verdict.why).toMatch(/\S/);
      expect(labelled).not.toContain(siteKey(verdict));
    }
  });

  it("judges each call once", () => {
    expect(new Set(verdicts.map(siteKey)).size).toBe(verdicts.length);
  });
});
