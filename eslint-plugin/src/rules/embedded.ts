/** Findings in programs that a parser of another language has made (Vue, Svelte, Astro; see typed/embedding.ts). */
import ts from "typescript";
import type { Leak, Obligation } from "../findings/types.js";
import type { ParsedFile } from "../typed/types.js";

/**
 * Whether a leak is the author's, as far as the program shows. It is not where the parser has generated the function around it: what stands in
 * a template is evaluated there, while its value goes to the template. Nor where the template may use what a variable of the script holds.
 */
export function isAuthors({ function: fn, site }: Obligation, leak: Leak, { embedding }: ParsedFile): boolean {
  if (embedding === undefined) {
    return true;
  }
  if (embedding.rangeOf([site.getStart(), site.end]) === undefined) {
    return false;
  }
  return ts.isSourceFile(fn)
    ? leak.variable === null || !embedding.isUsedOutside(leak.variable)
    : embedding.rangeOf([fn.end - 1, fn.end]) !== undefined;
}
