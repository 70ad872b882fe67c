/**
 * Programs of files in other languages. A parser of Vue, Svelte or Astro gives TypeScript a text that it makes of the linted one: scripts cut
 * out of it and joined, templates turned into code, declarations added. It keeps a map from TypeScript's nodes to ESLint's, whose ranges are
 * those of the linted text; but generated nodes have ranges as well, that mean little. So a place of the program counts as one of the linted
 * text only inside a node that reads the same in both. Everything else has no place there: nothing is reported at it, and nothing edited.
 */
import ts from "typescript";

/** `[start, end]` in UTF-16 code units from the start of a text. */
export type TextRange = readonly [start: number, end: number];

/** As much of a parser's `tsNodeToESTreeNodeMap` as is needed. */
export interface NodeMap {
  get(node: ts.Node): { readonly range: TextRange } | undefined;
}

/** As much of a token as is needed. */
export interface Token {
  readonly type: string;
  readonly value: string;
  readonly range: TextRange;
}

/** Tokens whose value is what stands in the text, in every parser. */
const VERBATIM: ReadonlySet<string> = new Set(["Identifier", "Keyword", "Punctuator", "String", "Numeric"]);
/** How vue-eslint-parser spells a script's start tag, whatever its attributes. */
const TAG = "<script>";

/** Whether tokens are those of `text`, and not of an older state of the file. */
export function areTokensOf(tokens: readonly Token[], text: string): boolean {
  return tokens.every(
    ({ type, value, range }) => !VERBATIM.has(type) || value === TAG || text.slice(...range) === value,
  );
}

/** What of a program's text stands where in the linted text that it was made of. */
export class Embedding {
  readonly #linted: string;
  readonly #nodes: NodeMap;
  readonly #sourceFile: ts.SourceFile;

  /** @param linted - ESLint's `sourceCode.text`. */
  constructor(sourceFile: ts.SourceFile, nodes: NodeMap, linted: string) {
    this.#sourceFile = sourceFile;
    this.#nodes = nodes;
    this.#linted = linted;
  }

  /**
   * Where a range of the program's text stands in the linted text.
   *
   * @returns undefined if it stands nowhere: the parser has generated it, or only a part of it is in the linted text.
   */
  rangeOf([start, end]: TextRange): TextRange | undefined {
    const search = (node: ts.Node): TextRange | undefined => {
      const nodeStart = node.getStart(this.#sourceFile);
      if (start < nodeStart || node.end < end) return undefined;
      const offset = this.#offsetOf(node, nodeStart);
      return offset === undefined ? ts.forEachChild(node, search) : [start + offset, end + offset];
    };
    return search(this.#sourceFile);
  }

  /** 1-based line of the linted text on which a range of the program's text starts; undefined if it stands nowhere. */
  lineOf(range: TextRange): number | undefined {
    const linted = this.rangeOf(range);
    return linted && this.#linted.slice(0, linted[0]).split(/\r\n|[\n\r\u2028\u2029]/u).length;
  }

  /**
   * Whether the linted text speaks of `name` more often than the program does: a template that the program does not hold may then use what
   * a variable of the script's top level holds.
   */
  isUsedOutside(name: string): boolean {
    return countOf(name, this.#linted) > countOf(name, this.#sourceFile.text);
  }

  /** How far `node` is moved; undefined unless it reads the same in both texts. */
  #offsetOf(node: ts.Node, start: number): number | undefined {
    const [from, to] = this.#nodes.get(node)?.range ?? [-1, -1];
    const isSame =
      from >= 0 && from < to && this.#linted.slice(from, to) === this.#sourceFile.text.slice(start, node.end);
    return isSame ? from - start : undefined;
  }
}

function countOf(name: string, text: string): number {
  return text.split(/[^\p{ID_Continue}$]+/u).filter((word) => word === name).length;
}
