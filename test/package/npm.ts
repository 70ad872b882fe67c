import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { repository } from "../../scripts/run.mjs";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs npm as a user would in `cwd`.
 *
 * @param args arguments of npm
 * @param cwd a folder
 * @returns what it printed and its exit status
 */
export function npm(args: readonly string[], cwd: string): Outcome {
  return spawnSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
}

/** Makes an empty folder far from the repository, so that nothing is resolved from our own node_modules. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "calm-package-"));
}

/** A {@link temporaryFolder} that lasts as long as the running test. */
export function folderForThisTest(): string {
  const folder = temporaryFolder();
  onTestFinished(() => {
    rmSync(folder, { force: true, recursive: true });
  });
  return folder;
}

export interface Packed {
  /** Path of the `.tgz`. */
  readonly tarball: string;
  /** Paths of the files in it, sorted. */
  readonly files: readonly string[];
}

/**
 * Packs a package as `npm publish` would.
 *
 * @param into the folder the tarball goes to
 * @param from the folder of the package; by default the plugin's
 * @returns the tarball and the names of its files
 * @throws if npm fails, with what it said
 */
export function pack(into: string, from = join(repository, "eslint-plugin")): Packed {
  const { status, stdout, stderr } = npm(["pack", "--json", "--loglevel=error", `--pack-destination=${into}`], from);
  if (status !== 0) {
    throw new Error(stderr);
  }
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) {
    throw new Error(`npm pack named no tarball: ${stdout}`);
  }
  return { tarball: join(into, packed.filename), files: packed.files.map(({ path }) => path).sort() };
}
