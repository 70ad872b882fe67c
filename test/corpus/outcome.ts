/** Holds the findings of a project against what is known of its sites. */
import { type FindingVerdict, type LabelledSite, siteKey } from "./labels.js";
import type { Finding, LintedProject } from "./lint.js";

/** A labelled site and what was reported of it. */
export interface SiteOutcome {
  readonly site: LabelledSite;
  /** One a leaking exit; empty where the rule was silent. */
  readonly findings: readonly Finding[];
}

/** An acquiring call that no label covers, and what was reported of it. */
export interface ElsewhereOutcome {
  readonly file: string;
  /** First line of the call. */
  readonly line: number;
  readonly findings: readonly Finding[];
  /** null: nobody has read it yet. */
  readonly verdict: FindingVerdict | null;
}

export interface ProjectOutcome {
  readonly name: string;
  readonly seconds: number;
  readonly files: number;
  readonly sites: readonly SiteOutcome[];
  readonly elsewhere: readonly ElsewhereOutcome[];
  /** What makes the figures wrong: unparsed files, unreadable messages, labels in files that were not linted. */
  readonly faults: readonly string[];
}

/**
 * Matches the findings of a project to its labels by the acquiring call that each names.
 *
 * Labels on the call's first line win; without any, those on its further lines. Two labels of one line cannot be told
 * apart by a message, so a finding there counts for both.
 *
 * @param linted one project's findings
 * @param labels of all projects
 * @param verdicts of all projects
 */
export function judge(
  linted: LintedProject,
  labels: readonly LabelledSite[],
  verdicts: readonly FindingVerdict[],
): ProjectOutcome {
  const own = labels.filter((label) => label.project === linted.name);
  const findingsOf = new Map<LabelledSite, Finding[]>(own.map((label) => [label, []]));
  const elsewhere = new Map<string, Finding[]>();
  for (const finding of linted.findings) {
    const matched = labelsOf(finding, own);
    for (const label of matched) {
      findingsOf.get(label)?.push(finding);
    }
    if (matched.length === 0) {
      const key = siteKey({ project: linted.name, file: finding.file, line: finding.acquisition.line });
      elsewhere.set(key, [...(elsewhere.get(key) ?? []), finding]);
    }
  }

  const files = new Set(linted.files);
  const unlinted = own.filter((label) => !files.has(label.file));
  return {
    name: linted.name,
    seconds: linted.seconds,
    files: files.size,
    sites: [...findingsOf].map(([site, findings]) => ({ site, findings })),
    elsewhere: [...elsewhere].flatMap(([key, findings]) => {
      const [first] = findings;
      const verdict = verdicts.find((candidate) => siteKey(candidate) === key) ?? null;
      return first === undefined ? [] : [{ file: first.file, line: first.acquisition.line, findings, verdict }];
    }),
    faults: [...linted.faults, ...unlinted.map((label) => `${label.file} has a label and was not linted.`)],
  };
}

function labelsOf({ file, acquisition }: Finding, labels: readonly LabelledSite[]): readonly LabelledSite[] {
  const inFile = labels.filter((label) => label.file === file);
  const onFirstLine = inFile.filter((label) => label.line === acquisition.line);
  return onFirstLine.length > 0
    ? onFirstLine
    : inFile.filter((label) => label.line > acquisition.line && label.line <= acquisition.endLine);
}
