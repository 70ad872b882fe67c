/** The words of a corpus run: tables for the terminal and the README, and the list of disagreements. */
import { type Figures, figuresOf, labelOrder, macroAverage } from "./figures.js";
import { type LabelNote, siteKey } from "./labels.js";
import type { ElsewhereOutcome, ProjectOutcome, SiteOutcome } from "./outcome.js";

const columns = ["project", ...labelOrder, "elsewhere", "precision", "recall"];

/**
 * One row a project, then the total and the macro-average. A cell of a label is "reported / labelled".
 *
 * @example formatTable(outcomes).map((row) => row.join("\t")).join("\n")
 */
function table(outcomes: readonly ProjectOutcome[]): readonly (readonly string[])[] {
  const each = outcomes.map((outcome) => ({ name: outcome.name, figures: figuresOf([outcome]) }));
  const average = macroAverage(each.map(({ figures }) => figures));
  return [
    columns,
    ...each.map(({ name, figures }) => tableRow(name, figures)),
    tableRow("all", figuresOf(outcomes)),
    ["mean of projects", ...labelOrder.map(() => ""), "", percent(average.precision), percent(average.recall)],
  ];
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

function percent(value: number | null): string {
  return value === null ? "" : `${(100 * value).toFixed(1)} %`;
}

/** The table, aligned for a terminal. */
export function printTable(outcomes: readonly ProjectOutcome[]): string {
  const rows = table(outcomes);
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
export function markdownTable(outcomes: readonly ProjectOutcome[]): string {
  const [head = [], ...body] = table(outcomes).map((row) => row.join(" | "));
  return [
    `| ${String(head)} |`,
    `| --- |${" ---: |".repeat(columns.length - 1)}`,
    ...body.map((row) => `| ${row} |`),
    "",
    "Cells are calls reported / calls with that label: the first column should be full, the next three empty.",
    "“Elsewhere” are reports at calls that no label covers, each read and judged by hand.",
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
    ...(note === undefined
      ? []
      : [`    ${note.shouldBe === null ? "Known" : `The label should be ${note.shouldBe}`}: ${note.why}`]),
  ].join("\n");
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
