/**
 * Where programs come from: the parser's services, our own, or whatever a host injects (the command, the language server). This is the only
 * seam; everything behind it sees a `TypedFile`.
 */
import ts from "typescript";
import { areTokensOf, Embedding, type NodeMap, type Token } from "./embedding.js";
import { isSameText } from "./linted-text.js";
import { isNumberingKnown } from "./type-flags.js";
import type { NoProgram, ProgramSource, TypedFile } from "./types.js";

export type { TextRange } from "./embedding.js";
export { rangeInLintedText } from "./linted-text.js";
export { ownSource } from "./own-source.js";
export { checkTsconfigOf, TsconfigError } from "./tsconfig.js";
export type { NoProgram, ProgramSource } from "./types.js";

/** As much of what a parser has made of a file as is needed; `null` and absent alike mean that it offers no program. */
export interface Parsed {
  readonly program?: ts.Program | null | undefined;
  /** Its `tsNodeToESTreeNodeMap`. */
  readonly nodes?: NodeMap | undefined;
  /** Those of the linted text. */
  readonly tokens?: readonly Token[] | undefined;
}

/**
 * The parser's program, where it is one we can use: it holds the file with the very text that is linted, or a text made of that one, and its
 * nodes are of our own TypeScript's making. Else `fallback` answers, and its file says why.
 *
 * @param parsed - By whatever parser.
 * @param fallback - Usually `ownSource()`, shared by all files.
 * @example
 * const { parserServices, ast } = context.sourceCode;
 * servicesSource({ program: parserServices?.program, tokens: ast.tokens }, own).fileFor({ path: context.physicalFilename, text });
 */
export function servicesSource(parsed: Parsed, fallback: ProgramSource): ProgramSource {
  return {
    fileFor(request) {
      const { program } = parsed;
      if (program === undefined || program === null) return fallback.fileFor(request);
      const usable = usableFile(program, parsed, request);
      if (typeof usable !== "string") return usable;
      const answer = fallback.fileFor(request);
      return isTypedFile(answer) ? { ...answer, replaced: usable } : answer;
    },
  };
}

/** Tells a program from the reason why there is none. */
export function isTypedFile(answer: TypedFile | NoProgram): answer is TypedFile {
  return "sourceFile" in answer;
}

/** The parser's file, or why it cannot be used, as a clause without a full stop. */
function usableFile(
  program: ts.Program,
  { nodes, tokens }: Parsed,
  { path, text }: { readonly path: string; readonly text: string },
): TypedFile | string {
  const sourceFile = program.getSourceFile(path);
  if (sourceFile === undefined) return "the parser's program does not hold the file";
  // Numbers of syntax kinds differ between versions: another TypeScript's nodes would be misread.
  const checker = ts.isSourceFile(sourceFile) ? program.getTypeChecker() : undefined;
  if (checker === undefined || !isNumberingKnown(checker)) {
    return `the parser's program was made by a TypeScript other than ${ts.version}`;
  }
  const file = { sourceFile, program, checker };
  if (isSameText(sourceFile.text, text)) return file;
  return nodes !== undefined && tokens !== undefined && areTokensOf(tokens, text)
    ? { ...file, embedding: new Embedding(sourceFile, nodes, text) }
    : "the parser's program holds another text of the file";
}
