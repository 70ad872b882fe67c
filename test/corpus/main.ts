/**
 * `npm run corpus`: measures the rule on published code that others wrote, against labels made by hand, and applies
 * every suggestion of every finding, one at a time, to a copy in memory.
 *
 *     npm run corpus -- [--project <name>] [--json] [--update-readme] [--update-expected]
 *
 * `--project` runs one project alone (repeatable); `--json` prints one JSON document instead of text; `--update-readme`
 * rewrites the figures in README.md; `--update-expected` accepts this run as the new floor.
 *
 * Exit codes: 0 the run holds what `expected.json` records and every suggestion mends its finding, 1 it does not, 2 it
 * could not be done (no network, …).
 */
import { parseArgs } from "node:util";
import { EnvironmentError } from "./environment-error.js";
import { mendingRegressions, readExpected, regressions, writeExpected } from "./expected.js";
import { figuresOf, macroAverage } from "./figures.js";
import { readLabelNotes, readLabels, readVerdicts } from "./labels.js";
import { lint } from "./lint.js";
import { mend, type Mending } from "./mending.js";
import { judge, type ProjectOutcome } from "./outcome.js";
import { markdownTable, printDisagreements, printElsewhere, printTable, section } from "./print.js";
import { markdownMending, mendingFigures, printMending } from "./print-mending.js";
import { type Project, projects } from "./projects.js";
import { updateReadme } from "./readme.js";
import { unpack } from "./unpack.js";

interface Options {
  readonly projects: readonly Project[];
  readonly json: boolean;
  readonly updateReadme: boolean;
  readonly updateExpected: boolean;
}

try {
  process.exitCode = await main(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof EnvironmentError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 2;
}

async function main(options: Options): Promise<0 | 1> {
  const outcomes: ProjectOutcome[] = [];
  const mendings: Mending[] = [];
  for (const project of options.projects) {
    const unpacked = await unpack(project, console.error);
    const linted = await lint(unpacked);
    const outcome = judge(linted, readLabels(), readVerdicts());
    console.error(`${outcome.name}: ${outcome.files} files in ${outcome.seconds.toFixed(1)} s`);
    outcomes.push(outcome);
    mendings.push(await mend(unpacked, linted));
  }

  const expected = readExpected();
  if (options.updateExpected) {
    writeExpected(outcomes, mendings, expected);
  }
  if (options.updateReadme) {
    await updateReadme(
      "corpus",
      `${markdownTable(outcomes)}

${markdownMending(mendings)}`,
    );
  }
  const floor = options.updateExpected ? readExpected() : expected;
  const worse = [...regressions(outcomes, floor), ...mendingRegressions(mendings, floor)];
  console.log(options.json ? asJson(outcomes, mendings, worse) : asText(outcomes, mendings, worse));
  return worse.length === 0 ? 0 : 1;
}

function asText(outcomes: readonly ProjectOutcome[], mendings: readonly Mending[], worse: readonly string[]): string {
  const elsewhere = readLabels().filter(({ project }) => projects.every(({ name }) => name !== project)).length;
  return [
    printDisagreements(outcomes, readLabelNotes()),
    printElsewhere(outcomes),
    `Calls reported / calls labelled (${elsewhere} labelled calls lie in projects that are not on npm, and are not run)`,
    printTable(outcomes),
    "",
    printMending(mendings),
    section("Worse than recorded", worse),
  ].join("\n");
}

function asJson(outcomes: readonly ProjectOutcome[], mendings: readonly Mending[], worse: readonly string[]): string {
  const each = outcomes.map((outcome, index) => ({
    ...outcome,
    figures: figuresOf([outcome]),
    mending: mendings[index],
  }));
  const mean = macroAverage(each.map(({ figures }) => figures));
  return JSON.stringify(
    {
      projects: each,
      total: figuresOf(outcomes),
      mean,
      mended: mendingFigures(mendings),
      notes: readLabelNotes(),
      worse,
    },
    null,
    2,
  );
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseOptions(args);
  const names = values.project ?? projects.map(({ name }) => name);
  const unknown = names.find((name) => projects.every((project) => project.name !== name));
  if (unknown !== undefined) {
    throw new EnvironmentError(
      `There is no project ${unknown} in the corpus: ${projects.map(({ name }) => name).join(", ")}.`,
    );
  }
  if (values["update-readme"] && values.project !== undefined) {
    throw new EnvironmentError("--update-readme takes the figures of all projects: leave out --project.");
  }
  return {
    projects: projects.filter(({ name }) => names.includes(name)),
    json: values.json,
    updateReadme: values["update-readme"],
    updateExpected: values["update-expected"],
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        project: { type: "string", multiple: true },
        json: { type: "boolean", default: false },
        "update-readme": { type: "boolean", default: false },
        "update-expected": { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new EnvironmentError(error instanceof Error ? error.message : String(error));
  }
}
