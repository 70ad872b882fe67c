/** Lets a host count what the rule's analyses said, without analysing every file a second time. */
import type { FileAnalysis } from "../findings/types.js";
import type { FailureInFile } from "../report/internal-error.js";
import type { NoProgram } from "../typed/types.js";

/** @param path - As ESLint names it: absolute, `<text>` or `<input>` for text without a file. */
type Listener<News> = (path: string, news: News) => void;

class Topic<News> {
  readonly #listeners = new Set<Listener<News>>();

  observe(listener: Listener<News>): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  announce(path: string, news: News): void {
    for (const listener of this.#listeners) {
      listener(path, news);
    }
  }
}

const analyses = new Topic<FileAnalysis>();
const untyped = new Topic<NoProgram>();
const failures = new Topic<FailureInFile>();

/**
 * Calls `listener` after each analysis in this process, until told otherwise. Files that cannot hold a response are not analysed, nor are
 * those for which there is no program.
 *
 * @returns Ends it.
 * @example
 * const stop = observeAnalyses((path, { obligations }) => count(path, obligations.length));
 * await eslint.lintFiles(["src"]);
 * stop();
 */
export function observeAnalyses(listener: Listener<FileAnalysis>): () => void {
  return analyses.observe(listener);
}

export function announceAnalysis(path: string, analysis: FileAnalysis): void {
  analyses.announce(path, analysis);
}

/**
 * Calls `listener` for each file that should have been analysed and has no program, until told otherwise.
 *
 * @returns Ends it.
 * @example
 * const stop = observeUntyped((path, { reason }) => list(`${path}: ${reason}`));
 */
export function observeUntyped(listener: Listener<NoProgram>): () => void {
  return untyped.observe(listener);
}

export function announceUntyped(path: string, why: NoProgram): void {
  untyped.announce(path, why);
}

/**
 * Calls `listener` for each error of ours, until told otherwise.
 *
 * @returns Ends it.
 * @example
 * const stop = observeFailures(() => (exitCode = 2));
 */
export function observeFailures(listener: Listener<FailureInFile>): () => void {
  return failures.observe(listener);
}

export function announceFailure(path: string, failure: FailureInFile): void {
  failures.announce(path, failure);
}
