/** What the analysis could not decide, for those who ask: `CALM_DEBUG=1 npx eslint .` */
import { lineOf } from "../report/source-text.js";
import type { FileAnalysis } from "../findings/types.js";
import type { ParsedFile } from "../typed/types.js";
import { isDebugging } from "./debugging.js";

type Undecided = Pick<FileAnalysis, "obligations" | "unresolved"> & { readonly file: ParsedFile };

/**
 * One line for each obligation or function of which the analysis says nothing, in a form that terminals make clickable.
 *
 * An environment variable, not a setting of ESLint's: it is for one run, and works for the command, which reads no configuration, as well.
 *
 * @param path - Of the analysed file.
 * @example
 * // calm: src/api.ts:12: imprecise: too many paths to tell apart
 * // calm: src/parser.ts:3: gave up: more than 200000 steps
 */
export function undecided(path: string, { file, obligations, unresolved }: Undecided): readonly string[] {
  const undecidedObligations = obligations.flatMap(({ site, verdict }) => {
    const at = `calm: ${path}:${lineOf(site, file)}`;
    switch (verdict.kind) {
      case "imprecise":
        return [`${at}: imprecise: too many paths to tell apart`];
      case "gaveUp":
        return [`${at}: gave up: ${verdict.reason}`];
      case "discharged":
      case "transferred":
      case "nothingOwed":
      case "leaks":
      case "leaksOnThrow":
        return [];
    }
  });
  return [
    ...undecidedObligations,
    ...unresolved.map(({ function: node, reason }) => `calm: ${path}:${lineOf(node, file)}: not analysed: ${reason}`),
  ];
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
