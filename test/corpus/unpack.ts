/** Brings the sources of a project onto the disk, at the pinned version, with the types they import. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { extract } from "tar";
import { repository, runNpm } from "../../scripts/run.mjs";
import { EnvironmentError } from "./environment-error.js";
import type { Project } from "./projects.js";
import { configOf, type Sources } from "./sources.js";

const corpusFolder = join(repository, ".cache", "corpus");
/** Written last, so that an unpacking that was interrupted is seen to be half done. */
const marker = ".unpacked.json";

/**
 * Fetches, unpacks and installs a project, unless that was done before.
 *
 * @param project what to unpack
 * @param announce called with one line before anything slow
 * @returns its sources
 * @throws EnvironmentError when npm cannot deliver the package or its dependencies
 */
export async function unpack(project: Project, announce: (line: string) => void): Promise<Sources> {
  const folder = join(corpusFolder, project.name.replace("@", "").replace("/", "-"));
  const recipe = JSON.stringify(project);
  if (!isDone(folder, recipe)) {
    announce(`Fetching ${project.name}@${project.version} …`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await unpackTarball(`${project.name}@${project.version}`, folder);
    if (project.dependenciesInstall) {
      npm(["install", "--omit=dev", "--legacy-peer-deps", "--no-package-lock"], folder);
    }
    writeFileSync(join(folder, marker), recipe);
  }
  const { name, sources, ignores } = project;
  return { name, folder, linted: sources, ignores, config: configOf(folder, sources, ignores) };
}

/** Whether the folder was unpacked to the end, for this version. */
function isDone(folder: string, recipe: string): boolean {
  const path = join(folder, marker);
  return existsSync(path) && readFileSync(path, "utf8") === recipe;
}

async function unpackTarball(spec: string, folder: string): Promise<void> {
  npm(["pack", spec], folder);
  const [tarball] = readdirSync(folder);
  if (tarball === undefined) {
    throw new EnvironmentError(`npm pack ${spec} made no file in ${folder}.`);
  }
  const path = join(folder, tarball);
  await extract({ file: path, cwd: folder, strip: 1 });
  rmSync(path);
}

/** Runs npm in a project's folder, without scripts and without a word: a failure is one line of ours, npm writes a log of its own. */
function npm(args: readonly string[], cwd: string): void {
  const flags = ["--ignore-scripts", "--loglevel=silent", "--no-fund", "--no-audit"];
  if (runNpm([...args, ...flags], { cwd, stdio: "ignore" }) !== 0) {
    throw new EnvironmentError(`npm ${args.slice(0, 2).join(" ")} failed in ${cwd}: is the npm registry within reach?`);
  }
}
