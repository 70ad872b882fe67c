/** What the analysis could not decide, for those who ask: `CALM_DEBUG=1 npx eslint .` */
import { lineOf } from "../report/source-text.js";
import type { FileAnalysis } from "../findings/types.js";
import { isDebugging } from "./debugging.js";

type Undecided = Pick<FileAnalysis, "obligations" | "failures">;

/**
 * One line for each obligation and function of which the analysis says nothing, in a form that terminals make clickable.
 *
 * An environment variable, not a setting of ESLint's: it is for one run, and works for the command, which reads no configuration, as well.
 *
 * @param path - Of the analysed file.
 * @example
 * // calm: src/api.ts:12: imprecise: too many paths to tell apart
 * // calm: src/parser.ts:3: not analysed: 2412 blocks
 */
export function undecided(path: string, { obligations, failures }: Undecided): readonly string[] {
  const lines = [
    ...obligations.flatMap(({ site, verdict }) => {
      switch (verdict.kind) {
        case "imprecise":
          return [{ node: site, text: "imprecise: too many paths to tell apart" }];
        case "gaveUp":
          return [{ node: site, text: `gave up: ${verdict.reason}` }];
        case "discharged":
        case "transferred":
        case "nothingOwed":
        case "leaks":
        case "leaksOnThrow":
          return [];
      }
    }),
    ...failures.map(({ function: node, reason }) => ({ node, text: `not analysed: ${reason}` })),
  ];
  return lines.map(({ node, text }) => `calm: ${path}:${lineOf(node)}: ${text}`);
}

/** Writes these lines to stderr for those who are debugging. */
export function printUndecided(path: string, analysis: Undecided): void {
  if (!isDebugging()) {
    return;
  }
  for (const line of undecided(path, analysis)) {
    console.error(line);
  }
}

/** The same for a file that was not analysed at all. */
export function printSkipped(path: string, reason: string): void {
  if (isDebugging()) {
    console.error(`calm: ${path}: not analysed: ${reason}`);
  }
}
