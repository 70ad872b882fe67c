/** The words of a corpus run about suggestions that were applied. */
import type { Mending, ProblemKind } from "./mending.js";
import { section } from "./print.js";

export interface MendingFigures {
  readonly findings: number;
  readonly withSuggestions: number;
  readonly applied: number;
  /** Suggestions after which the file type-checks as before, the finding is gone and no other has come. */
  readonly mended: number;
  /** Problems of the others, of which one suggestion may have several. */
  readonly problems: Readonly<Record<ProblemKind, number>>;
}

export function mendingFigures(mendings: readonly Mending[]): MendingFigures {
  const attempts = mendings.flatMap((mending) => mending.attempts);
  const problems = attempts.flatMap((attempt) => attempt.problems);
  const count = (wanted: ProblemKind): number => problems.filter(({ kind }) => kind === wanted).length;
  const findings = mendings.reduce((sum, mending) => sum + mending.findings, 0);
  return {
    findings,
    withSuggestions: findings - mendings.reduce((sum, { unmended }) => sum + unmended.length, 0),
    applied: attempts.length,
    mended: attempts.filter((attempt) => attempt.problems.length === 0).length,
    problems: {
      "type error": count("type error"),
      "changed declarations": count("changed declarations"),
      "finding stays": count("finding stays"),
      "new finding": count("new finding"),
    },
  };
}

/** The figures, every finding without a suggestion, and every suggestion that fails with what it would change. */
export function printMending(mendings: readonly Mending[]): string {
  const { findings, withSuggestions, applied, mended, problems } = mendingFigures(mendings);
  const kinds = Object.entries(problems).map(([kind, count]) => `${kind} ${count}`);
  const unmended = mendings.flatMap(({ name, unmended: without }) =>
    without.map(({ file, line, message }) => `${name} ${file}:${String(line)}  ${message}`),
  );
  const failed = mendings.flatMap(({ name, attempts }) =>
    attempts
      .filter((attempt) => attempt.problems.length > 0)
      .map(({ file, line, suggestion, problems: its, diff }) =>
        [
          `${name} ${file}:${String(line)}  ${suggestion}`,
          ...its.map(({ kind, detail }) => `    ${kind}: ${detail}`),
          ...diff.trimEnd().split("\n"),
        ].join("\n"),
      ),
  );
  return [
    `Suggestions: ${withSuggestions} of ${findings} findings have some; ${mended} of ${applied} mend their finding (${kinds.join(", ")})\n`,
    section("Findings without a suggestion", unmended),
    section("Suggestions that fail", failed),
  ].join("\n");
}

/** The figures as a line of Markdown. */
export function markdownMending(mendings: readonly Mending[]): string {
  const { findings, withSuggestions, applied, mended } = mendingFigures(mendings);
  return (
    `Suggestions: ${withSuggestions} of ${findings} findings have one or two. Each of the ${applied} was applied alone: ` +
    `${mended} leave a file without a new type error, with its declarations unchanged, the finding gone and no other in its place.`
  );
}
