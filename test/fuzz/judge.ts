/** What the analysis says of modules, many in one program: the libraries are what costs. */
import ts from "typescript";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import type { FileAnalysis } from "../../eslint-plugin/src/findings/types.js";

export interface Judged {
  readonly analysis: FileAnalysis;
  /** Type errors: such a module is no sensible one. */
  readonly errors: readonly string[];
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: [
    "lib.es2023.d.ts",
    "lib.esnext.disposable.d.ts",
    "lib.dom.d.ts",
    "lib.dom.iterable.d.ts",
    "lib.dom.asynciterable.d.ts",
  ],
  module: ts.ModuleKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ["node"],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

const folder = import.meta.dirname;
const libraries = new Map<string, ts.SourceFile | undefined>();

/** @param sources - The text of each module. */
export function judge(sources: readonly string[]): readonly Judged[] {
  const texts = new Map(sources.map((text, index) => [`${folder}/generated-${index}.ts`, text]));
  const host = ts.createCompilerHost(options);
  const readFromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (path, languageVersion) => {
    const text = texts.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, languageVersion, true);
    if (!libraries.has(path)) libraries.set(path, readFromDisk(path, languageVersion));
    return libraries.get(path);
  };
  host.fileExists = (path) => texts.has(path) || ts.sys.fileExists(path);
  const program = ts.createProgram([...texts.keys()], options, host);
  const checker = program.getTypeChecker();
  return [...texts.keys()].map((path) => {
    const sourceFile = program.getSourceFile(path);
    if (sourceFile === undefined) throw new Error(`${path} is not in the program`);
    const diagnostics = [...program.getSyntacticDiagnostics(sourceFile), ...program.getSemanticDiagnostics(sourceFile)];
    const errors = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    return { analysis: analyze({ sourceFile, program, checker }), errors };
  });
}
