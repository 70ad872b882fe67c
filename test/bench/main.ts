/**
 * `npm run bench`: what the rule costs, beside what a parse with types costs and what `no-floating-promises` costs.
 *
 *     npm run bench -- [--rounds <n>] [--project <name>] [--json] [--update-readme] [--help]
 *
 * Every figure is of a whole process: a rule's own share cannot be told, as types are computed for whoever asks first. Each round runs
 * all variants one after the other, beginning with another one each time; ratios are taken within a round.
 *
 * `--rounds` defaults to 5; `--project` runs one subject alone (repeatable); `--json` prints one JSON document instead of text;
 * `--update-readme` rewrites the figures in README.md. Nothing else should run on the machine.
 *
 * Exit codes: 0 measured, whether or not the goals are met; 2 it could not be done (no network, a linter failed, …).
 */
import { parseArgs } from "node:util";
import { EnvironmentError } from "../corpus/environment-error.js";
import { updateReadme } from "../corpus/readme.js";
import { measureGate } from "./gate.js";
import { measure } from "./measure.js";
import { absolutes, markdown, missed } from "./print.js";
import { prepare, type Subject, subjects } from "./projects.js";
import { type Comparison, type Round, compare } from "./statistics.js";
import { type Variant, argumentsOf, variants } from "./variants.js";

interface Options {
  readonly rounds: number;
  readonly subjects: readonly Subject[];
  readonly json: boolean;
  readonly updateReadme: boolean;
}

const help = `Usage: npm run bench -- [options]

Measures what the rule costs, beside a parse with types and no-floating-promises.

  --rounds <n>      paired rounds of every project (5)
  --project <name>  one project alone, repeatable: ${subjects.map(({ name }) => JSON.stringify(name)).join(", ")}
  --json            one JSON document in place of text
  --update-readme   also rewrite the figures in README.md
  --help            this text

Exit codes: 0 measured, whether or not the goals are met; 2 it could not be done.`;

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(help);
  else await main(options);
} catch (error) {
  if (!(error instanceof EnvironmentError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 2;
}

async function main(options: Options): Promise<void> {
  const comparisons: Comparison[] = [];
  const folders = new Set<string>();
  for (const subject of options.subjects) {
    const folder = await prepare(subject, console.error);
    folders.add(folder);
    const rounds: Round[] = [];
    for (let index = 0; index < options.rounds; index++) {
      console.error(`${subject.name}: round ${index + 1} of ${options.rounds}`);
      rounds.push(await round(subject, folder, index));
    }
    comparisons.push(compare(subject.name, rounds));
  }
  const gate = measureGate([...folders], 20);
  const table = markdown(comparisons, gate);
  if (options.updateReadme) {
    await updateReadme("bench", table);
  }
  const goals = missed(comparisons, gate);
  console.log(
    options.json
      ? JSON.stringify({ comparisons, gate, missed: goals }, null, 2)
      : [table, "", absolutes(comparisons), "", goals.length === 0 ? "All goals are met." : goals.join("\n")].join(
          "\n",
        ),
  );
}

/** One run of each variant; another one goes first each time. */
async function round({ target }: Subject, cwd: string, index: number): Promise<Round> {
  const usages: Partial<Record<Variant, Round[Variant]>> = {};
  const first = index % variants.length;
  for (const variant of [...variants.slice(first), ...variants.slice(0, first)]) {
    usages[variant] = await measure(argumentsOf(variant, target), cwd);
  }
  const complete = usages as Round;
  if (variants.some((variant) => complete[variant].files !== complete.parse.files)) {
    throw new EnvironmentError(`The runs in ${cwd} did not lint the same files.`);
  }
  return complete;
}

/** @returns null if help is asked for */
function readOptions(args: readonly string[]): Options | null {
  const { values } = parseOptions(args);
  if (values.help) return null;
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new EnvironmentError(`--rounds takes a whole number from 1 on, not ${values.rounds}.`);
  }
  const names = values.project ?? subjects.map(({ name }) => name);
  const unknown = names.find((name) => subjects.every((subject) => subject.name !== name));
  if (unknown !== undefined) {
    throw new EnvironmentError(`There is no ${unknown} to lint: ${subjects.map(({ name }) => name).join(", ")}.`);
  }
  if (values["update-readme"] && values.project !== undefined) {
    throw new EnvironmentError("--update-readme takes the figures of all projects: leave out --project.");
  }
  return {
    rounds,
    subjects: subjects.filter(({ name }) => names.includes(name)),
    json: values.json,
    updateReadme: values["update-readme"],
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: "string", default: "5" },
        project: { type: "string", multiple: true },
        json: { type: "boolean", default: false },
        "update-readme": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new EnvironmentError(error instanceof Error ? error.message : String(error));
  }
}
