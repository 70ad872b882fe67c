/** What is linted: the three largest projects of the corpus, and one file of one of them. */
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { repository } from "../../scripts/run.mjs";
import { EnvironmentError } from "../corpus/environment-error.js";
import { projects as corpus } from "../corpus/projects.js";
import { tsconfigOf } from "../corpus/sources.js";
import { unpack } from "../corpus/unpack.js";

export interface Subject {
  readonly name: string;
  /** The corpus' name of the project. */
  readonly project: string;
  /** What is linted, below the project. */
  readonly target: string;
}

/** From small to large: the three that have most bytes of sources to lint (hub 0.8 MB, openai 2.8 MB, viem 5.3 MB), and one file alone. */
export const subjects: readonly Subject[] = [
  { name: "one file", project: "@huggingface/hub", target: "src/lib/download-file.ts" },
  { name: "@huggingface/hub", project: "@huggingface/hub", target: "src" },
  { name: "openai", project: "openai", target: "src" },
  { name: "viem", project: "viem", target: "." },
];

/**
 * A copy of the project's TypeScript and of its dependencies, with the corpus' tsconfig for its only one: that is where ESLint's
 * `projectService` and the command look, and all runs must lint the same files of the same project.
 *
 * @param announce called with one line before anything slow
 * @returns the folder
 */
export async function prepare({ project: name }: Subject, announce: (line: string) => void): Promise<string> {
  const project = corpus.find((each) => each.name === name);
  if (project === undefined) throw new EnvironmentError(`There is no project ${name} in the corpus.`);
  const { folder } = await unpack(project, announce);
  const copy = join(repository, ".cache", "bench", name.replace("@", "").replace("/", "-"));
  const ignored = project.ignores.map((glob) => glob.replace("/**", ""));
  const isWanted = (path: string): boolean =>
    path.startsWith("node_modules") ||
    (!ignored.includes(path) && !/tsconfig\.json$|\.[cm]?jsx?$|\.d\.ts$/u.test(path));
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true, filter: (path) => isWanted(relative(folder, path)) });
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify(tsconfigOf(project.sources, project.ignores)));
  return copy;
}
