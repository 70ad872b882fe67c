/** What is said of an error of ours. */
import ts from "typescript";
import type { Failure } from "../findings/types.js";
import { lineOf, oneLine, shorten } from "./source-text.js";

/** Where errors of ours are told. */
export const issuesUrl = "https://github.com/enhance-your-calm/enhance-your-calm/issues";

/** An error of ours about a file; `function` is absent where it is not known in which one, and then the whole file is meant. */
export type FailureInFile = Pick<Failure, "reason" | "stack"> & Partial<Pick<Failure, "function">>;

/**
 * One line: what went wrong, what that costs, and what to do.
 *
 * @param path - The file, as the user would name it.
 * @example
 * // internal error in src/a.ts:12, in `parse`: TypeError: x is not a function. Findings there may be missing; everything else is checked.
 * // For details: npx calm --explain src/a.ts:12. Please report it: https://…/issues
 */
export function internalErrorText(path: string, { function: fn, reason }: FailureInFile): string {
  const place = `${path}:${String(fn === undefined ? 1 : lineOf(fn, { sourceFile: fn.getSourceFile() }))}`;
  const name = fn === undefined ? undefined : nameOf(fn);
  return [
    `internal error in ${place}${name === undefined ? "" : `, in \`${name}\``}: ${reason.replace(/\.$/u, "")}.`,
    "Findings there may be missing; everything else is checked.",
    `For details: npx calm --explain ${place}.`,
    `Please report it: ${issuesUrl}`,
  ].join(" ");
}

/** The name of a function as written; undefined for a whole file and what has none. */
function nameOf(fn: Failure["function"]): string | undefined {
  if (ts.isSourceFile(fn) || ts.isModuleBlock(fn)) return undefined;
  const named = ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? fn.parent : fn;
  const name = ts.getNameOfDeclaration(named as ts.Declaration);
  return name === undefined ? undefined : shorten(oneLine(name));
}
