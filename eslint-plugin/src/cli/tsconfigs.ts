/** The tsconfigs that a run depends on. */
import { dirname } from "node:path";
import { checkTsconfigOf, TsconfigError } from "../typed/program-source.js";

/**
 * The tsconfigs that cannot be read. What belongs to one is linted without types, so that nothing is found there: the
 * user has to know, even if no file of today's run would have asked for it.
 *
 * @param files - absolute paths of the files to lint
 * @returns one error for each such tsconfig
 */
export function brokenTsconfigs(files: readonly string[]): readonly TsconfigError[] {
  const broken = new Map<string, TsconfigError>();
  // One file speaks for its folder.
  for (const file of new Map(files.map((path) => [dirname(path), path])).values()) {
    try {
      checkTsconfigOf(file);
    } catch (error) {
      if (!(error instanceof TsconfigError)) {
        throw error;
      }
      broken.set(error.file, error);
    }
  }
  return [...broken.values()];
}
