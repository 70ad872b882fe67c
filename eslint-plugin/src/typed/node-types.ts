/** Declarations of Node, for projects that have installed none. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Our own copy of `@types/node`: under an alias, so that it is never hoisted into a user's `@types`. */
const BUNDLED = "calm-node-types";

const bundled = findBundled();

/**
 * The root file of Node's declarations: the project's `@types/node` where it has one, else our own.
 *
 * @param directory - Where the project is.
 * @returns undefined if neither is there: Node's modules are unknown then.
 */
export function nodeTypesFor(directory: string, options: ts.CompilerOptions): string | undefined {
  const { resolvedTypeReferenceDirective: installed } = ts.resolveTypeReferenceDirective(
    "node",
    path.join(directory, "index.ts"),
    options,
    ts.sys,
  );
  return installed?.resolvedFileName ?? bundled;
}

/** Through the compiler's own resolution, which knows which of the package's folders is for which TypeScript. */
function findBundled(): string | undefined {
  const { resolvedModule } = ts.resolveModuleName(
    BUNDLED,
    fileURLToPath(import.meta.url),
    { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
    ts.sys,
  );
  return resolvedModule?.resolvedFileName;
}
