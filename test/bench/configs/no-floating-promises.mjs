import { typedParse, typescriptPlugin } from "./shared.mjs";

export default [
  ...typedParse,
  {
    plugins: { "@typescript-eslint": typescriptPlugin },
    rules: { "@typescript-eslint/no-floating-promises": "error" },
  },
];
