/** Lets a host count what the rule's analyses said, without analysing every file a second time. */
import type { FileAnalysis } from "../findings/types.js";

/**
 * Told of each file that was analysed. Files that cannot hold a response are not, nor are those for which there is no program.
 *
 * @param path - As ESLint names it: absolute, `<text>` or `<input>` for text without a file.
 */
export type AnalysisListener = (path: string, analysis: FileAnalysis) => void;

const listeners = new Set<AnalysisListener>();

/**
 * Calls `listener` after each analysis in this process, until told otherwise.
 *
 * @returns Ends it.
 * @example
 * const stop = observeAnalyses((path, { obligations }) => count(path, obligations.length));
 * await eslint.lintFiles(["src"]);
 * stop();
 */
export function observeAnalyses(listener: AnalysisListener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function announceAnalysis(path: string, analysis: FileAnalysis): void {
  for (const listener of listeners) {
    listener(path, analysis);
  }
}
