/** Copies of fixtures, as projects that a user opens. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { repository } from "../../scripts/run.mjs";
import { npm, type Outcome } from "../package/npm.js";

/** Copies a folder of fixtures, for the running test. @returns where to */
export function projectOf(fixture: string): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "calm-project-")));
  onTestFinished(() => {
    rmSync(parent, { force: true, recursive: true, maxRetries: 5, retryDelay: 200 });
  });
  // Its name is seen in the pictures.
  const folder = join(parent, fixture);
  cpSync(join(import.meta.dirname, "fixtures", fixture), folder, { recursive: true });
  return folder;
}

/** Installs what its package.json asks for. @throws with what npm said */
export function install(folder: string): void {
  const { status, stderr } = npm(
    ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"],
    folder,
  );
  if (status !== 0) throw new Error(stderr);
}

/** Runs the plugin's command, the one from this build. */
export function calm(folder: string, ...args: readonly string[]): Outcome {
  return run(join(repository, "eslint-plugin/bin/calm.js"), folder, args);
}

/** Runs our compiler. */
export function tsc(folder: string, ...args: readonly string[]): Outcome {
  return run(join(repository, "node_modules/typescript/bin/tsc"), folder, args);
}

function run(program: string, cwd: string, args: readonly string[]): Outcome {
  return spawnSync(process.execPath, [program, ...args], { cwd, encoding: "utf8" });
}
