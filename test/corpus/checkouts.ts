/**
 * The projects of the corpus that are on GitHub alone. Nothing here fetches them: a folder holds one checkout for each commit
 * that is asked for, named `<owner>+<name>@<sha>`, and as much of it installed as {@link installedFolders} says.
 *
 *     git clone https://github.com/<owner>/<name>
 *     mkdir -p <folder>/<owner>+<name>@<sha>
 *     git -C <name> archive <sha> | tar x -C <folder>/<owner>+<name>@<sha>
 *     cd <folder>/<owner>+<name>@<sha>/<installed folder> && npm install --ignore-scripts --legacy-peer-deps
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { EnvironmentError } from "./environment-error.js";
import { groupBy } from "./group-by.js";
import type { LabelledSite } from "./labels.js";
import { configFrom, configOf, type Sources } from "./sources.js";

/** A commit of a repository on GitHub. */
export interface Commit {
  /** `<owner>/<name>` */
  readonly repository: string;
  readonly sha: string;
}

/**
 * Where npm installs what a repository imports, so that it has types; of the others, what is imported is `any`. In chat-ui
 * `npx svelte-kit sync` makes the rest of its types.
 */
const installedFolders: Readonly<Record<string, string>> = {
  "punkpeye/fastmcp": ".",
  "bentleypark/aiwatch": "worker",
  "soundspan/soundspan": "backend",
  "huggingface/chat-ui": ".",
};

/** The projects on GitHub that have labels, each with the commit that they were made at. */
export function labelledCommits(
  labels: readonly LabelledSite[],
): readonly { readonly name: string; readonly sha: string }[] {
  const onGitHub = labels.filter(({ version_or_sha }) => /^[0-9a-f]{40}$/u.test(version_or_sha));
  return [...groupBy(onGitHub, ({ project }) => project)].map(([name, [{ version_or_sha: sha }]]) => ({ name, sha }));
}

/**
 * Finds the checkout of a commit.
 *
 * @param folder of all checkouts
 * @returns its path
 * @throws EnvironmentError when it is not there, or its packages are not installed
 */
export function findCheckout(folder: string, { repository, sha }: Commit): string {
  const path = join(folder, `${repository.replace("/", "+")}@${sha}`);
  if (!existsSync(path)) {
    throw new EnvironmentError(
      `${path} is missing: put ${repository} at ${sha} there, as test/corpus/checkouts.ts says.`,
    );
  }
  const installed = installedFolders[repository];
  if (installed !== undefined && !existsSync(join(path, installed, "node_modules"))) {
    throw new EnvironmentError(
      `Nothing is installed in ${join(path, installed)}: run npm install --ignore-scripts --legacy-peer-deps there.`,
    );
  }
  return path;
}

/**
 * The sources to lint in a checkout, those of one tsconfig together.
 *
 * @param name to call the project by
 * @param checkout path of the checkout
 * @param files to lint, as paths below it
 */
export function sourcesIn(name: string, checkout: string, files: readonly string[]): readonly Sources[] {
  const byTsconfig = groupBy(new Set(files), (file) => nearestTsconfig(checkout, file));
  return [...byTsconfig].map(([tsconfig, linted]) => {
    const paths = linted.map((file) => join(checkout, file));
    const config = tsconfig === null ? configOf(checkout, linted, []) : configFrom(tsconfig, paths);
    return { name, folder: checkout, linted, ignores: [], config };
  });
}

/** The tsconfig that an editor would look at first; null where there is none up to the checkout's own folder. */
function nearestTsconfig(checkout: string, file: string): string | null {
  const folder = dirname(file);
  const path = join(checkout, folder, "tsconfig.json");
  if (existsSync(path)) return path;
  return folder === "." ? null : nearestTsconfig(checkout, folder);
}
