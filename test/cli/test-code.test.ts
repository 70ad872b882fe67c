/** Which files are test code, and how their findings are set apart. */
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { isTestCode, testCodeSummary, testConventions } from "../../eslint-plugin/src/cli/test-code.js";

/** `files` of an ESLint configuration, by which the documentation's override goes. */
function isOverridden(path: string): boolean {
  const config: Linter.Config[] = [{ files: testConventions.map(({ glob }) => glob), rules: { "no-var": "error" } }];
  return new Linter({ cwd: "/project" })
    .verify("var a;", config, { filename: `/project/${path}` })
    .some(({ ruleId }) => ruleId === "no-var");
}

describe("test code, for the command as for the override", () => {
  it.each([
    "src/api.test.js",
    "src/api.spec.mjs",
    "api.test.cjs",
    "test.js",
    "src/spec.js",
    "src/test-api.js",
    "src/api-test.js",
    "src/api_test.js",
    "cypress/e2e/login.cy.js",
    "src/__tests__/api.js",
    "src/__tests__/deep/api.js",
    "test/helper.js",
    "packages/a/tests/api.js",
  ])("%s", (path) => {
    expect(isTestCode(`/project/${path}`, "/project")).toBe(true);
    expect(isOverridden(path)).toBe(true);
  });

  it.each([
    "src/api.js",
    "src/latest.js",
    "src/contest.js",
    "src/testing.js",
    "src/attest/api.js",
    "src/tester/api.js",
    "src/spectacle.js",
    "src/test.d/api.js",
    "src/testapi.js",
    "src/__tests__.js",
  ])("and not %s", (path) => {
    expect(isTestCode(`/project/${path}`, "/project")).toBe(false);
    expect(isOverridden(path)).toBe(false);
  });
});

it("what lies around the folder of the run says nothing", () => {
  expect(isTestCode("/home/test/app/src/api.js", "/home/test/app")).toBe(false);
  expect(isTestCode("/home/app/test/api.js", "/home/app/test")).toBe(false);
  expect(isTestCode("/home/app/test/api.js", "/home/app")).toBe(true);
});

it.each([
  [0, 3, null],
  [1, 1, "the problem is in test code"],
  [2, 2, "all 2 problems are in test code"],
  [1, 3, "1 of the 3 problems is in test code"],
  [9, 12, "9 of the 12 problems are in test code"],
])("%d of %d: %s", (inTests, all, summary) => {
  expect(testCodeSummary(inTests, all)).toBe(summary);
});
