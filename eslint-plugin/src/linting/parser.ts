/** typescript-eslint's parser, on our TypeScript. */
import { createRequire } from "node:module";
import type * as Parser from "@typescript-eslint/parser";

const require = createRequire(import.meta.url);

/**
 * Loads the parser, and sees to it that it and its helpers work with the TypeScript that this package depends on.
 *
 * They load `typescript` themselves, and npm may lift a helper (ts-api-utils, which accepts any version) to where it meets
 * the TypeScript of the project. Version 7 has no API for it, and asking for one ends the process. So ours is put where
 * each of them looks.
 *
 * @returns what `import * as parser from "@typescript-eslint/parser"` would give
 */
export function loadParser(): typeof Parser {
  const ours = require.resolve("typescript");
  require(ours);
  let from = require;
  for (const helper of ["@typescript-eslint/parser", "@typescript-eslint/typescript-estree", "ts-api-utils"]) {
    from = createRequire(from.resolve(helper));
    require.cache[from.resolve("typescript")] = require.cache[ours];
  }
  return require("@typescript-eslint/parser") as typeof Parser;
}
