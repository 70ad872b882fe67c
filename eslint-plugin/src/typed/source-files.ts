/** Parsed files, shared by all our programs of a process. */
import path from "node:path";
import ts from "typescript";
import { referencesHost } from "./references.js";
import { canonical } from "./tsconfig.js";

interface Entry {
  readonly modified: number | undefined;
  readonly sourceFile: ts.SourceFile | undefined;
}

/** Gives the key under which two sets of options parse and bind a file alike. */
const registry = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames);

/**
 * A cache of parsed files. Files are parsed anew when they change, never updated in place: nodes that the analysis keeps by identity stay
 * what they were. What is installed does not change.
 */
export class SourceFiles {
  readonly #entries = new Map<string, Entry>();

  /**
   * A compiler host for one program: everything from the disk, but `overlay` where its path is asked for.
   *
   * @param overlay.text - Without a byte order mark, as files read from the disk are.
   */
  hostFor(
    options: ts.CompilerOptions,
    directory: string,
    overlay: { readonly path: string; readonly text: string },
  ): ts.CompilerHost {
    const bucket = registry.getKeyForCompilationSettings(options);
    const host = ts.createCompilerHost(options);
    const overlaid = canonical(overlay.path);
    const isOverlaid = (file: string): boolean => canonical(file) === overlaid;
    return {
      ...host,
      ...referencesHost,
      getCurrentDirectory: () => directory,
      fileExists: (file) => isOverlaid(file) || host.fileExists(file),
      readFile: (file) => (isOverlaid(file) ? overlay.text : host.readFile(file)),
      // JSDoc is parsed where it can be a type: in JavaScript.
      jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeInfo,
      getSourceFile: (file, parseOptions) => {
        const fromDisk = this.#fromDisk(file, parseOptions, bucket, host);
        if (!isOverlaid(file) || fromDisk?.text === overlay.text) return fromDisk;
        return ts.createSourceFile(file, overlay.text, parseOptions);
      },
    };
  }

  #fromDisk(
    file: string,
    parseOptions: ts.ScriptTarget | ts.CreateSourceFileOptions,
    bucket: ts.DocumentRegistryBucketKey,
    host: ts.CompilerHost,
  ): ts.SourceFile | undefined {
    const format = typeof parseOptions === "object" ? parseOptions.impliedNodeFormat : undefined;
    const key = `${bucket}\0${String(format)}\0${canonical(file)}`;
    const modified = isInstalled(file) ? undefined : ts.sys.getModifiedTime?.(file)?.getTime();
    const known = this.#entries.get(key);
    if (known !== undefined && known.modified === modified) return known.sourceFile;
    const sourceFile = host.getSourceFile(file, parseOptions);
    this.#entries.set(key, { modified, sourceFile });
    return sourceFile;
  }
}

function isInstalled(file: string): boolean {
  return file.includes("/node_modules/") || file.startsWith(libraryFolder);
}

const libraryFolder = `${path.dirname(ts.getDefaultLibFilePath({})).replaceAll("\\", "/")}/`;
