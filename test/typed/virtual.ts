/** Programs of files that exist only in a test, over the real declarations of the packages installed here. */
import path from "node:path";
import ts from "typescript";
import type { CallNode, TypedFile } from "../../eslint-plugin/src/typed/types.js";

/** The folder that virtual files stand in: what they import is looked up from there. */
const root = path.resolve(import.meta.dirname, "../virtual");
const modules = path.resolve(import.meta.dirname, "../../node_modules");

export type Surroundings = "dom" | "webworker" | "workers" | "types-node-20" | "types-node-22" | "types-node-24";

const ES = ["lib.esnext.d.ts"];
const DOM = ["lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"];

/** Which global declarations there are, beside those of the language. */
const globals: Readonly<Record<Surroundings, { readonly lib: readonly string[]; readonly roots: readonly string[] }>> =
  {
    dom: { lib: [...ES, ...DOM], roots: [] },
    webworker: { lib: [...ES, "lib.webworker.d.ts", "lib.webworker.asynciterable.d.ts"], roots: [] },
    workers: { lib: ES, roots: ["@cloudflare/workers-types/index.d.ts"] },
    "types-node-20": { lib: ES, roots: ["types-node-20/index.d.ts"] },
    "types-node-22": { lib: ES, roots: ["types-node-22/index.d.ts"] },
    "types-node-24": { lib: ES, roots: ["types-node-24/index.d.ts"] },
  };

const parsed = new Map<string, ts.SourceFile | undefined>();

export interface VirtualOptions {
  /** Whose globals there are; several are merged. DOM and Node by default. */
  readonly surroundings?: readonly Surroundings[];
  /** More files of installed packages to take in, from node_modules. */
  readonly packages?: readonly string[];
  readonly options?: ts.CompilerOptions;
}

/** One program of the given files. Building one takes a good part of a second: share it. */
export function virtualProgram(
  files: Readonly<Record<string, string>>,
  { surroundings = ["dom", "types-node-22"], packages = [], options: extra = {} }: VirtualOptions = {},
): (name: string) => TypedFile {
  const chosen = surroundings.map((name) => globals[name]);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: [...new Set(chosen.flatMap(({ lib }) => lib))],
    types: [],
    strict: true,
    allowJs: true,
    noEmit: true,
    skipLibCheck: true,
    ...extra,
  };
  const texts = new Map(Object.entries(files).map(([name, text]) => [path.join(root, name), text]));
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram({
    rootNames: [
      ...texts.keys(),
      ...[...chosen.flatMap(({ roots }) => roots), ...packages].map((file) => path.join(modules, file)),
    ],
    options,
    host: {
      ...host,
      getCurrentDirectory: () => root,
      directoryExists: () => true,
      fileExists: (file) => texts.has(file) || host.fileExists(file),
      readFile: (file) => texts.get(file) ?? host.readFile(file),
      getSourceFile: (file, parseOptions) => {
        const text = texts.get(file);
        if (text !== undefined) return ts.createSourceFile(file, text, parseOptions);
        if (!parsed.has(file)) parsed.set(file, host.getSourceFile(file, parseOptions));
        return parsed.get(file);
      },
    },
  });
  const checker = program.getTypeChecker();
  return (name) => {
    const sourceFile = program.getSourceFile(path.join(root, name));
    if (sourceFile === undefined) throw new Error(`${name} is not in the program`);
    return { sourceFile, program, checker };
  };
}

/** Every call, construction and tagged template of a file, outermost first. */
export function callsIn({ sourceFile }: TypedFile): readonly CallNode[] {
  const calls: CallNode[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return calls;
}

/** The first call of a file whose text is, or starts with, `text`. */
export function callIn(file: TypedFile, text: string): CallNode {
  const calls = callsIn(file);
  const found =
    calls.find((call) => call.getText(file.sourceFile) === text) ??
    calls.find((call) => call.getText(file.sourceFile).startsWith(text));
  if (found === undefined) throw new Error(`No call ${text} in ${file.sourceFile.fileName}`);
  return found;
}
