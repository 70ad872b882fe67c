/** `npm run test:server`: the language server over its protocol, also in processes of its own. */
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: path.resolve(import.meta.dirname, "../.."),
  test: {
    include: ["test/server/**/*.server.ts"],
    // A server's first program takes seconds on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // scripts/ci-summary.mjs adds the reports up.
    reporters: ["default", ["json", { outputFile: ".cache/reports/server.json" }]],
  },
});
