/** Parsed files, shared by the programs of a server. */
import path from "node:path";
import ts from "typescript";
import { isSameText } from "../../typed/linted-text.js";
import { referencesHost } from "../../typed/references.js";
import { canonical } from "../../typed/tsconfig.js";
import type { Texts } from "./texts.js";

interface Entry {
  /** Null for a buffer: its text speaks for itself. */
  readonly modified: number | null;
  readonly sourceFile: ts.SourceFile | undefined;
}

/** TypeScript's own libraries, which never change: kept when all files are closed, for parsing them is most of a first program. */
const libraries = new Map<string, Entry>();

const libraryFolder = canonical(`${path.dirname(ts.getDefaultLibFilePath({}))}/`);

/** Gives the key under which two sets of options parse and bind a file alike. */
const registry = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames);

/**
 * Files are parsed anew when they change, and never updated in place as a language service would: nodes that the analysis keeps by identity
 * stay what they were, and to parse a file takes a small part of what linting it does.
 */
export class SourceCache {
  readonly #entries = new Map<string, Entry>();
  readonly #texts: Texts;

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** A compiler host that sees buffers before the disk. */
  hostFor(options: ts.CompilerOptions, directory: string): ts.CompilerHost {
    const bucket = registry.getKeyForCompilationSettings(options);
    const host = ts.createCompilerHost(options);
    const texts = this.#texts;
    return {
      ...host,
      ...referencesHost,
      getCurrentDirectory: () => directory,
      fileExists: (file) => texts.bufferOf(file) !== undefined || host.fileExists(file),
      readFile: (file) => texts.bufferOf(file) ?? host.readFile(file),
      // JSDoc is parsed where it can be a type: in JavaScript.
      jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeInfo,
      getSourceFile: (file, parseOptions) => this.#sourceFile(file, parseOptions, bucket, host),
    };
  }

  /** Forgets what none of these programs holds. */
  retain(programs: readonly ts.Program[]): void {
    const held = new Set<ts.SourceFile>(programs.flatMap((program) => program.getSourceFiles()));
    for (const [key, { sourceFile }] of this.#entries) {
      if (sourceFile === undefined || !held.has(sourceFile)) this.#entries.delete(key);
    }
  }

  #sourceFile(
    file: string,
    parseOptions: ts.ScriptTarget | ts.CreateSourceFileOptions,
    bucket: ts.DocumentRegistryBucketKey,
    host: ts.CompilerHost,
  ): ts.SourceFile | undefined {
    const format = typeof parseOptions === "object" ? parseOptions.impliedNodeFormat : undefined;
    const name = canonical(file);
    const key = `${bucket}\0${String(format)}\0${name}`;
    const entries = name.startsWith(libraryFolder) ? libraries : this.#entries;
    const known = entries.get(key);
    const buffer = this.#texts.bufferOf(file);
    if (buffer !== undefined) {
      if (known?.sourceFile !== undefined && isSameText(known.sourceFile.text, buffer)) return known.sourceFile;
      const sourceFile = ts.createSourceFile(file, buffer, parseOptions);
      entries.set(key, { modified: null, sourceFile });
      return sourceFile;
    }
    const modified = this.#texts.modified(file);
    if (known?.modified === modified) return known.sourceFile;
    const sourceFile = modified === null ? undefined : host.getSourceFile(file, parseOptions);
    entries.set(key, { modified, sourceFile });
    return sourceFile;
  }
}
