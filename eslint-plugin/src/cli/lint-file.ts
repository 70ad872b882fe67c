/** Linting one file, so that what is wrong with it concerns no other. */
import type { ESLint } from "eslint";
import { describeError } from "../linting/errors.js";
import { readSource } from "../linting/source.js";

/** What came of one file. */
export type FileOutcome =
  | { readonly kind: "linted"; readonly result: ESLint.LintResult }
  /** Found, but no source code that somebody wrote: the run succeeds all the same. */
  | { readonly kind: "skipped"; readonly reason: string }
  /** Something is wrong that is not in the file; one line. The run fails. */
  | { readonly kind: "failed"; readonly reason: string };

/**
 * @param path - absolute path of the file
 * @param linter - see `createLinter`
 * @returns what came of it: no error is thrown, a file that cannot be read is a result with a fatal message
 */
export async function lintFile(path: string, linter: ESLint): Promise<FileOutcome> {
  const source = await readSource(path);
  switch (source.kind) {
    case "skipped":
      return source;
    case "unreadable":
      return { kind: "linted", result: unreadable(path, source.reason) };
    case "text":
      break;
  }
  try {
    const [result] = await linter.lintText(source.text, { filePath: path });
    return result ? { kind: "linted", result } : { kind: "failed", reason: `calm: ESLint has no result for ${path}` };
  } catch (error) {
    return { kind: "failed", reason: describeError(error, `linting ${path}`) };
  }
}

/** The same kind of result that ESLint makes of a file it cannot parse. */
function unreadable(filePath: string, reason: string): ESLint.LintResult {
  return {
    filePath,
    messages: [{ ruleId: null, severity: 2, fatal: true, message: `Cannot be read: ${reason}`, line: 0, column: 0 }],
    suppressedMessages: [],
    errorCount: 1,
    fatalErrorCount: 1,
    warningCount: 0,
    fixableErrorCount: 0,
    fixableWarningCount: 0,
    usedDeprecatedRules: [],
  };
}
