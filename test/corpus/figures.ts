/** Counts outcomes: the confusion matrix, precision and recall. */
import type { Label } from "./labels.js";
import type { ProjectOutcome } from "./outcome.js";

export const labelOrder = ["LEAK", "OK", "ESCAPES", "NOT-HTTP"] as const satisfies readonly Label[];

/** How many sites of one label were reported, and on how many the rule was silent. */
export interface Row {
  readonly reported: number;
  readonly silent: number;
}

export interface Figures {
  readonly matrix: Readonly<Record<Label, Row>>;
  /** Reported calls that no label covers, by verdict. */
  readonly elsewhere: Readonly<Record<"right" | "wrong" | "unread", number>>;
  /** Right reports among all reports with a label or verdict; null where there is none. From 0 to 1, counted in calls. */
  readonly precision: number | null;
  /** Reported among the calls labelled LEAK; null where there is none. From 0 to 1. */
  readonly recall: number | null;
}

/** The figures of all calls of the given projects, each call weighing the same. */
export function figuresOf(outcomes: readonly ProjectOutcome[]): Figures {
  const sites = outcomes.flatMap((outcome) => outcome.sites);
  const elsewhere = outcomes.flatMap((outcome) => outcome.elsewhere);
  const row = (label: Label): Row => {
    const labelled = sites.filter(({ site }) => site.label === label);
    const reported = labelled.filter(({ findings }) => findings.length > 0).length;
    return { reported, silent: labelled.length - reported };
  };
  const judged = (verdict: "right" | "wrong" | undefined): number =>
    elsewhere.filter((outcome) => outcome.verdict?.verdict === verdict).length;

  const matrix = { LEAK: row("LEAK"), OK: row("OK"), ESCAPES: row("ESCAPES"), "NOT-HTTP": row("NOT-HTTP") };
  const counts = { right: judged("right"), wrong: judged("wrong"), unread: judged(undefined) };
  const right = matrix.LEAK.reported + counts.right;
  const wrong = matrix.OK.reported + matrix.ESCAPES.reported + matrix["NOT-HTTP"].reported + counts.wrong;
  return {
    matrix,
    elsewhere: counts,
    precision: ratio(right, right + wrong),
    recall: ratio(matrix.LEAK.reported, matrix.LEAK.reported + matrix.LEAK.silent),
  };
}

/** The mean over projects, each weighing the same; a project without the figure is left out of it. */
export function macroAverage(figures: readonly Figures[]): Pick<Figures, "precision" | "recall"> {
  return {
    precision: mean(figures.map(({ precision }) => precision)),
    recall: mean(figures.map(({ recall }) => recall)),
  };
}

function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return ratio(
    defined.reduce((sum, value) => sum + value, 0),
    defined.length,
  );
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
