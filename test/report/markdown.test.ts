/** Whatever stands in a source text, it cannot become anything but text or code. */
import { type Token, type Tokens, lexer } from "marked";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeBlock, codeSpan, link, markdownOf } from "../../eslint-plugin/src/report/markdown.js";

/** Mostly the signs that mean something in Markdown. */
const signs = fc.constantFrom(
  ..."`\\*_[]()<>|&~!#$@:/.{}+-=\"' \tab1".split(""),
  ..."]( `` [a](b) ![a](b) *a* **a** __a__ ~~a~~ <i> &lt; https://a.b www.a.b a@b.cd".split(" "),
);
const source = fc
  .array(signs, { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(""))
  .filter((text) => text.trim() === text && text !== "");

/** What the one paragraph of a text is made of. */
function parts(markdown: string): readonly Token[] {
  const [paragraph, ...others] = lexer(markdown);
  expect(others).toEqual([]);
  expect(paragraph?.type).toBe("paragraph");
  return (paragraph as Tokens.Paragraph).tokens;
}

function isPlain(token: Token): token is Tokens.Codespan | Tokens.Text | Tokens.Escape {
  return ["codespan", "text", "escape"].includes(token.type);
}

function shown(tokens: readonly Token[]): string {
  return tokens.map((token) => (isPlain(token) ? token.text : `<${token.type}>`)).join("");
}

describe("code spans", () => {
  it("show their source, and hold all of it", () => {
    fc.assert(
      fc.property(source, (text) => {
        const tokens = parts(`before ${codeSpan(text)} after`);
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
        const tokens = parts(markdownOf(sentence));
        expect(tokens.filter((token) => !isPlain(token))).toEqual([]);
        expect(tokens.find(({ type }) => type === "codespan")).toMatchObject({ text: quoted });
        if (!callee.includes("`")) expect(shown(tokens)).toBe(`The body of ${quoted} (x${callee}, line 2) is lost.`);
      }),
    );
  });

  it("mean no entity, and no address", () => {
    expect(markdownOf("(a&lt;b, line 2) www.a.b https://a.b a@b.cd")).toBe(
      "(a\\&lt;b, line 2) www\\.a.b https\\://a.b a\\@b.cd",
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
        const url = `file:///${encodeURI(path)}#L3`;
        const [token, ...others] = parts(link("line 3", url));
        expect(others).toEqual([]);
        expect(token).toMatchObject({
          type: "link",
          text: "line 3",
          href: url.replaceAll("(", "%28").replaceAll(")", "%29"),
        });
      }),
    );
  });

  it("are text where there is nowhere to go", () => {
    expect(link("line 3", null)).toBe("line 3");
  });
});
