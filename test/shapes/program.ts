/** Type-checked modules to run the analysis on, all of a suite in one program. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { TypedFile } from "../../eslint-plugin/src/typed/types.js";

const shapesFolder = dirname(fileURLToPath(import.meta.url));

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ["node"],
  jsx: ts.JsxEmit.Preserve,
  allowJs: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

/** A program over modules, some of which may exist in memory alone. */
export class ModuleProgram {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;

  /**
   * @param modules text of each module by its path below this folder; null: as it stands on the disk
   */
  constructor(modules: ReadonlyMap<string, string | null>) {
    const host = ts.createCompilerHost(options);
    const readFile = host.readFile.bind(host);
    const inMemory = new Map([...modules].map(([path, text]) => [join(shapesFolder, path), text]));
    host.readFile = (path) => inMemory.get(path) ?? readFile(path);
    host.fileExists = (path) => inMemory.has(path) || ts.sys.fileExists(path);
    host.getCurrentDirectory = () => shapesFolder;
    this.#program = ts.createProgram([...inMemory.keys()], options, host);
    this.#checker = this.#program.getTypeChecker();
  }

  /** @throws Error when the program has no such module */
  file(path: string): TypedFile {
    const sourceFile = this.#program.getSourceFile(join(shapesFolder, path));
    if (sourceFile === undefined) {
      throw new Error(`There is no module ${path} in this program.`);
    }
    return { sourceFile, program: this.#program, checker: this.#checker };
  }

  /** Syntax and type errors of a module, one line each: a module with errors may hold types other than it seems to. */
  errors(path: string): readonly string[] {
    const { sourceFile } = this.file(path);
    return [
      ...this.#program.getSyntacticDiagnostics(sourceFile),
      ...this.#program.getSemanticDiagnostics(sourceFile),
    ].map(({ start = 0, messageText }) => {
      const { line } = sourceFile.getLineAndCharacterOfPosition(start);
      return `${path}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
  }
}
