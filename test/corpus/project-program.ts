import { sep } from "node:path";
import ts from "typescript";
import type { ProgramConfig } from "./sources.js";

/** A file of a project, with a text that is not on the disk. */
export interface TypedText {
  readonly program: ts.Program;
  /** Syntax and type errors of the file, without positions: these change when something is inserted. */
  readonly errors: readonly string[];
  /** The declarations that the file offers to others. While they stay the same, no other file can have new errors. */
  readonly declarations: string;
}

/** The program of a project on the disk, and variants of it in which one file has another text. */
export class ProjectProgram {
  readonly #host: ts.CompilerHost;
  readonly #sourceFiles = new Map<string, ts.SourceFile | undefined>();
  readonly #program: ts.Program;

  /** @param config of the project */
  constructor({ options, fileNames }: ProgramConfig) {
    const emitting = { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true };
    this.#host = ts.createCompilerHost(emitting, /* setParentNodes */ true);
    this.#program = ts.createProgram(fileNames, emitting, this.#hostWith(null));
  }

  /** The program with one file's text replaced. Nothing is written. */
  withText(path: string, text: string): TypedText {
    const name = path.split(sep).join("/");
    const program = ts.createProgram(
      this.#program.getRootFileNames(),
      this.#program.getCompilerOptions(),
      this.#hostWith({ name, text }),
      this.#program,
    );
    const sourceFile = program.getSourceFile(name);
    let declarations = "";
    program.emit(sourceFile, (_, emitted) => (declarations = emitted), undefined, /* emitOnlyDtsFiles */ true);
    return {
      program,
      errors: [...program.getSyntacticDiagnostics(sourceFile), ...program.getSemanticDiagnostics(sourceFile)].map(
        ({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
      ),
      declarations,
    };
  }

  /** Source files are the same objects in every program, so that each is read, parsed and bound once. */
  #hostWith(edited: { readonly name: string; readonly text: string } | null): ts.CompilerHost {
    const getSourceFile: ts.CompilerHost["getSourceFile"] = (name, options) => {
      if (name === edited?.name) return ts.createSourceFile(name, edited.text, options, /* setParentNodes */ true);
      if (!this.#sourceFiles.has(name)) this.#sourceFiles.set(name, this.#host.getSourceFile(name, options));
      return this.#sourceFiles.get(name);
    };
    return { ...this.#host, getSourceFile };
  }
}
