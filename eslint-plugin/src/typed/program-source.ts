/**
 * Where programs come from: the parser's services, our own, or whatever a host injects (the command, the language server). This is the only
 * seam; everything behind it sees a `TypedFile`.
 */
import ts from "typescript";
import { isSameText } from "./linted-text.js";
import type { NoProgram, ProgramSource, TypedFile } from "./types.js";

export { offsetInLintedText } from "./linted-text.js";
export { ownSource } from "./own-source.js";
export { checkTsconfigOf, TsconfigError } from "./tsconfig.js";
export type { NoProgram, ProgramSource } from "./types.js";

/** As much of a parser's services as is needed; `null` and absent alike mean that it offers no program. */
export interface ServicesWithProgram {
  readonly program?: ts.Program | null | undefined;
}

/**
 * The parser's program, where it is one we can use: it holds the file with the very text that is linted, and its nodes are of our own
 * TypeScript's making. Else `fallback` answers, and its file says why.
 *
 * @param services - `sourceCode.parserServices`, of whatever parser.
 * @param fallback - Usually `ownSource()`, shared by all files.
 * @example servicesSource(context.sourceCode.parserServices, own).fileFor({ path: context.physicalFilename, text })
 */
export function servicesSource(
  services: ServicesWithProgram | null | undefined,
  fallback: ProgramSource,
): ProgramSource {
  return {
    fileFor(request) {
      const program = services?.program;
      if (program === undefined || program === null) return fallback.fileFor(request);
      const sourceFile = program.getSourceFile(request.path);
      const flaw = flawOf(sourceFile, request.text);
      if (sourceFile !== undefined && flaw === undefined) {
        return { sourceFile, program, checker: program.getTypeChecker() };
      }
      const answer = fallback.fileFor(request);
      return isTypedFile(answer) && flaw !== undefined ? { ...answer, replaced: flaw } : answer;
    },
  };
}

/** Tells a program from the reason why there is none. */
export function isTypedFile(answer: TypedFile | NoProgram): answer is TypedFile {
  return "sourceFile" in answer;
}

/** Why the parser's file cannot be used, as a clause without a full stop. */
function flawOf(sourceFile: ts.SourceFile | undefined, text: string): string | undefined {
  if (sourceFile === undefined) return "the parser's program does not hold the file";
  // Numbers of syntax kinds differ between versions: another TypeScript's nodes would be misread.
  if (!ts.isSourceFile(sourceFile)) {
    return `the parser's program was made by a TypeScript other than ${ts.version}`;
  }
  return isSameText(sourceFile.text, text) ? undefined : "the parser's program holds another text of the file";
}
