/** What `npm run corpus` is asked to do. */
import { existsSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { EnvironmentError } from "./environment-error.js";

export const help = `Usage: npm run corpus -- [options]

Measures the rule on published code that others wrote, against labels made by hand.

  --checkouts <folder>  in place of the projects on npm, those on GitHub and the leaks that maintainers mended;
                        test/corpus/checkouts.ts says what lies in the folder
  --project <name>      one project alone (repeatable)
  --json                one JSON document in place of text
  --update-readme       also rewrite the figures in README.md
  --update-expected     accept what this run finds as what later runs must find
  --help                this text

Exit codes: 0 as good as recorded, 1 worse, 2 it could not be done.`;

export interface Options {
  /** The folder of checkouts; null for the projects on npm. */
  readonly checkouts: string | null;
  /** Names of the projects to run, as given; empty for all. */
  readonly projects: readonly string[];
  readonly json: boolean;
  readonly updateReadme: boolean;
  readonly updateExpected: boolean;
}

/**
 * Reads the command line.
 *
 * @returns null where only help is asked for
 * @throws EnvironmentError for what it does not know
 */
export function readOptions(args: readonly string[]): Options | null {
  const values = parse(args);
  if (values.help) return null;
  const { checkouts = null, project: projects = [] } = values;
  if (checkouts !== null && !(existsSync(checkouts) && statSync(checkouts).isDirectory())) {
    throw new EnvironmentError(`There is no folder ${checkouts}: --checkouts takes one that holds checkouts.`);
  }
  if (values["update-readme"] && projects.length > 0) {
    throw new EnvironmentError("--update-readme takes the figures of all projects: leave out --project.");
  }
  return {
    checkouts,
    projects,
    json: values.json,
    updateReadme: values["update-readme"],
    updateExpected: values["update-expected"],
  };
}

/**
 * Chooses by name.
 *
 * @param wanted names from the command line; empty for all
 * @throws EnvironmentError for a name that is none
 */
export function chosen<T extends { readonly name: string }>(
  all: readonly T[],
  wanted: readonly string[],
): readonly T[] {
  const unknown = wanted.find((name) => all.every((one) => one.name !== name));
  if (unknown !== undefined) {
    throw new EnvironmentError(`There is no project ${unknown} here: ${all.map(({ name }) => name).join(", ")}.`);
  }
  return all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        checkouts: { type: "string" },
        project: { type: "string", multiple: true },
        json: { type: "boolean", default: false },
        "update-readme": { type: "boolean", default: false },
        "update-expected": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new EnvironmentError(error instanceof Error ? error.message : String(error));
  }
}
