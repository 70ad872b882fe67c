/** The page about ENHANCE_YOUR_CALM states nothing but the facts. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Token, lexer } from "marked";
import { describe, expect, it } from "vitest";
import { guideUrl } from "../../eslint-plugin/src/report/documentation.js";
import { facts, figures, unfounded } from "../report/facts.js";

const root = join(import.meta.dirname, "../..");
const page = guideUrl.split("/blob/main/")[1] ?? "";
const markdown = readFileSync(join(root, page), "utf8");

/** Sentences, and rows of tables; not code. */
function statements(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token): readonly string[] => {
    switch (token.type) {
      case "paragraph":
      case "text":
      case "heading":
        return String(token["text"])
          .replace(/\s+/gu, " ")
          .split(/(?<=[.;:?]) /u);
      case "list":
        return (token["items"] as Token[]).flatMap((item) => statements((item as { tokens: Token[] }).tokens));
      case "table":
        return (token["rows"] as { text: string }[][]).map((cells) => cells.map(({ text }) => text).join(" | "));
      default:
        return [];
    }
  });
}

const stated = statements(lexer(markdown)).filter((statement) => figures(statement).length > 0);

it("has figures", () => {
  expect(stated.length).toBeGreaterThan(20);
});

it.each(stated)("%s", (statement) => {
  const leftOver = facts.map((fact) => unfounded(statement.replace(/\]\([^)]*\)/gu, "]"), fact));
  expect(leftOver.filter((figuresOfNone) => figuresOfNone.length === 0)).not.toEqual([]);
});

describe("its links", () => {
  const targets = [...markdown.matchAll(/\]\(([^)]+)\)/gu)].map(([, target = ""]) => target);

  it.each(targets.filter((target) => !target.startsWith("#") && !target.startsWith("https:")))("%s", (target) => {
    expect(existsSync(join(root, dirname(page), target.replace(/#.*/u, "")))).toBe(true);
  });

  it.each(targets.filter((target) => target.startsWith("#")))("%s", (target) => {
    const headings = [...markdown.matchAll(/^#+ (.+)$/gmu)].map(([, heading = ""]) => anchorOf(heading));
    expect(headings).toContain(target.slice(1));
  });
});

/** As GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/gu, "")
    .replaceAll(" ", "-");
}
