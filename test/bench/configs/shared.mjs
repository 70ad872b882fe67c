// What all runs have in common. typescript-eslint is loaded as a whole by each of them, as it is where it is in use, so that
// what a run costs more than another is its rule and, for ours, the loading of our plugin.
import tseslint from "typescript-eslint";

export const typescriptPlugin = tseslint.plugin;

/** @type {import("eslint").Linter.Config[]} */
export const typedParse = [
  // What the command leaves out of a search: all runs lint the same files.
  { ignores: ["**/*.d.ts", "**/vendor/**"] },
  {
    files: ["**/*.ts"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: process.cwd() },
    },
    // The authors' own comments name rules that are not loaded here.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
  },
];
