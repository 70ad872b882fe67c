/** That the bench runs, and counts right. Its figures are for no test to judge. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { repository } from "../../scripts/run.mjs";
import { EnvironmentError } from "../corpus/environment-error.js";
import { measureGate } from "./gate.js";
import { measure } from "./measure.js";
import { markdown, missed } from "./print.js";
import { type Round, compare, figureOf } from "./statistics.js";
import { argumentsOf, variants } from "./variants.js";

const folder = mkdtempSync(join(tmpdir(), "calm-bench-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
writeFileSync(
  join(folder, "tsconfig.json"),
  JSON.stringify({ compilerOptions: { lib: ["ES2023", "DOM"] }, include: ["*.ts"] }),
);
writeFileSync(join(folder, "leak.ts"), "export const ok = async (url: string) => (await fetch(url)).ok;\n");
writeFileSync(join(folder, "sum.ts"), "export const sum = (a: number, b: number) => a + b;\n");

describe("a run", () => {
  it.each(variants)("of %s is measured", async (variant) => {
    const { cpu, memory, files } = await measure(argumentsOf(variant, "."), folder);
    expect(files).toBe(2);
    expect(cpu).toBeGreaterThan(0.1);
    expect(memory).toBeGreaterThan(10);
  });

  it("that fails has no figures", async () => {
    await expect(measure(argumentsOf("calm", "missing.ts"), folder)).rejects.toThrow(EnvironmentError);
    await expect(measure(["--eval", "process.exitCode = 0"], folder)).rejects.toThrow(EnvironmentError);
  });
});

describe("the comparison", () => {
  const usage = (cpu: number, memory: number) => ({ cpu, memory, heap: memory / 2, files: 3 });
  const round = (calm: number, theirs: number): Round => ({
    parse: usage(10, 100),
    calm: usage(calm, 104),
    "no-floating-promises": usage(theirs, 120),
    command: usage(calm * 2, 52),
  });
  const comparison = compare("project", [round(11, 14), round(12, 14), round(16, 20)]);
  const gate = { files: 1, lines: 1000, perThousandLines: figureOf([0.05]) };

  it("takes ratios within a round, and their median", () => {
    expect(comparison).toMatchObject({
      files: 3,
      rounds: 3,
      partOfTheirs: { median: 0.5, least: 0.25, most: 0.6 },
      cpu: { median: 1.2, least: 1.1, most: 1.6 },
      theirCpu: { median: 1.4 },
      memory: { median: 1.04 },
      heap: { median: 1.04 },
      commandCpu: { median: 2 },
      commandMemory: { median: 0.5 },
      absolute: { parse: { cpu: 10, memory: 100 }, calm: { cpu: 12 } },
    });
    expect(figureOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
  });

  it("tells no part of what is noise", () => {
    const small = compare("project", [round(11, 14), round(11, 10.4)]);
    expect(small.partOfTheirs).toBeNull();
    expect(missed([small], gate)).toEqual([
      "project: no-floating-promises adds no more than noise, so no part of it can be told",
    ]);
    expect(markdown([small], gate)).toContain("| theirs is noise |");
  });

  it("says which goals are missed", () => {
    expect(missed([comparison], gate)).toEqual([]);
    expect(missed([compare("project", [round(13, 14)])], gate)).toEqual([
      "project: adds 75 % (75–75) of what no-floating-promises adds; the goal is 50 %",
    ]);
    expect(missed([compare("project", [{ ...round(11, 14), calm: usage(11, 110) }])], gate)).toEqual([
      "project: takes 1.10 (1.10–1.10) the memory; the goal is less than 1.1",
    ]);
    expect(missed([], { ...gate, perThousandLines: figureOf([0.2]) })).toHaveLength(1);
  });

  it("is a row of a table", () => {
    expect(markdown([comparison], gate)).toContain(
      "| project | 3 | 1.40 (1.40–2.00) | 1.20 (1.10–1.60) | 50 % (25–60) | 1.20 (1.20–1.20) | 1.04 (1.04–1.04) | 1.20 (1.20–1.20) | 1.04 (1.04–1.04) |",
    );
  });
});

describe("the program", () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "test/bench/main.ts", ...args], {
      cwd: repository,
      encoding: "utf8",
    });

  it("tells how it is used", () => {
    expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--update-readme") as string });
  });

  it.each([["--rounds", "0"], ["--project", "nothing"], ["--wrong"]])("refuses %s %s", (...args) => {
    expect(run(...args)).toMatchObject({ status: 2, stdout: "" });
  });
});

it("times the gate over the files that it turns away", () => {
  const { files, lines, perThousandLines } = measureGate([folder], 3);
  expect({ files, lines }).toEqual({ files: 1, lines: 2 });
  expect(perThousandLines.median).toBeGreaterThan(0);
});
