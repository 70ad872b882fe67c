/** Parsed files, shared by all programs that we make. */
import path from "node:path";
import ts from "typescript";
import { referencesHost } from "./references.js";
import { canonical } from "./tsconfig.js";

interface Entry {
  readonly modified: number | null;
  readonly sourceFile: ts.SourceFile | undefined;
}

/** What files hold, for whoever makes a program. */
export interface FileView {
  /**
   * The text that counts instead of what is on the disk, where there is one.
   *
   * @returns Without a byte order mark, as files read from the disk are.
   */
  overlayOf(file: string): string | undefined;
  /** When a file on the disk was last modified, in milliseconds; null if there is none. Asked for each file of a program that is not installed. */
  modified(file: string): number | null;
}

/** Gives the key under which two sets of options parse and bind a file alike. */
const registry = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames);

/** TypeScript's own libraries, which never change: parsing them takes most of a second, and once a process is enough. */
const libraries = new Map<string, Entry>();

const libraryFolder = canonical(`${path.dirname(ts.getDefaultLibFilePath({}))}/`);

/**
 * A cache of parsed files. Files are parsed anew when they change, never updated in place: nodes that the analysis keeps by identity stay
 * what they were, and to parse a file takes a small part of what analysing it does.
 */
export class SourceFiles {
  readonly #entries = new Map<string, Entry>();
  readonly #overlays = new Map<string, ts.SourceFile>();

  /** A compiler host for programs of what `view` shows. */
  hostFor(options: ts.CompilerOptions, directory: string, view: FileView): ts.CompilerHost {
    const bucket = registry.getKeyForCompilationSettings(options);
    const host = ts.createCompilerHost(options);
    return {
      ...host,
      ...referencesHost,
      getCurrentDirectory: () => directory,
      fileExists: (file) => view.overlayOf(file) !== undefined || host.fileExists(file),
      readFile: (file) => view.overlayOf(file) ?? host.readFile(file),
      // JSDoc is parsed where it can be a type: in JavaScript.
      jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeInfo,
      getSourceFile: (file, parseOptions) => {
        const format = typeof parseOptions === "object" ? parseOptions.impliedNodeFormat : undefined;
        const key = `${bucket}\0${String(format)}\0${canonical(file)}`;
        const fromDisk = this.#fromDisk(key, file, view, () => host.getSourceFile(file, parseOptions));
        const overlay = view.overlayOf(file);
        if (overlay === undefined || fromDisk?.text === overlay) return fromDisk;
        return this.#overlaid(key, overlay, () => ts.createSourceFile(file, overlay, parseOptions));
      },
    };
  }

  /** Forgets what none of these programs holds. */
  retain(programs: readonly ts.Program[]): void {
    const held = new Set<ts.SourceFile>(programs.flatMap((program) => program.getSourceFiles()));
    for (const [key, { sourceFile }] of this.#entries) {
      if (sourceFile === undefined || !held.has(sourceFile)) this.#entries.delete(key);
    }
    for (const [key, sourceFile] of this.#overlays) {
      if (!held.has(sourceFile)) this.#overlays.delete(key);
    }
  }

  #fromDisk(
    key: string,
    file: string,
    view: FileView,
    read: () => ts.SourceFile | undefined,
  ): ts.SourceFile | undefined {
    const isLibrary = canonical(file).startsWith(libraryFolder);
    const entries = isLibrary ? libraries : this.#entries;
    const modified = isLibrary ? 0 : view.modified(file);
    const known = entries.get(key);
    if (known?.modified === modified) return known.sourceFile;
    const sourceFile = modified === null ? undefined : read();
    entries.set(key, { modified, sourceFile });
    return sourceFile;
  }

  /** The last text that was laid over a file is often laid over it again. */
  #overlaid(key: string, text: string, parse: () => ts.SourceFile): ts.SourceFile {
    const known = this.#overlays.get(key);
    if (known?.text === text) return known;
    const sourceFile = parse();
    this.#overlays.set(key, sourceFile);
    return sourceFile;
  }
}
