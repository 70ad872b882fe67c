import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundlePlugin } from "./build-plugin.mjs";
import { bundleProtocol, bundleServer } from "./build-server.mjs";
import { writeNotices } from "./notices.mjs";
import { repository, runNode } from "./run.mjs";

// The extension is bundled last, so the age of its bundle is the age of the whole build.
const lastOutput = join(repository, "dist/extension.cjs");

const inputs = [
  "eslint-plugin/src",
  "eslint-plugin/package.json",
  "eslint-plugin/tsconfig.json",
  "extension/src",
  "package-lock.json",
  "scripts/build.mjs",
  "scripts/build-plugin.mjs",
  "scripts/build-server.mjs",
  "scripts/notices.mjs",
  "tsconfig.json",
];

/** @returns {boolean} whether the build is no older than anything it was made from */
export function isBuilt() {
  const builtAt = statSync(lastOutput, { throwIfNoEntry: false })?.mtimeMs;
  return builtAt !== undefined && inputs.every((input) => newestChange(join(repository, input)) <= builtAt);
}

/**
 * Declares and bundles the plugin in `eslint-plugin/dist`, and bundles the extension and its server to `dist`.
 *
 * @returns {Promise<boolean>} false if the plugin does not compile, in which case nothing was written and tsc has said why
 */
export async function build() {
  if (runNode(["node_modules/typescript/bin/tsc", "-p", "eslint-plugin"]) !== 0) {
    return false;
  }
  // Loaded only here: when setup.mjs starts, esbuild may not be installed yet.
  const esbuild = await import("esbuild");
  await bundlePlugin(esbuild);
  await bundleProtocol(esbuild);
  const server = await bundleServer(esbuild);
  const { metafile: extension } = await esbuild.build({
    absWorkingDir: repository,
    entryPoints: ["extension/src/extension.ts"],
    outfile: lastOutput,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
    metafile: true,
  });
  writeNotices("dist/server/LICENSES.txt", [...server, extension], ["node_modules/calm-node-types"]);
  return true;
}

/**
 * @param {string} path a file or a folder
 * @returns {number} when it or anything below it last changed, in milliseconds; a removed file changes its folder
 */
function newestChange(path) {
  const stat = statSync(path);
  return stat.isDirectory()
    ? Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
    : stat.mtimeMs;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = (await build()) ? 0 : 1;
}
