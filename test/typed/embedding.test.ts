/** Programs whose text a parser has made of the linted one, as those of Vue, Svelte and Astro do. */
import type ts from "typescript";
import { describe, expect, it } from "vitest";
import { areTokensOf, Embedding, type TextRange } from "../../eslint-plugin/src/typed/embedding.js";
import { isTypedFile, servicesSource } from "../../eslint-plugin/src/typed/program-source.js";
import { virtualProgram } from "./virtual.js";

const script = `const res = await fetch("u");\nexport const f = () => res.ok;`;
/** The script stands elsewhere, `prelude` and `render` are the parser's, and `res` in the template is code that reads otherwise. */
const linted = `<p>{ res }</p>\r\n<script>\n${script}\n</script>\n`;
const generated = `declare const prelude: 1;\n${script}\nexport function render() { (res); }\n`;
const file = virtualProgram({ "App.vue.ts": generated })("App.vue.ts");
const moved = linted.indexOf(script) - generated.indexOf(script);

/** What a parser does: written nodes get the range where they stand, generated ones whatever is at hand. */
const nodes = {
  get(node: ts.Node): { readonly range: TextRange } | undefined {
    const [start, end] = [node.getStart(file.sourceFile) + moved, node.end + moved];
    return { range: node.getText(file.sourceFile).includes("prelude") ? [-3, Number.NaN] : [start, end] };
  },
};
const embedding = new Embedding(file.sourceFile, nodes, linted);

function rangeOf(text: string): TextRange {
  const start = generated.indexOf(text);
  return [start, start + text.length];
}

describe("a place of the program", () => {
  it.each([`fetch("u")`, "res.ok", "() => res.ok", `const res = await fetch("u");`])(
    "is found where %s stands in the linted text",
    (text) => {
      const range = embedding.rangeOf(rangeOf(text));
      expect(range && linted.slice(...range)).toBe(text);
    },
  );

  it("may lie between the nodes of a written one, or be empty", () => {
    const start = generated.indexOf("= await");
    expect(embedding.rangeOf([start, start])).toEqual([linted.indexOf("= await"), linted.indexOf("= await")]);
  });

  it.each(["prelude", "(res);", "render() {", `fetch("u");\nexport const`, generated])(
    "has no counterpart where the parser has generated it: %s",
    (text) => {
      expect(embedding.rangeOf(rangeOf(text))).toBeUndefined();
      expect(embedding.lineOf(rangeOf(text))).toBeUndefined();
    },
  );

  it("is counted in lines of the linted text", () => {
    expect(embedding.lineOf(rangeOf(`fetch("u")`))).toBe(3);
    expect(embedding.lineOf(rangeOf("res.ok"))).toBe(4);
  });
});

it.each([
  ["res", false],
  ["script", true],
  ["ok", false],
])("knows whether the rest of the file speaks of %s", (name, isUsed) => {
  expect(embedding.isUsedOutside(name)).toBe(isUsed);
});

describe("the parser's program", () => {
  const start = linted.indexOf("fetch");
  const tokens = [
    { type: "Punctuator", value: "<script>", range: [16, 24] as const },
    { type: "Identifier", value: "fetch", range: [start, start + 5] as const },
    { type: "Template", value: "not compared", range: [0, 1] as const },
  ];
  const none = { kind: "none", reason: "nothing" } as const;
  const request = { path: file.sourceFile.fileName, text: linted };

  it("is used where its tokens are those of the linted text", () => {
    const { program } = file;
    const answer = servicesSource({ program, nodes, tokens }, { fileFor: () => none }).fileFor(request);
    expect(isTypedFile(answer) && answer.embedding?.rangeOf(rangeOf("res.ok"))).toEqual(
      embedding.rangeOf(rangeOf("res.ok")),
    );
  });

  it("is not used for an edited text, nor without a map", () => {
    const { program } = file;
    const edited = { ...request, text: ` ${linted}` };
    expect(areTokensOf(tokens, edited.text)).toBe(false);
    expect(servicesSource({ program, nodes, tokens }, { fileFor: () => none }).fileFor(edited)).toBe(none);
    expect(servicesSource({ program, tokens }, { fileFor: () => none }).fileFor(request)).toBe(none);
  });
});
