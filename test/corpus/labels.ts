/** The hand-made knowledge the rule is measured against: labels, notes on labels, verdicts on findings elsewhere. */
import { readFileSync } from "node:fs";

/**
 * What a reader of the code said of a call site.
 *
 * - `LEAK`: some explicit path leaves the function with the body neither read, cancelled nor handed over. Must be reported.
 * - `OK`: every path reads or cancels it, or there is no body. Must be silent.
 * - `ESCAPES`: returned, stored or handed to code that may do anything. Must be silent.
 * - `NOT-HTTP`: a function merely named `fetch` or `request`. Must be silent.
 */
export type Label = "LEAK" | "OK" | "ESCAPES" | "NOT-HTTP";

/** A place in the sources of one project. */
export interface Site {
  readonly project: string;
  /** Path below the project, with forward slashes. */
  readonly file: string;
  /** First line of the call, counted from 1. */
  readonly line: number;
}

/** A line of `truth.jsonl`. */
export interface LabelledSite extends Site {
  /** Version on npm, or commit on GitHub. */
  readonly version_or_sha: string;
  readonly label: Label;
  /** The pattern of the code in a word or two. */
  readonly shape: string;
  readonly why: string;
}

/** A line of `fixes.jsonl`: a way out of a function on which a body leaked until a commit mended it. */
export interface FixedExit {
  readonly repo: string;
  /** The commit that mends it, and the one before. */
  readonly fix: string;
  readonly prefix: string;
  readonly file: string;
  /** Lines before the fix: of the call, and of the exit that leaks. */
  readonly call_line: number;
  readonly leak_line: number;
  readonly shape: string;
  readonly why: string;
}

/**
 * A line of `label-notes.jsonl`: why the rule and a label part. Figures count the label as it stands, and once more as noted.
 *
 * Of a fixed exit, `project` is `<repo>@<fix>`, the commit in seven digits, and `line` is that of the exit.
 */
export interface LabelNote extends Site {
  /** What reading the code again says the label should be; null where the label is right and the rule falls short of it. */
  readonly shouldBe: Label | null;
  /** The rule is silent on purpose, as ARCHITECTURE.md and the docs say: an import that does not resolve, `any`, an edge nobody wrote. */
  readonly policy?: true;
  readonly why: string;
}

/** A line of `verdicts.jsonl`: a finding at a call that has no label, judged by reading the code. */
export interface FindingVerdict extends Site {
  readonly verdict: "right" | "wrong";
  readonly why: string;
}

/** Sites are compared by this text; it is unique to the place, not to the call: two calls may share a line. */
export function siteKey({ project, file, line }: Site): string {
  return `${project} ${file}:${String(line)}`;
}

export function readLabels(): readonly LabelledSite[] {
  return readLines("truth.jsonl") as LabelledSite[];
}

export function readFixes(): readonly FixedExit[] {
  return readLines("fixes.jsonl") as FixedExit[];
}

export function readLabelNotes(): readonly LabelNote[] {
  return readLines("label-notes.jsonl") as LabelNote[];
}

export function readVerdicts(): readonly FindingVerdict[] {
  return readLines("verdicts.jsonl") as FindingVerdict[];
}

/** The JSON value on each line of a file beside this one. `data.test.ts` checks that they are what the types say. */
function readLines(name: string): unknown[] {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): unknown => JSON.parse(line));
}
