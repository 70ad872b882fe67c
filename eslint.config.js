import eslint from "@eslint/js";
import calm from "eslint-plugin-calm";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { importDirection } from "./scripts/import-direction.mjs";

export default defineConfig(
  // Fixtures and samples are inputs of the analysis, leaks and all.
  globalIgnores(["**/dist/", "**/fixtures/", ".cache/", "examples/"]),

  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  calm.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // What is left out of a copy is named in order to be left out.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      curly: ["error", "multi-line"],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },

  {
    files: ["eslint-plugin/src/**", "extension/src/**", "scripts/**"],
    rules: { "max-lines": ["error", 300] },
  },
  {
    // A switch over ts.SyntaxKind names the few kinds it is about; TypeScript has hundreds, and others in each version.
    files: [
      "eslint-plugin/src/ir/lower-*.ts",
      "eslint-plugin/src/typed/unwrap.ts",
      "eslint-plugin/src/ownership/purity.ts",
    ],
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  importDirection(),
  {
    files: ["eslint-plugin/src/rules/**"],
    extends: [eslintPlugin.configs["rules-recommended"]],
    rules: {
      "eslint-plugin/prefer-placeholders": "error",
      "eslint-plugin/require-meta-docs-description": ["error", { pattern: "^(Enforce|Require|Disallow) .+[^. ]$" }],
    },
  },
  {
    files: ["test/**"],
    extends: [eslintPlugin.configs["tests-recommended"]],
  },
  {
    files: ["**/*.{js,mjs}"],
    rules: {
      // Their types are JSDoc, checked by tsc, which knows the globals too. It is JSDoc that types what JSON.parse
      // returns, where this rule does not look.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "no-undef": "off",
    },
  },
);
