// What every npm script of ours needs first: a supported Node, the locked dependencies, a build no older than its
// sources. Silent and quick when there is nothing to do. It fails with 2: 1 would mean "findings" to `npm start`.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, isBuilt } from "./build.mjs";
import { requireSupportedNode } from "./require-node.mjs";
import { repository, runNpm } from "./run.mjs";

requireSupportedNode();

if (!isInstalled()) {
  console.error("Installing dependencies …");
  // Node's own warnings about optional peers and engines of test-only packages are no news to a newcomer.
  const status = runNpm(["ci", "--include=dev", "--loglevel=error"], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    console.error("npm ci failed: see above. Is the npm registry within reach?");
    process.exit(2);
  }
}

if (!isBuilt()) {
  console.error("Building …");
  if (!(await build())) {
    process.exit(2);
  }
}

/**
 * Whether node_modules holds what the lockfile asks for. Compared by content, not by age: a checkout gives every file
 * a new time. Optional packages are left out, as those of other platforms are never installed.
 */
function isInstalled() {
  const installed = join(repository, "node_modules/.package-lock.json");
  if (!existsSync(installed)) {
    return false;
  }
  const present = packagesOf(installed);
  return Object.entries(packagesOf(join(repository, "package-lock.json"))).every(
    ([path, entry]) => path === "" || entry.optional === true || present[path]?.version === entry.version,
  );
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string; optional?: boolean }>} the locked packages by their folder
 */
function packagesOf(lockfile) {
  /** @type {{ packages: Record<string, { version?: string; optional?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync(lockfile, "utf8"));
  return packages;
}
