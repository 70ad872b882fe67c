// The language server, bundled twice: what of it the plugin's users do not install, and all of it for the extension.
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { writeNotices } from "./notices.mjs";
import { repository } from "./run.mjs";

/** @typedef {import("esbuild")} Esbuild */

const require = createRequire(import.meta.url);

/** @type {import("esbuild").BuildOptions} */
const common = { absWorkingDir: repository, bundle: true, platform: "node", logLevel: "warning", metafile: true };

/**
 * Puts the protocol's library into the one module of `eslint-plugin/dist` that uses it: users of the plugin do not install it for a server that
 * they may never start.
 *
 * @param {Esbuild} esbuild
 */
export async function bundleProtocol(esbuild) {
  const { metafile } = await esbuild.build({
    ...common,
    entryPoints: ["eslint-plugin/src/server/lsp.ts"],
    outfile: "eslint-plugin/dist/server/lsp.js",
    target: "node20",
    format: "esm",
    minifyWhitespace: true,
    // CommonJS inside asks for Node's modules by `require`.
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
  });
  writeNotices("eslint-plugin/dist/server/lsp.LICENSES.txt", metafile === undefined ? [] : [metafile]);
}

/**
 * Everything that the extension's server runs, in one file of `dist/server`, and beside it what is read from the disk: TypeScript's libraries,
 * and declarations of Node for projects that have none.
 *
 * @param {Esbuild} esbuild
 * @returns {Promise<import("esbuild").Metafile[]>} what went into it
 */
export async function bundleServer(esbuild) {
  const folder = join(repository, "dist/server");
  rmSync(folder, { force: true, recursive: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } = await esbuild.build({
    ...common,
    stdin: {
      contents: `import { serve } from "./eslint-plugin/src/server/main.ts"; serve("auto");`,
      resolveDir: repository,
    },
    outfile: "dist/server/server.cjs",
    target: "node22",
    format: "cjs",
    minify: true,
    keepNames: true,
    // ESLint without what reads configurations from the disk, which the server must not do.
    alias: { eslint: "eslint/universal" },
    // A CommonJS bundle has no `import.meta`; what asks for it wants to find what lies beside.
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: `const bundleUrl = require("node:url").pathToFileURL(__filename).href;` },
    plugins: [bundledParser],
  });
  const typescript = dirname(require.resolve("typescript"));
  for (const name of readdirSync(typescript).filter((file) => /^lib\..*\.d\.ts$/u.test(file))) {
    cpSync(join(typescript, name), join(folder, name));
  }
  copyNodeTypes(join(folder, "node_modules/calm-node-types"));
  cpSync(join(repository, "eslint-plugin/package.json"), join(repository, "dist/package.json"));
  return metafile === undefined ? [] : [metafile];
}

/**
 * The parser is loaded in a way that finds it beside the plugin wherever npm has put it; in a bundle there is one of it.
 *
 * @type {import("esbuild").Plugin}
 */
const bundledParser = {
  name: "bundled-parser",
  setup(build) {
    build.onLoad({ filter: /linting[\\/]parser\.ts$/ }, () => ({
      contents: `import * as parser from "@typescript-eslint/parser"; export const loadParser = () => parser;`,
      resolveDir: repository,
    }));
  },
};

/** @param {string} target folder that becomes the package */
function copyNodeTypes(target) {
  const from = dirname(require.resolve("calm-node-types/package.json"));
  cpSync(from, target, { recursive: true });
}
