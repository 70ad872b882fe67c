/**
 * `npm run corpus`: measures the rule on published code that others wrote, against labels made by hand. On projects from npm it also
 * applies every suggestion of every finding, one at a time, to a copy in memory; on checkouts of GitHub projects (`--checkouts`), which
 * nothing here fetches, it also compares both sides of commits that mended leaks. `--help` has the options.
 *
 * Exit codes: 0 the run holds what `expected.json` records and every suggestion mends its finding, 1 it does not, 2 it
 * could not be done (no network, …).
 */
import { labelledCommits, findCheckout, sourcesIn } from "./checkouts.js";
import { EnvironmentError } from "./environment-error.js";
import {
  type Expected,
  fixRegressions,
  mendingRegressions,
  readExpected,
  regressions,
  writeExpected,
} from "./expected.js";
import { figuresOf, macroAverage } from "./figures.js";
import { compareFixes } from "./fixes.js";
import { readFixes, readLabelNotes, readLabels, readVerdicts } from "./labels.js";
import { lint, lintAll, type LintedProject } from "./lint.js";
import type { Measured } from "./measured.js";
import { mend, type Mending } from "./mending.js";
import { chosen, help, type Options, readOptions } from "./options.js";
import { judge, type ProjectOutcome } from "./outcome.js";
import { markdownTable, printDisagreements, printElsewhere, printTable, section } from "./print.js";
import { fixFigures, printFixes, sentence } from "./print-fixes.js";
import { markdownMending, mendingFigures, printMending } from "./print-mending.js";
import { projects } from "./projects.js";
import { readAgain } from "./read-again.js";
import { updateReadme } from "./readme.js";
import { unpack } from "./unpack.js";

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(help);
  else process.exitCode = await main(options);
} catch (error) {
  if (!(error instanceof EnvironmentError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 2;
}

async function main(options: Options): Promise<0 | 1> {
  const measured =
    options.checkouts === null ? await measurePublished(options) : await measureCheckouts(options.checkouts, options);
  if (options.updateExpected) writeExpected(measured, readExpected());
  if (options.updateReadme) {
    await updateReadme(options.checkouts === null ? "corpus" : "checkouts", asMarkdown(measured));
  }
  const worse = worseThan(readExpected(), measured);
  console.log(options.json ? asJson(measured, worse) : asText(measured, worse));
  return worse.length === 0 ? 0 : 1;
}

async function measurePublished(options: Options): Promise<Measured> {
  const outcomes: ProjectOutcome[] = [];
  const mendings: Mending[] = [];
  for (const project of chosen(projects, options.projects)) {
    const unpacked = await unpack(project, console.error);
    const linted = await lint(unpacked);
    outcomes.push(judged(linted));
    mendings.push(await mend(unpacked, linted));
  }
  return { outcomes, mendings, fixes: [] };
}

async function measureCheckouts(folder: string, options: Options): Promise<Measured> {
  const labels = readLabels();
  const outcomes: ProjectOutcome[] = [];
  for (const { name, sha } of chosen(labelledCommits(labels), options.projects)) {
    const files = labels.filter(({ project }) => project === name).map(({ file }) => file);
    const checkout = findCheckout(folder, { repository: name, sha });
    outcomes.push(judged(await lintAll(name, sourcesIn(name, checkout, files))));
  }
  const exits = readFixes().filter(({ repo }) => options.projects.length === 0 || options.projects.includes(repo));
  return { outcomes, mendings: [], fixes: await compareFixes(folder, exits, console.error) };
}

function judged(linted: LintedProject): ProjectOutcome {
  const outcome = judge(linted, readLabels(), readVerdicts());
  console.error(`${outcome.name}: ${outcome.files} files in ${outcome.seconds.toFixed(1)} s`);
  return outcome;
}

function worseThan(expected: Expected, { outcomes, mendings, fixes }: Measured): readonly string[] {
  return [
    ...regressions(outcomes, expected),
    ...mendingRegressions(mendings, expected),
    ...fixRegressions(fixes, expected),
  ];
}

function asText({ outcomes, mendings, fixes }: Measured, worse: readonly string[]): string {
  const notes = readLabelNotes();
  return [
    printDisagreements(outcomes, notes),
    printElsewhere(outcomes),
    "Calls reported / calls labelled",
    printTable(outcomes, notes),
    "",
    ...(mendings.length > 0 ? [printMending(mendings)] : []),
    ...(fixes.length > 0 ? [printFixes(fixes, notes)] : []),
    section("Worse than recorded", worse),
  ].join("\n");
}

function asMarkdown({ outcomes, mendings, fixes }: Measured): string {
  const notes = readLabelNotes();
  return [
    markdownTable(outcomes, notes),
    ...(mendings.length > 0 ? [markdownMending(mendings)] : []),
    ...(fixes.length > 0 ? [sentence(fixFigures(fixes, notes))] : []),
  ].join("\n\n");
}

function asJson({ outcomes, mendings, fixes }: Measured, worse: readonly string[]): string {
  const notes = readLabelNotes();
  const figures = (those: readonly ProjectOutcome[]) => ({
    total: figuresOf(those),
    mean: macroAverage(those.map((outcome) => figuresOf([outcome]))),
  });
  return JSON.stringify(
    {
      projects: outcomes.map((outcome, index) => ({
        ...outcome,
        figures: figuresOf([outcome]),
        mending: mendings[index],
      })),
      ...figures(outcomes),
      readAgain: figures(readAgain(outcomes, notes)),
      mended: mendingFigures(mendings),
      fixes: { exits: fixes, figures: fixFigures(fixes, notes) },
      notes,
      worse,
    },
    null,
    2,
  );
}
