// The plugin and its command, in as few files as what they share allows: hundreds of modules, each read, linked and compiled by itself, took most
// of what loading the plugin costs, at every start of ESLint.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./run.mjs";

const dist = join(repository, "eslint-plugin/dist");

/**
 * What is loaded from outside: by ESLint, by the command, by our scripts and benchmarks.
 */
const entries = ["index.ts", "cli/main.ts", "cli/options.ts", "server/server.ts"];

/**
 * Bundles `eslint-plugin/src` to `eslint-plugin/dist`. Packages are left to be resolved where the plugin is installed.
 *
 * @param {import("esbuild")} esbuild
 */
export async function bundlePlugin(esbuild) {
  // Shared parts are named after what is in them: those of an earlier build would stay.
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".js"))) {
    rmSync(join(dist, name));
  }
  await esbuild.build({
    absWorkingDir: repository,
    entryPoints: entries.map((entry) => `eslint-plugin/src/${entry}`),
    outbase: "eslint-plugin/src",
    outdir: "eslint-plugin/dist",
    chunkNames: "shared-[hash]",
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
    plugins: [resolvedByPackage],
  });
  // Not re-exported in one step: Node would follow that for the names.
  writeFileSync(join(dist, "typescript.cjs"), 'const ts = require("typescript");\nmodule.exports = ts;\n');
}

/**
 * What `imports` of the package's manifest names. TypeScript is loaded by `require`, as the parsers do: an `import` of a CommonJS module reads it
 * once more for the names that it exports, 9 MB, at every start. The protocol's library is in a file of its own (`build-server.mjs`).
 *
 * @type {import("esbuild").Plugin}
 */
const resolvedByPackage = {
  name: "resolved-by-package",
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, () => ({ path: "#typescript", external: true }));
    build.onResolve({ filter: /[\\/]lsp\.js$/ }, () => ({ path: "#lsp", external: true }));
  },
};
