import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../../scripts/run.mjs";

test("the package is below 8 MB", () => {
  const dist = join(repository, "dist");
  const packages = readdirSync(dist).filter((name) => name.endsWith(".vsix"));
  expect(packages).toHaveLength(1);
  expect(statSync(join(dist, packages[0] ?? "")).size).toBeLessThan(8_000_000);
});
