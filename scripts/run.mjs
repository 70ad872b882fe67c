import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** @import { SpawnSyncOptions, SpawnSyncReturns } from "node:child_process" */

/** The folder of the root package.json. */
export const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs a Node program to its end.
 *
 * @param {string[]} args the program's file (relative to `options.cwd`) and its arguments
 * @param {SpawnSyncOptions} [options] defaults: the repository as cwd, our own stdio
 * @returns {number} its exit status; a program ended by a signal ends us by the same signal
 */
export function runNode(args, options) {
  return statusOf(spawnSync(process.execPath, args, { cwd: repository, stdio: "inherit", ...options }));
}

/**
 * Runs npm to its end: the one that runs us, or the one on the PATH.
 *
 * @param {string[]} args arguments of npm
 * @param {SpawnSyncOptions} [options] see {@link runNode}
 * @returns {number} its exit status
 */
export function runNpm(args, options) {
  const npm = process.env["npm_execpath"];
  return npm === undefined
    ? statusOf(
        // npm is a .cmd file on Windows, which takes a shell to run.
        spawnSync("npm", args, { cwd: repository, stdio: "inherit", shell: process.platform === "win32", ...options }),
      )
    : runNode([npm, ...args], options);
}

/**
 * @param {SpawnSyncReturns<unknown>} result
 * @returns {number} the exit status
 */
function statusOf({ error, signal, status }) {
  if (error) {
    throw error;
  }
  if (signal) {
    process.kill(process.pid, signal);
  }
  return status ?? 1;
}
