/** `npm run fuzz:mutations`. Too slow for `npm test`. */
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: path.resolve(import.meta.dirname, "../../.."),
  test: {
    include: ["test/fuzz/mutations/*.mutants.ts"],
    // Three minutes at most, and many times that on a busy machine.
    testTimeout: 600_000,
    // scripts/ci-summary.mjs adds the reports up.
    reporters: ["default", ["json", { outputFile: ".cache/reports/fuzz-mutations.json" }]],
  },
});
