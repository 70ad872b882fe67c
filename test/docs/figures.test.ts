/** Pages about what bodies cost state nothing but the facts, and their links lead somewhere. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Token, lexer } from "marked";
import { describe, expect, it } from "vitest";
import { guideUrl } from "../../eslint-plugin/src/report/documentation.js";
import { facts, figures, unfounded } from "../report/facts.js";

const root = join(import.meta.dirname, "../..");
/** As hover pages link it. */
const guide = guideUrl.split("/blob/main/")[1] ?? "";

/** Sentences, and rows of tables; not code. */
function statements(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token): readonly string[] => {
    switch (token.type) {
      case "paragraph":
      case "text":
      case "heading":
        return String(token.text)
          .replace(/\s+/gu, " ")
          .split(/(?<=[.;:?]) /u);
      case "list":
        return (token.items as Token[]).flatMap((item) => statements((item as { tokens: Token[] }).tokens));
      case "table":
        return (token.rows as { text: string }[][]).map((cells) => cells.map(({ text }) => text).join(" | "));
      default:
        return [];
    }
  });
}

const pages = [
  { page: guide, leastFigures: 20 },
  { page: "extension/walkthrough/leak.md", leastFigures: 2 },
  { page: "extension/walkthrough/fix.md", leastFigures: 0 },
  { page: "extension/walkthrough/ci.md", leastFigures: 0 },
];

describe.each(pages)("$page", ({ page, leastFigures }) => {
  const markdown = readFileSync(join(root, page), "utf8");
  const stated = statements(lexer(markdown)).filter((statement) => figures(statement).length > 0);
  const targets = [...markdown.matchAll(/\]\(([^)]+)\)/gu)].map(([, target = ""]) => target);

  it("states each figure as one fact has it", () => {
    expect(stated.length).toBeGreaterThanOrEqual(leastFigures);
    const withoutFact = stated.filter((statement) => {
      const text = statement.replace(/\]\([^)]*\)/gu, "]");
      return facts.every((fact) => unfounded(text, fact).length > 0);
    });
    expect(withoutFact).toEqual([]);
  });

  it("links to files and headings that exist", () => {
    const headings = [...markdown.matchAll(/^#+ (.+)$/gmu)].map(([, heading = ""]) => `#${anchorOf(heading)}`);
    const broken = targets.filter((target) => {
      if (target.startsWith("https:")) return false;
      if (target.startsWith("#")) return !headings.includes(target);
      return !existsSync(join(root, dirname(page), target.replace(/#.*/u, "")));
    });
    expect(broken).toEqual([]);
  });
});

/** As GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/gu, "")
    .replaceAll(" ", "-");
}
