// The last line of a CI run, `N passed, N failed`, added up from the JSON reports that vitest leaves in .cache/reports.
//
//     node scripts/ci-summary.mjs [exit status of the run]
//
// A run that failed without a failing test (a lint error, a crash) counts one failure, so that the line never reads as
// success. Exits 1 when anything failed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const reports = ".cache/reports";
const runFailed = (process.argv[2] ?? "0") !== "0";

let passed = 0;
let failed = 0;
for (const name of existsSync(reports) ? readdirSync(reports) : []) {
  /** @type {Report} */
  const report = JSON.parse(readFileSync(join(reports, name), "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests + filesThatDidNotLoad(report);
}
if (failed === 0 && (runFailed || passed === 0)) {
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @typedef {object} Report what we read of a report of vitest's json reporter
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ status: string; assertionResults: unknown[] }[]} testResults one per test file
 */

/**
 * Test files that failed before their first test: vitest counts no failing test for them.
 *
 * @param {Report} report
 * @returns {number} how many
 */
function filesThatDidNotLoad(report) {
  return report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
}
