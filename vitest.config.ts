import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/fixtures/**"],
    // Building a typed program takes a second, and many times that on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // scripts/ci-summary.mjs adds the reports up.
    reporters:
      process.env["CI"] === undefined ? "default" : ["default", ["json", { outputFile: ".cache/reports/vitest.json" }]],
  },
});
