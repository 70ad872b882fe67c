/** Which files are test code. Findings there are right, but not what somebody new wants to see first. */
import { relative } from "node:path";

/** Where test runners look for tests, unless told otherwise. */
interface Convention {
  /** As `files` of an ESLint configuration takes it; the documentation lists these. */
  readonly glob: string;
  /** The same for a path with forward slashes, relative to the folder of the run. */
  readonly pattern: RegExp;
  /** Whose default it is. */
  readonly source: string;
}

/**
 * The defaults of the runners, each without their lists of extensions: only source code is linted.
 *
 * - Vitest, `include`: https://vitest.dev/config/#include
 * - Jest, `testMatch`: https://jestjs.io/docs/configuration#testmatch-arraystring
 * - Playwright, `testMatch`: https://playwright.dev/docs/api/class-testconfig#test-config-test-match
 * - Mocha, `spec`: https://mochajs.org/#default-test-files
 * - Cypress, `specPattern`: https://docs.cypress.io/app/references/configuration
 * - Node's runner: https://nodejs.org/api/test.html#running-tests-from-the-command-line
 * - AVA, `files`: https://github.com/avajs/ava/blob/main/docs/05-command-line.md
 */
export const testConventions: readonly Convention[] = [
  { glob: "**/*.{test,spec}.*", pattern: /\.(?:test|spec)\.[^/]*$/u, source: "Vitest, Jest, Playwright, Node" },
  { glob: "**/{test,spec}.*", pattern: /(?:^|\/)(?:test|spec)\.[^/]*$/u, source: "Jest, Node" },
  { glob: "**/test-*.*", pattern: /(?:^|\/)test-[^/]*\.[^/]*$/u, source: "Node, AVA" },
  { glob: "**/*{-,_}test.*", pattern: /[-_]test\.[^/]*$/u, source: "Node" },
  { glob: "**/*.cy.*", pattern: /\.cy\.[^/]*$/u, source: "Cypress" },
  { glob: "**/__tests__/**", pattern: /(?:^|\/)__tests__\//u, source: "Jest, AVA" },
  { glob: "**/{test,tests}/**", pattern: /(?:^|\/)tests?\//u, source: "Node, Mocha, AVA" },
];

/**
 * Whether a file is test code, by its path: what lies around the folder of the run says nothing.
 *
 * @param path - absolute path of a file
 * @param cwd - absolute path of the folder of the run
 *
 * @example
 * isTestCode("/home/test/app/src/api.test.ts", "/home/test/app"); // true
 * isTestCode("/home/test/app/src/api.ts", "/home/test/app"); // false
 */
export function isTestCode(path: string, cwd: string): boolean {
  const fromHere = relative(cwd, path).replaceAll("\\", "/");
  return testConventions.some(({ pattern }) => pattern.test(fromHere));
}

/**
 * The sentence that sets findings in test code apart.
 *
 * @param inTests - how many problems are in test code
 * @param all - how many there are
 * @returns null if none is
 */
export function testCodeSummary(inTests: number, all: number): string | null {
  if (inTests === 0) {
    return null;
  }
  if (inTests === all) {
    return all === 1 ? "the problem is in test code" : `all ${all} problems are in test code`;
  }
  return `${inTests} of the ${all} problems ${inTests === 1 ? "is" : "are"} in test code`;
}
