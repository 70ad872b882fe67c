/** What the rule says of a script inside a file of another language, whose parser turns the rest into code. */
import { Linter } from "eslint";
import type ts from "typescript";
import { expect, it } from "vitest";
import calm from "../../eslint-plugin/src/index.js";
import { virtualProgram } from "../typed/virtual.js";

/** A parser of `<script>code</script>template`: the code comes behind a prelude, the template becomes a function's. */
function parserOf(linted: string): { readonly parser: Linter.Parser; readonly path: string } {
  const [, code = "", template = ""] = /<script>(.*)<\/script>(.*)/su.exec(linted) ?? [];
  const generated = `declare const prelude: 1;${code}function render() { ${template} }\nexport {};`;
  const { program, sourceFile } = virtualProgram({ "App.ts": generated })("App.ts");
  const moved = linted.indexOf(code) - generated.indexOf(code);
  const nodes = {
    get: (node: ts.Node) => ({ range: [node.getStart(sourceFile) + moved, node.end + moved] }),
  };
  const parser: Linter.Parser = {
    parseForESLint: (text) => ({
      ast: {
        type: "Program",
        body: [],
        sourceType: "module",
        tokens: [],
        comments: [],
        range: [0, text.length],
        loc: { start: { line: 1, column: 0 }, end: { line: text.split("\n").length, column: 0 } },
      },
      services: { program, tsNodeToESTreeNodeMap: nodes },
    }),
  };
  return { parser, path: sourceFile.fileName };
}

function lint(linted: string): readonly string[] {
  const { parser, path } = parserOf(linted);
  const config = [{ files: ["**/*.ts"], languageOptions: { parser } }, calm.configs.recommended];
  return new Linter({ cwd: "/" })
    .verify(linted, config, { filename: path })
    .map(({ line, column, message }) => `${line}:${column} ${message}`);
}

it("counts lines and columns of the file, also in the message", () => {
  const found = lint(`<!-- one -->
<script>
async function load(): Promise<unknown> {
  const res = await fetch("u");
  if (!res.ok) throw new Error("no");
  return res.json();
}
</script>`);
  expect(found).toEqual(["5:16 The body of `res` (fetch, line 4) is neither read nor cancelled when `!res.ok`."]);
});

it("says nothing of code that the parser has generated", () => {
  expect(lint(`<script>\nconst url = "u";\n</script>fetch(url);`)).toEqual([]);
});

it("says nothing of a variable that the template may use", () => {
  const script = `<script>\nconst res = await fetch("u");\nconsole.log(res.status);\n</script>`;
  expect(lint(script)).toEqual(["2:19 The body of `res` (fetch, line 2) is never read or cancelled."]);
  expect(lint(`<p>{{ res }}</p>${script}`)).toEqual([]);
});

it("ends a script with its last written statement", () => {
  const found = lint(`<script>
const res = await fetch("u");
if (res.ok) console.log(await res.json());
</script>`);
  expect(found).toEqual([
    "3:42 The body of `res` (fetch, line 2) is neither read nor cancelled by the end of the module when `!res.ok`.",
  ]);
});
