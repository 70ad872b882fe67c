/** Brings the sources of a project onto the disk, at the pinned version, with the types they import. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { extract } from "tar";
import { repository, runNpm } from "../../scripts/run.mjs";
import { EnvironmentError } from "./environment-error.js";
import type { Project } from "./projects.js";

const corpusFolder = join(repository, ".cache", "corpus");
/** Written last, so that an unpacking that was interrupted is seen to be half done. */
const marker = ".unpacked.json";

/** What the projects are linted with: their own tsconfigs extend files that are not published. */
const compilerOptions = {
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "bundler",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable", "ESNext.Disposable"],
  types: ["node"],
  // Node's own types are this repository's, the same for every project.
  typeRoots: [join(repository, "node_modules", "@types")],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
};

export interface UnpackedProject {
  readonly project: Project;
  readonly folder: string;
  readonly tsconfig: string;
}

/**
 * Fetches, unpacks and installs a project, unless that was done before.
 *
 * @param project what to unpack
 * @param announce called with one line before anything slow
 * @returns where it lies
 * @throws EnvironmentError when npm cannot deliver the package or its dependencies
 */
export async function unpack(project: Project, announce: (line: string) => void): Promise<UnpackedProject> {
  const folder = join(corpusFolder, project.name.replace("@", "").replace("/", "-"));
  const tsconfig = join(folder, "tsconfig.corpus.json");
  const recipe = JSON.stringify({ project, compilerOptions });
  if (!isDone(folder, recipe)) {
    announce(`Fetching ${project.name}@${project.version} …`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await unpackTarball(`${project.name}@${project.version}`, folder);
    if (project.dependenciesInstall) {
      npm(["install", "--omit=dev", "--legacy-peer-deps", "--no-package-lock"], folder);
    }
    const exclude = ["**/node_modules/**", ...project.ignores];
    writeFileSync(tsconfig, JSON.stringify({ compilerOptions, include: project.sources, exclude }));
    writeFileSync(join(folder, marker), recipe);
  }
  return { project, folder, tsconfig };
}

/** Whether the folder was unpacked to the end, for this version and with these settings. */
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
