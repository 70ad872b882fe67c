import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "./run.mjs";

const checks = [
  { tool: "node_modules/publint/src/cli.js", options: ["--strict"] },
  { tool: "node_modules/@arethetypeswrong/cli/dist/index.js", options: ["--profile", "esm-only"] },
];

/**
 * Asks publint and attw whether a packed npm package can be resolved, typed and run by whoever installs it.
 *
 * @param {string} tarball path of a `.tgz` written by `npm pack`
 * @returns {string[]} what the tools that object have to say; empty if none does
 */
export function objectionsTo(tarball) {
  return checks
    .map(({ tool, options }) =>
      spawnSync(process.execPath, [join(repository, tool), tarball, ...options], { encoding: "utf8" }),
    )
    .filter(({ status }) => status !== 0)
    .map(({ stdout, stderr }) => stdout + stderr);
}
