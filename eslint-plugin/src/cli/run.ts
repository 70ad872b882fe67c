/** One run: find the files, lint them one by one, print what was found. */
import { ESLint } from "eslint";
import { observeAnalyses } from "../rules/observer.js";
import { findFiles } from "./files.js";
import { loadFormatter } from "./formatter.js";
import { lintFile } from "./lint-file.js";
import { createLinter } from "./linter.js";
import type { Options } from "./options.js";
import { Progress } from "./progress.js";
import { Statistics } from "./statistics.js";

/** 0: nothing found. 1: findings, or files that cannot be parsed or read. 2: something is wrong with the run itself. */
export type ExitCode = 0 | 1 | 2;

/**
 * Lints what the options say. Prints findings on stdout, and everything else on stderr.
 *
 * @param options - of the command line
 * @returns the exit code
 * @throws UsageError if a path is wrong, there is nothing to lint, or the formatter cannot be loaded
 */
export async function run(options: Options): Promise<ExitCode> {
  const { files, foreign } = await findFiles(options.paths, process.cwd());
  const linter = createLinter(options);
  const formatter = await loadFormatter(options.format, linter);
  const notes = foreign.map((path) => `calm: skipped ${path}: neither JavaScript nor TypeScript`);
  const failures = new Set<string>();
  const results: ESLint.LintResult[] = [];
  const statistics = new Statistics();
  const stopObserving = observeAnalyses((path, analysis) => {
    statistics.addAnalysis(path, analysis);
  });

  const progress = new Progress(files.length, process.stderr);
  for (const file of files) {
    const outcome = await lintFile(file, linter);
    switch (outcome.kind) {
      case "linted":
        results.push(outcome.result);
        statistics.addFile();
        break;
      case "skipped":
        notes.push(`calm: skipped ${file}: ${outcome.reason}`);
        break;
      case "failed":
        failures.add(outcome.reason);
        break;
    }
    progress.advance();
  }
  progress.stop();
  stopObserving();

  const warnings = sum(results, "warningCount");
  const tooManyWarnings = options.maxWarnings !== null && warnings > options.maxWarnings;
  const output = await formatter.format(
    options.quiet ? ESLint.getErrorResults(results) : results,
    options.color ? {} : { color: false },
  );
  if (output) {
    console.log(output);
  }
  for (const line of [...notes, ...failures]) {
    console.error(line);
  }
  if (tooManyWarnings) {
    console.error(`calm: too many warnings: ${warnings}, where --max-warnings allows ${options.maxWarnings}`);
  }
  if (options.stats) {
    console.error(statistics.toString());
  }
  if (failures.size > 0) {
    return 2;
  }
  return tooManyWarnings || sum(results, "errorCount") > 0 ? 1 : 0;
}

function sum(results: readonly ESLint.LintResult[], property: "errorCount" | "warningCount"): number {
  return results.reduce((total, result) => total + result[property], 0);
}
