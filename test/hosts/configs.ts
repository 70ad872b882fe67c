/** ESLint's configurations of the hosts, as their users write them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../scripts/run.mjs";

type Files = Readonly<Record<string, string>>;

const page = readFileSync(join(repository, "eslint-plugin/docs/hosts.md"), "utf8");
const typescript = `import tseslint from "typescript-eslint";`;

/** `entries`: elements of the configuration's array, before ours. */
function config(imports: string, ...entries: readonly string[]): Files {
  return { "eslint.config.mjs": textOf(imports, entries) };
}

function textOf(imports: string, entries: readonly string[]): string {
  return `${imports}
import calm from "eslint-plugin-calm";
export default [${[...entries, "calm.configs.recommended"].join(",\n")}];
`;
}

function parserOptions(options: string): string {
  return `{ files: ["**/*.ts"], languageOptions: { parser: tseslint.parser, parserOptions: { tsconfigRootDir: import.meta.dirname, ${options} } } }`;
}

/** The parser of a language with components, which hands scripts on to typescript-eslint; it is given no types. */
function untypedComponent(extension: string): Files {
  const languageOptions = `{ parser, parserOptions: { parser: tseslint.parser, extraFileExtensions: [".${extension}"] } }`;
  return config(
    `${typescript} import * as parser from "${extension}-eslint-parser";`,
    `{ files: ["**/*.${extension}"${extension === "svelte" ? `, "**/*.svelte.ts"` : ""}], languageOptions: ${languageOptions} }`,
  );
}

/** A code block of the page on hosts, by its first line. */
function documented(title: string): string {
  const start = page.indexOf(`\`\`\`js\n${title}\n`);
  if (start === -1) throw new Error(`docs/hosts.md has no block that begins with ${title}`);
  return page.slice(page.indexOf("\n", start) + 1, page.indexOf("\n```\n", start) + 1);
}

export const configs = {
  plain: config(""),
  untyped: config(typescript, `{ files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } }`),
  parserOnly: {
    "eslint.config.mjs": `${typescript}
import calm from "eslint-plugin-calm";
export default [
  { files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } },
  calm.configs.recommended,
  { rules: { "calm/no-unconsumed-body": ["error", { program: "parser" }] } },
];
`,
  },
  projectService: config(typescript, parserOptions("projectService: true")),
  project: config(typescript, parserOptions("project: true")),
  programs: config(
    `${typescript}
import { createProgram } from "@typescript-eslint/parser";`,
    parserOptions(`programs: [createProgram("tsconfig.json")]`),
  ),
  disableTypeChecked: config(
    typescript,
    parserOptions("projectService: true"),
    `{ files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked }`,
  ),
  typescript: {
    "eslint.config.ts": textOf(`${typescript} const service: boolean = true;`, [
      parserOptions("projectService: service"),
    ]),
  },
  commonjs: { "eslint.config.cjs": documented("// eslint.config.cjs") },
  vue: { "eslint.config.mjs": documented("// eslint.config.mjs: Vue") },
  untypedVue: untypedComponent("vue"),
  svelte: { "eslint.config.mjs": documented("// eslint.config.mjs: Svelte") },
  untypedSvelte: untypedComponent("svelte"),
  astro: { "eslint.config.mjs": documented("// eslint.config.mjs: Astro") },
  untypedAstro: untypedComponent("astro"),
} as const;
