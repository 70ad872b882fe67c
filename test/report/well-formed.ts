/** Whether the hover pages of a file are Markdown with nothing in it but what we put there, whatever its code looks like. */
import { type Token, lexer, walkTokens } from "marked";
import { expect } from "vitest";
import { reportsOf } from "../../eslint-plugin/src/findings/reports.js";
import type { FileAnalysis } from "../../eslint-plugin/src/findings/types.js";
import { describe, sentence } from "../../eslint-plugin/src/report/describe.js";
import { documentationUrl, guideUrl } from "../../eslint-plugin/src/report/documentation.js";
import { finePage, leakPage, type PageOptions } from "../../eslint-plugin/src/report/hover-page.js";

const options: PageOptions = {
  linkTo: ({ line }) => `#L${String(line)}`,
  nameOf: (path) => path.replace(/^.*\//u, ""),
  strict: false,
};

/** What a page is made of: no HTML, no picture, no heading. */
const kinds = new Set("paragraph space strong codespan text escape list list_item link code".split(" "));
const ours = new Set([documentationUrl("no-unconsumed-body"), guideUrl]);

/** @throws AssertionError where a page is not what it should be, or one is missing. */
export function expectWellFormedPages({ file, obligations }: FileAnalysis): void {
  for (const report of reportsOf({ obligations })) {
    const page = leakPage(report, file, options);
    expectWellFormed(page);
    expect(headline(page)).toBe(sentence(describe(report, file)).replaceAll("`", ""));
  }
  for (const obligation of obligations) {
    const page = finePage(obligation, file, options);
    expect(page === null).toBe(obligation.verdict.kind === "leaks");
    if (page !== null) expectWellFormed(page);
  }
}

function expectWellFormed(page: string): void {
  const tokens = tokensOf(page);
  expect(tokens.map(({ type }) => type).filter((type) => !kinds.has(type))).toEqual([]);
  const targets = tokens.flatMap((token) => (token.type === "link" ? [String(token.href)] : []));
  expect(targets.filter((target) => !ours.has(target) && !/^#L\d+$/u.test(target))).toEqual([]);
  expect(new Set(targets).size).toBeGreaterThan(ours.size);
}

/** What a reader sees of the first paragraph. */
function headline(page: string): string {
  const [first = ""] = page.split("\n", 1);
  return tokensOf(first)
    .filter((token) => !("tokens" in token))
    .map((token) => String((token as { readonly text?: string }).text))
    .join("");
}

function tokensOf(page: string): readonly Token[] {
  const tokens: Token[] = [];
  void walkTokens(lexer(page), (token) => {
    tokens.push(token);
  });
  return tokens;
}
