/** The words of a corpus run: tables for the terminal and the README, and the list of disagreements. */
import { type Figures, figuresOf, labelOrder, macroAverage } from "./figures.js";
import { type LabelNote, siteKey } from "./labels.js";
import type { ElsewhereOutcome, ProjectOutcome, SiteOutcome } from "./outcome.js";
import { readAgain } from "./read-again.js";

const columns = ["project", ...labelOrder, "elsewhere", "precision", "recall"];

/**
 * One row a project, then the total and the macro-average, by the labels and as the notes correct them. A cell of a label is "reported / labelled".
 *
 * @example formatTable(outcomes).map((row) => row.join("\t")).join("\n")
 */
function table(outcomes: readonly ProjectOutcome[], notes: readonly LabelNote[]): readonly (readonly string[])[] {
  const again = readAgain(outcomes, notes);
  return [
    columns,
    ...outcomes.map((outcome) => tableRow(outcome.name, figuresOf([outcome]))),
    tableRow("all", figuresOf(outcomes)),
    averageRow("mean of projects", outcomes),
    tableRow("all, read again", figuresOf(again)),
    averageRow("mean, read again", again),
  ];
}

function averageRow(name: string, outcomes: readonly ProjectOutcome[]): readonly string[] {
  const { precision, recall } = macroAverage(outcomes.map((outcome) => figuresOf([outcome])));
  return [name, ...labelOrder.map(() => ""), "", percent(precision), percent(recall)];
}

function tableRow(name: string, { matrix, elsewhere, precision, recall }: Figures): readonly string[] {
  const { right, wrong, unread } = elsewhere;
  return [
    name,
    ...labelOrder.map((label) => {
      const { reported, silent } = matrix[label];
      return reported + silent === 0 ? "" : `${reported} / ${reported + silent}`;
    }),
    right + wrong + unread === 0 ? "" : `${right} right, ${wrong} wrong${unread === 0 ? "" : `, ${unread} unread`}`,
    percent(precision),
    percent(recall),
  ];
}

export function percent(value: number | null): string {
  return value === null ? "" : `${(100 * value).toFixed(1)} %`;
}

/** The table, aligned for a terminal. */
export function printTable(outcomes: readonly ProjectOutcome[], notes: readonly LabelNote[]): string {
  const rows = table(outcomes, notes);
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The table as Markdown, with what its cells mean. */
export function markdownTable(outcomes: readonly ProjectOutcome[], notes: readonly LabelNote[]): string {
  const [head = [], ...body] = table(outcomes, notes).map((row) => row.join(" | "));
  return [
    `| ${String(head)} |`,
    `| --- |${" ---: |".repeat(columns.length - 1)}`,
    ...body.map((row) => `| ${row} |`),
    "",
    "Cells are calls reported / calls with that label: the first column should be full, the next three empty.",
    "“Elsewhere” are reports at calls that no label covers, each read and judged by hand. “Read again” leaves out leaks on which",
    "the rule is silent on purpose, and corrects labels that reading the code showed to be wrong; `test/corpus/label-notes.jsonl` says why.",
  ].join("\n");
}

/** Every site where the rule and the label part, with the note on it if there is one. */
export function printDisagreements(outcomes: readonly ProjectOutcome[], notes: readonly LabelNote[]): string {
  const apart = outcomes
    .flatMap(({ sites }) => sites)
    .filter(({ site, findings }) => (site.label === "LEAK") !== findings.length > 0);
  return section(
    "Disagreements with the labels",
    apart.map((outcome) => disagreement(outcome, notes)),
  );
}

function disagreement({ site, findings }: SiteOutcome, notes: readonly LabelNote[]): string {
  const note = notes.find((candidate) => siteKey(candidate) === siteKey(site));
  return [
    `${siteKey(site)}  ${site.label}, ${findings.length === 0 ? "silent" : "reported"}  [${site.shape}] ${site.why}`,
    ...findings.map(({ line, message }) => `    ${line}: ${message}`),
    ...(note === undefined ? [] : [`    ${noteText(note)}`]),
  ].join("\n");
}

/** What a note says, in a line. */
export function noteText({ shouldBe, policy, why }: LabelNote): string {
  if (shouldBe !== null) return `The label should be ${shouldBe}: ${why}`;
  return `${policy === true ? "Silent on purpose" : "Known"}: ${why}`;
}

/** Every finding at a call that no label covers, with its verdict. */
export function printElsewhere(outcomes: readonly ProjectOutcome[]): string {
  const lines = outcomes.flatMap(({ name, elsewhere }) => elsewhere.map((outcome) => elsewhereLines(name, outcome)));
  return section("Findings at calls without a label", lines);
}

function elsewhereLines(project: string, { file, line, findings, verdict }: ElsewhereOutcome): string {
  return [
    `${siteKey({ project, file, line })}  ${verdict === null ? "unread" : `${verdict.verdict}: ${verdict.why}`}`,
    ...findings.map((finding) => `    ${finding.line}: ${finding.message}`),
  ].join("\n");
}

/** A titled list, with its length. */
export function section(title: string, entries: readonly string[]): string {
  return `${title}: ${entries.length}\n${entries.map((entry) => `  ${entry}\n`).join("")}`;
}
