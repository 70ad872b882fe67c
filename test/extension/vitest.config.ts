/** `npm run test:vscode`: the packaged extension in a real VS Code. Slow, and in need of the npm registry and Debian's. */
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: path.resolve(import.meta.dirname, "../.."),
  test: {
    include: ["test/extension/*.vscode.ts"],
    globalSetup: "test/extension/install.ts",
    // Each file starts a VS Code, a browser, TypeScript's server and ours.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // scripts/ci-summary.mjs adds the reports up.
    reporters: ["default", ["json", { outputFile: ".cache/reports/vscode.json" }]],
  },
});
