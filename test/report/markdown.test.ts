/** Whatever stands in a source text, it cannot become anything but text or code. */
import { type Token, type Tokens, lexer } from "marked";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeBlock, codeSpan, link, markdownOf } from "../../eslint-plugin/src/report/markdown.js";

/** Mostly the signs that mean something in Markdown. */
const signs = fc.constantFrom(
  ..."`\\*_[]()<>|&~!#$@:/.{}+-=\"' \tab1&lt;".split(""),
  "](",
  "``",
  "https://a.b",
  "www.a.b",
  "<b>",
  "a@b.cd",
);
const source = fc
  .array(signs, { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(""))
  .filter((text) => text.trim() === text && text !== "");

/** The leaves of a text; what they are, and what they show. */
function leaves(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => ("tokens" in token && Array.isArray(token.tokens) ? leaves(token.tokens) : [token]));
}

function isTokens(token: Token): token is Tokens.Codespan | Tokens.Text | Tokens.Escape {
  return ["codespan", "text", "escape"].includes(token.type);
}

function shown(tokens: readonly Token[]): string {
  return tokens.map((token) => (isTokens(token) ? token.text : `<${token.type}>`)).join("");
}

describe("code spans", () => {
  it("show their source, and hold all of it", () => {
    fc.assert(
      fc.property(source, (text) => {
        const tokens = leaves(lexer(`before ${codeSpan(text)} after`));
        expect(tokens.map(({ type }) => type)).toEqual(["text", "codespan", "text"]);
        expect(tokens[1]).toMatchObject({ text });
      }),
    );
  });

  it("stay on one line", () => {
    expect(codeSpan("a\n\nb\r\nc")).toBe("`a b c`");
  });
});

describe("sentences", () => {
  it("show what they say, quoted or not", () => {
    fc.assert(
      fc.property(source, source, (quoted, callee) => {
        const sentence = `The body of ${codeSpan(quoted)} (x${callee}, line 2) is lost.`;
        const tokens = leaves(lexer(markdownOf(sentence)));
        expect(tokens.filter((token) => !isTokens(token))).toEqual([]);
        expect(tokens.find(({ type }) => type === "codespan")).toMatchObject({ text: quoted });
        if (!callee.includes("`")) expect(shown(tokens)).toBe(`The body of ${quoted} (x${callee}, line 2) is lost.`);
      }),
    );
  });
});

describe("code blocks", () => {
  it("hold all their lines", () => {
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 4 }), (lines) => {
        const code = lines.join("\n");
        expect([...lexer(codeBlock(code))]).toMatchObject([{ type: "code", lang: "ts", text: code }]);
      }),
    );
  });
});

describe("links", () => {
  it("lead where they say", () => {
    fc.assert(
      fc.property(source, (path) => {
        const [token, ...others] = leaves(lexer(link("line 3", `file:///${encodeURI(path)}#L3`)));
        expect(others).toEqual([]);
        expect(token).toMatchObject({ type: "text", text: "line 3" });
      }),
    );
  });

  it("are text where there is nowhere to go", () => {
    expect(link("line 3", null)).toBe("line 3");
  });
});
