/** The analysis with types, over every installed file that the gate lets through: one program a package, half of the packages a suite. */
import { afterAll, describe, expect, it } from "vitest";
import { mayMatter } from "../../eslint-plugin/src/model/gate.js";
import { type Package, installedPackages, readSource } from "./packages.js";
import { TypedSurvey } from "./typed-survey.js";

/** @param half - 0 or 1: suites run side by side. */
export function typedSuite(half: 0 | 1): void {
  const packages = installedPackages()
    .map((one): Package => ({ ...one, files: one.files.filter((file) => mayMatter(readSource(file))) }))
    .filter(({ files }) => files.length > 0)
    // By size, so that both halves take about as long.
    .sort((left, right) => right.files.length - left.files.length || left.name.localeCompare(right.name))
    .filter((_, index) => index % 2 === half);
  const survey = new TypedSurvey();

  describe("the analysis with types", () => {
    it.each(packages)("has no error of its own in $name", ({ files }) => {
      const before = survey.faults.length;
      survey.visit(files);
      expect(survey.faults.slice(before)).toEqual([]);
    });

    it("has found something to follow", () => {
      expect(survey.tally.of("files")).toBeGreaterThan(1000);
      expect(survey.tally.of("functions that acquire")).toBeGreaterThan(10);
    });
  });

  afterAll(() => {
    console.log(`Analysis of ${String(packages.length)} packages with types\n${survey.report()}`);
  });
}
