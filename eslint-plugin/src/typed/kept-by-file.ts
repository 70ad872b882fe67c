/** What a file alone says, told once. */
import type ts from "typescript";

/**
 * Reads a file once: an edit elsewhere leaves what it says as it is.
 *
 * @param read - Looks at nothing but the file.
 * @example const linesIn = keptByFile((sourceFile) => sourceFile.getLineStarts().length);
 */
export function keptByFile<Answer>(read: (sourceFile: ts.SourceFile) => Answer): (sourceFile: ts.SourceFile) => Answer {
  const known = new WeakMap<ts.SourceFile, { readonly answer: Answer }>();
  return (sourceFile) => {
    const kept = known.get(sourceFile) ?? { answer: read(sourceFile) };
    known.set(sourceFile, kept);
    return kept.answer;
  };
}
