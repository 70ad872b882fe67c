/** `npm run torture`: code that nobody wrote for us, or nobody would write. Too slow for `npm test`. */
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: path.resolve(import.meta.dirname, "../.."),
  test: {
    include: ["test/torture/**/*.torture.ts"],
    // Both cores of a small machine; each worker takes up to 2 GB.
    maxWorkers: 2,
    // The largest package takes half a minute; what takes ten minutes hangs.
    testTimeout: 600_000,
    // scripts/ci-summary.mjs adds the reports up.
    reporters: ["default", ["json", { outputFile: ".cache/reports/torture.json" }]],
  },
});
