/** `npm run hosts`: real packages, installed by real package managers. Slow, and in need of the npm registry. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/hosts/*.hosts.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    reporters:
      process.env["CI"] === undefined ? "default" : ["default", ["json", { outputFile: ".cache/reports/hosts.json" }]],
  },
});
