import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isSupportedNode } from "../../scripts/require-node.mjs";
import { repository } from "../../scripts/run.mjs";
import { folderForThisTest, type Outcome } from "./npm.js";

describe("supported Node versions", () => {
  const range = "^20.19 || ^22.13 || >=24";

  test.each(["20.19.0", "20.20.2", "22.13.1", "24.0.0", "26.10.0"])("%s is one", (version) => {
    expect(isSupportedNode(range, version)).toBe(true);
  });

  test.each(["18.20.8", "20.18.3", "21.7.0", "22.12.0", "23.11.0"])("%s is none", (version) => {
    expect(isSupportedNode(range, version)).toBe(false);
  });

  test("a form of range that is not understood is no silent yes", () => {
    expect(() => isSupportedNode("20.x", "20.19.0")).toThrow("20.x");
  });
});

test("set-up is silent once it is done", () => {
  expect(script("setup.mjs", repository, [])).toMatchObject({ status: 0, stdout: "", stderr: "" });
});

describe("npm start", () => {
  const leak = join(repository, "test/package/fixtures/consumer/leaky.ts");

  test("passes the exit code of findings on, and works in the folder where npm was called", () => {
    const { status, stdout } = start(join(leak, ".."), "leaky.ts");
    expect(stdout).toContain("calm/no-unconsumed-body");
    expect(status).toBe(1);
  });

  test("passes the exit code of a mistake on", () => {
    expect(start(repository, "no/such/path").status).toBe(2);
  });

  test("passes success on", () => {
    expect(start(repository, "--version").status).toBe(0);
  });

  test.each([[], ["--format", "stylish"]])("without a path (%s %s) lints the sample project", (...options) => {
    const { status, stdout } = start(repository, ...options);
    expect(stdout).toContain("leaky-service");
    expect(status).toBe(1);
  });

  function start(cwd: string, ...args: string[]): Outcome {
    return script("start.mjs", repository, args, { INIT_CWD: cwd });
  }
});

describe("the last line of a CI run", () => {
  const green = { numPassedTests: 3, numFailedTests: 0, testResults: [{ status: "passed", assertionResults: [{}] }] };

  test("adds the reports up", () => {
    const { status, stdout } = summary("0", green, { ...green, numPassedTests: 4 });
    expect(stdout).toBe("7 passed, 0 failed\n");
    expect(status).toBe(0);
  });

  test("counts failed tests, and test files that did not load", () => {
    const unloadable = { status: "failed", assertionResults: [] };
    const { status, stdout } = summary("1", green, { numPassedTests: 1, numFailedTests: 2, testResults: [unloadable] });
    expect(stdout).toBe("4 passed, 3 failed\n");
    expect(status).toBe(1);
  });

  test("counts a run that failed outside of its tests", () => {
    expect(summary("1", green)).toMatchObject({ status: 1, stdout: "3 passed, 1 failed\n" });
  });

  test("takes no report for a failure", () => {
    expect(summary("0")).toMatchObject({ status: 1, stdout: "0 passed, 1 failed\n" });
  });

  function summary(statusOfRun: string, ...reports: object[]): Outcome {
    const folder = folderForThisTest();
    mkdirSync(join(folder, ".cache/reports"), { recursive: true });
    for (const [index, report] of reports.entries()) {
      writeFileSync(join(folder, `.cache/reports/${index}.json`), JSON.stringify(report));
    }
    return script("ci-summary.mjs", folder, [statusOfRun]);
  }
});

function script(name: string, cwd: string, args: readonly string[], env: Record<string, string> = {}): Outcome {
  return spawnSync(process.execPath, [join(repository, "scripts", name), ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
}
