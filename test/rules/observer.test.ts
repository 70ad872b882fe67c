import { Linter } from "eslint";
import { expect, it } from "vitest";
import type { FileAnalysis } from "../../eslint-plugin/src/findings/types.js";
import calm from "../../eslint-plugin/src/index.js";
import { observeAnalyses } from "../../eslint-plugin/src/rules/observer.js";

function lint(code: string): readonly Linter.LintMessage[] {
  return new Linter().verify(code, [calm.configs.recommended], { filename: "observed.js" });
}

it("tells of each file that was analysed, until told otherwise", () => {
  const seen: (readonly [string, FileAnalysis])[] = [];
  const stop = observeAnalyses((path, analysis) => seen.push([path, analysis]));
  lint("export const text = async (url) => (await fetch(url)).text();");
  lint("export const nothing = 'to see';");
  stop();
  lint("export const again = async (url) => (await fetch(url)).text();");

  expect(seen.map(([path]) => path)).toEqual(["observed.js"]);
  expect(seen[0]?.[1].obligations.map(({ callee, verdict }) => [callee, verdict.kind])).toEqual([
    ["fetch", "discharged"],
  ]);
  expect(seen[0]?.[1].failures).toEqual([]);
});
