/** One run: find the files, lint them one by one, print what was found. */
import { stripVTControlCharacters } from "node:util";
import { ESLint } from "eslint";
import { observeFailures } from "../rules/observer.js";
import { warnOnce } from "../rules/warning.js";
import { findFiles, foreignReason } from "../linting/files.js";
import { loadFormatter } from "./formatter.js";
import { lintFile } from "./lint-file.js";
import { createLinter } from "./linter.js";
import { defaultFormat, type Options } from "./options.js";
import { Progress } from "./progress.js";
import { readSettings } from "./settings.js";
import { Statistics } from "./statistics.js";
import { isTestCode, testCodeSummary } from "./test-code.js";
import { brokenTsconfigs } from "./tsconfigs.js";

/** 0: nothing found. 1: findings, or files that cannot be parsed or read. 2: something is wrong with the run itself. */
export type ExitCode = 0 | 1 | 2;

/** What came of the files of a run. */
interface Outcome {
  readonly results: ESLint.LintResult[];
  /** Files that were left out although they were found, in a line each. */
  readonly notes: readonly string[];
  /** What is wrong, but not in the files; in a line each. */
  readonly failures: readonly string[];
}

/**
 * Lints what the options say. Prints findings on stdout, and everything else on stderr.
 *
 * @param options - of the command line
 * @returns the exit code
 * @throws UsageError if a path is wrong, there is nothing to lint, or the formatter cannot be loaded
 */
export async function run(options: Options): Promise<ExitCode> {
  const settings = readSettings(options.settings, process.cwd());
  const { files, foreign } = await findFiles(options.paths, process.cwd());
  const linter = createLinter({ strict: options.strict, settings });
  // Before anything is linted: whoever misspelt its name should not have to wait for it.
  const formatter = await loadFormatter(options.format, linter);
  const broken = brokenTsconfigs(files);
  for (const { message } of broken) {
    // The rule says the same when it needs that tsconfig.
    warnOnce(message);
  }

  // They ask for the type of every call, which may take many times what linting does.
  const statistics = options.stats ? new Statistics() : null;
  const stopListening = statistics?.listen();
  let internalErrors = 0;
  const stopCounting = observeFailures(() => (internalErrors += 1));
  const { results, notes, failures } = await lintFiles(files, linter);
  stopCounting();
  stopListening?.();

  const shown = options.quiet ? ESLint.getErrorResults(results) : results;
  const output = await formatted(shown, formatter, options);
  if (output) {
    console.log(isColored(options) ? output : stripVTControlCharacters(output));
  }
  const warnings = sum(results, "warningCount");
  const tooManyWarnings = options.maxWarnings !== null && warnings > options.maxWarnings;
  for (const line of [
    ...foreign.map((path) => `calm: skipped ${path}: ${foreignReason(path)}`),
    ...notes,
    ...failures,
    ...testCodeNote(shown),
    ...(tooManyWarnings
      ? [`calm: too many warnings: ${warnings}, where --max-warnings allows ${options.maxWarnings}`]
      : []),
    ...(statistics === null ? [] : [statistics.describe(results.length)]),
  ]) {
    console.error(line);
  }
  if (broken.length > 0 || failures.length > 0 || internalErrors > 0) {
    return 2;
  }
  return tooManyWarnings || sum(results, "errorCount") > 0 ? 1 : 0;
}

/** What people read has what runs in production first; what programs read is one document. */
async function formatted(
  results: ESLint.LintResult[],
  formatter: ESLint.LoadedFormatter,
  { format }: Options,
): Promise<string> {
  if (format !== defaultFormat) {
    return formatter.format(results);
  }
  const inTests = inTestCode(results);
  const tests = await formatter.format(inTests);
  const others = await formatter.format(results.filter((result) => !inTests.includes(result)));
  return tests === "" ? others : `${others}\nIn test code:\n${tests}`;
}

function testCodeNote(results: readonly ESLint.LintResult[]): readonly string[] {
  const count = (some: readonly ESLint.LintResult[]): number => sum(some, "errorCount") + sum(some, "warningCount");
  const summary = testCodeSummary(count(inTestCode(results)), count(results));
  return summary === null ? [] : [`calm: ${summary}`];
}

function inTestCode(results: readonly ESLint.LintResult[]): ESLint.LintResult[] {
  return results.filter(({ filePath }) => isTestCode(filePath, process.cwd()));
}

/** Formatters decide by the terminal; not all of them, nor ESLint 9's own, know what else may forbid colours. */
function isColored({ color }: Options): boolean {
  return color && !process.env["NO_COLOR"];
}

async function lintFiles(files: readonly string[], linter: ESLint): Promise<Outcome> {
  const results: ESLint.LintResult[] = [];
  const notes: string[] = [];
  const failures: string[] = [];
  const progress = new Progress(files.length, process.stderr);
  for (const file of files) {
    const outcome = await lintFile(file, linter);
    switch (outcome.kind) {
      case "linted":
        results.push(outcome.result);
        break;
      case "skipped":
        notes.push(`calm: skipped ${file}: ${outcome.reason}`);
        break;
      case "failed":
        failures.push(outcome.reason);
        break;
    }
    progress.advance();
  }
  progress.stop();
  return { results, notes, failures };
}

function sum(results: readonly ESLint.LintResult[], property: "errorCount" | "warningCount"): number {
  return results.reduce((total, result) => total + result[property], 0);
}
