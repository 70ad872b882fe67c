import { ESLint, Linter } from "eslint";
import { expect, test } from "vitest";
import { importDirection } from "../../scripts/import-direction.mjs";
import { repository } from "../../scripts/run.mjs";

test.each([
  ["ir/lower.ts", "../typed/types.js"],
  ["ir/lower.ts", "./builder.js"],
  ["model/undici/request.ts", "../../typed/types.js"],
  ["rules/no-unconsumed-body.ts", "../analyze.js"],
  ["rules/no-unconsumed-body.ts", "@typescript-eslint/utils"],
  ["report/messages.ts", "../settings.js"],
  ["cli/main.ts", "eslint"],
])("%s may import %s", (file, target) => {
  expect(objections(file, target)).toEqual([]);
});

test.each([
  ["typed/origin.ts", "../model/types.js"],
  ["ir/lower.ts", "../ownership/transfer.js"],
  ["model/undici/request.ts", "../../ir/types.js"],
  ["findings/verdict.ts", "../analyze.js"],
  ["analyze.ts", "./report/messages.js"],
  ["rules/no-unconsumed-body.ts", "../cli/main.js"],
  ["ownership/transfer.ts", "eslint"],
  ["findings/verdict.ts", "@typescript-eslint/utils"],
])("%s may not import %s", (file, target) => {
  expect(objections(file, target)).toEqual(["no-restricted-imports"]);
});

test("our own lint runs with these restrictions", async () => {
  const config = (await new ESLint({ cwd: repository }).calculateConfigForFile("eslint-plugin/src/ir/types.ts")) as {
    rules: Record<string, unknown>;
  };
  expect(config.rules["no-restricted-imports"]).toBeDefined();
});

/** The rules that object when `file` of the plugin's sources imports `target`. */
function objections(file: string, target: string): (string | null)[] {
  return new Linter({ cwd: repository })
    .verify(`import ${JSON.stringify(target)};`, importDirection(), { filename: `eslint-plugin/src/${file}` })
    .map(({ ruleId }) => ruleId);
}
