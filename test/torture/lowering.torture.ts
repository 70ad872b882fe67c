/** Every function of every package that is installed here is lowered, without types and without the gate. */
import { afterAll, describe, expect, it } from "vitest";
import { LoweringSurvey } from "./lowering-survey.js";
import { installedPackages, readSource } from "./packages.js";

const packages = installedPackages();
const survey = new LoweringSurvey();

describe("lowering, the IR's checker and liveness", () => {
  it.each(packages)("hold on every function of $name", ({ files }) => {
    const before = survey.faults.length;
    for (const file of files) survey.visit(file, readSource(file));
    expect(survey.faults.slice(before)).toEqual([]);
  });

  it("have seen the large bundles, too", () => {
    expect(survey.tally.of("files")).toBeGreaterThan(10_000);
    expect(survey.tally.of("functions")).toBeGreaterThan(200_000);
    expect(survey.largest.value).toBeGreaterThan(10_000);
  });

  it("give up on none of them, and know all of their syntax", () => {
    expect(survey.gaveUp.lines()).toEqual([]);
    expect(survey.opaque.lines()).toEqual([]);
  });
});

afterAll(() => {
  console.log(`Lowering of ${String(packages.length)} installed packages\n${survey.report()}`);
});
