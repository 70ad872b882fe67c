/** ESLint's configurations of the hosts, as their users write them. */

type Files = Readonly<Record<string, string>>;

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

/** The parser of a language with components, which hands scripts on to typescript-eslint. */
function component(extension: string, options: string): Files {
  const languageOptions = `{ parser, parserOptions: { parser: tseslint.parser, extraFileExtensions: [".${extension}"], tsconfigRootDir: import.meta.dirname, ${options} } }`;
  return config(
    `${typescript} import * as parser from "${extension}-eslint-parser";`,
    `{ files: ["**/*.${extension}"${extension === "svelte" ? `, "**/*.svelte.ts"` : ""}], languageOptions: ${languageOptions} }`,
  );
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
  vue: component("vue", "projectService: true"),
  untypedVue: component("vue", ""),
  svelte: component("svelte", "projectService: true"),
  untypedSvelte: component("svelte", ""),
  // Its parser knows no project service.
  astro: component("astro", "project: true"),
  untypedAstro: component("astro", ""),
} as const;
