/** Compiler options of our own programs. */
import ts from "typescript";

/** Where no configuration says otherwise: today's language, a bundler's resolution, browser and Node alike. */
export const defaultOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
  strict: true,
  lib: [
    "lib.es2023.d.ts",
    "lib.dom.d.ts",
    "lib.dom.iterable.d.ts",
    "lib.dom.asynciterable.d.ts",
    "lib.esnext.disposable.d.ts",
  ],
};

/**
 * The options of `project` for a program that is only asked for types: nothing is emitted or checked, JavaScript is understood (but not
 * that of installed packages), and where `types` does not choose among the installed `@types`, all of them are seen, as before TypeScript 6.
 */
export function optionsForAnalysis(project: ts.CompilerOptions): ts.CompilerOptions {
  const options: ts.CompilerOptions = {
    ...project,
    allowJs: true,
    composite: false,
    declaration: false,
    incremental: false,
    maxNodeModuleJsDepth: 0,
    noEmit: true,
    skipLibCheck: true,
  };
  delete options.tsBuildInfoFile;
  delete options["plugins"];
  if (options.types === undefined && understandsWildcard) options.types = ["*"];
  return options;
}

/** `"types": ["*"]` came with TypeScript 6, and with it the need to write it. */
const understandsWildcard = Number.parseInt(ts.version, 10) >= 6;
