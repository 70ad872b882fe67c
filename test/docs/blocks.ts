/**
 * Code blocks of a Markdown page. A fence says what becomes of it: ` ```ts correct ` (or `js`) is silent, ` ```ts incorrect ` reports what its comments say:
 * a line of carets under the code that is underlined, followed by the message; or, at a closing brace, the message as trailing comment.
 */

export interface Expectation {
  /** 1-based, in the block. */
  readonly line: number;
  /** 1-based, as ESLint counts. */
  readonly column: number;
  /** 1-based and exclusive, as ESLint counts. */
  readonly endColumn: number;
  readonly message: string;
}

export interface Block {
  /** 1-based, of the fence on the page. */
  readonly line: number;
  readonly language: "ts" | "js";
  readonly kind: "correct" | "incorrect";
  readonly code: string;
  readonly expectations: readonly Expectation[];
}

/** Blocks of a page that say what becomes of them; others are commands, configurations and output. */
export function blocksOf(markdown: string): readonly Block[] {
  const fences = markdown.matchAll(/^```(?<language>ts|js) (?<kind>correct|incorrect)\n(?<code>.*?)^```$/gmsu);
  return Array.from(fences, ({ index, groups }) => {
    const { language, kind, code } = groups as { language: Block["language"]; kind: Block["kind"]; code: string };
    const line = markdown.slice(0, index).split("\n").length;
    return { line, language, kind, code, expectations: expectationsOf(code) };
  });
}

function expectationsOf(code: string): readonly Expectation[] {
  const lines = code.split("\n");
  return lines.flatMap((text, index): readonly Expectation[] => {
    const carets = /^\s*\/\/ +(?<carets>\^+) (?<message>.+)$/u.exec(text)?.groups;
    if (carets !== undefined) {
      const column = text.indexOf("^") + 1;
      const endColumn = column + (carets["carets"]?.length ?? 0);
      return [{ line: index, column, endColumn, message: carets["message"] ?? "" }];
    }
    const brace = /^(?<indent>\s*)\} \/\/ (?<message>The .+)$/u.exec(text)?.groups;
    if (brace !== undefined) {
      const column = (brace["indent"]?.length ?? 0) + 1;
      return [{ line: index + 1, column, endColumn: column + 1, message: brace["message"] ?? "" }];
    }
    return [];
  });
}
