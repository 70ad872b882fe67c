/** The words of a corpus run about leaks that were mended. */
import { type FixOutcome, fixName } from "./fixes.js";
import { type LabelNote, siteKey } from "./labels.js";
import { noteText, percent, section } from "./print.js";

/** How many of some exits the rule decides rightly. */
interface Share {
  readonly right: number;
  readonly all: number;
}

export interface FixFigures {
  /** Exits that are reported before the fix. */
  readonly reported: Share;
  /** Exits of which nothing is reported after it. */
  readonly silent: Share;
  /** The same, without exits on which the rule is silent on purpose, and with those that reading again shows to be none. */
  readonly readAgain: { readonly reported: Share; readonly silent: Share };
}

export function fixFigures(outcomes: readonly FixOutcome[], notes: readonly LabelNote[]): FixFigures {
  const noted = outcomes.map((outcome) => ({ outcome, note: noteOn(outcome, notes) }));
  const share = (rights: readonly boolean[]): Share => ({ right: rights.filter(Boolean).length, all: rights.length });
  return {
    reported: share(outcomes.map(({ before }) => before.length > 0)),
    silent: share(outcomes.map(({ after }) => after.length === 0)),
    readAgain: {
      reported: share(
        noted
          .filter(({ note }) => note?.policy !== true)
          .map(({ outcome, note }) => outcome.before.length > 0 === (note?.shouldBe !== "OK")),
      ),
      silent: share(noted.map(({ outcome, note }) => outcome.after.length > 0 === (note?.shouldBe === "LEAK"))),
    },
  };
}

/** The figures, every exit that was missed before its fix, and every one that is reported after it, with the notes on them. */
export function printFixes(outcomes: readonly FixOutcome[], notes: readonly LabelNote[]): string {
  const describe = (outcome: FixOutcome): string => {
    const { file, call_line, leak_line, shape, why } = outcome.exit;
    const note = noteOn(outcome, notes);
    return [
      `${fixName(outcome.exit)} ${file}:${String(leak_line)}  call ${String(call_line)}  [${shape}] ${why}`,
      ...outcome.after.map(({ line, message }) => `    after: ${String(line)}: ${message}`),
      ...(note === undefined ? [] : [`    ${noteText(note)}`]),
    ].join("\n");
  };
  return [
    `${sentence(fixFigures(outcomes, notes))}\n`,
    section(
      "Mended exits that were not reported before",
      outcomes.filter(({ before }) => before.length === 0).map(describe),
    ),
    section("Mended exits that are reported after", outcomes.filter(({ after }) => after.length > 0).map(describe)),
  ].join("\n");
}

/** The figures as a sentence, for the terminal and the README. */
export function sentence({ reported, silent, readAgain }: FixFigures): string {
  return (
    `Of ${String(reported.all)} exits that maintainers mended, ${shareText(reported)} are reported in the commit before and ` +
    `${shareText(silent)} are silent in the fix; read again, ${shareText(readAgain.reported)} of ${String(readAgain.reported.all)} ` +
    `and ${shareText(readAgain.silent)} of ${String(readAgain.silent.all)}.`
  );
}

function shareText({ right, all }: Share): string {
  return `${String(right)} (${percent(all === 0 ? null : right / all)})`;
}

function noteOn({ exit }: FixOutcome, notes: readonly LabelNote[]): LabelNote | undefined {
  const site = { project: fixName(exit), file: exit.file, line: exit.leak_line };
  return notes.find((note) => siteKey(note) === siteKey(site));
}
