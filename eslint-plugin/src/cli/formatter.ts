/** ESLint's formatters. */
import { ESLint } from "eslint";
import { UsageError } from "../linting/errors.js";
import type { Options } from "./options.js";

/** Looks a formatter up where the user is, and tells it of the rules that another instance has run. */
class FormatterLoader extends ESLint {
  readonly #linter: ESLint;

  constructor(linter: ESLint) {
    super({ overrideConfigFile: true });
    this.#linter = linter;
  }

  override getRulesMetaForResults(results: ESLint.LintResult[]): ESLint.LintResultData["rulesMeta"] {
    return this.#linter.getRulesMetaForResults(results);
  }
}

/**
 * Loads a formatter as ESLint does: one of its own or of an installed package by name, or a file by a path with a slash.
 *
 * @param name - `stylish`, `json`, `html`, `@scope/name`, `./formatter.js`, …
 * @param linter - the instance whose results are to be formatted
 * @returns the formatter
 * @throws UsageError if there is none of that name, or it cannot be loaded
 */
export async function loadFormatter(name: Options["format"], linter: ESLint): Promise<ESLint.LoadedFormatter> {
  try {
    return await new FormatterLoader(linter).loadFormatter(name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot load the formatter ${name}: ${reason.replaceAll("\n", " ")}`);
  }
}
