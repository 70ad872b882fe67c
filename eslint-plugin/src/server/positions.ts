/** Places of our texts as the protocol counts them. */
import { pathToFileURL } from "node:url";
import type { Linter } from "eslint";
import type { Place } from "../findings/types.js";
import { type Range, TextDocument } from "./lsp.js";

/** ESLint and TypeScript also end a line at these, the protocol does not. */
const lineEnd = /\r\n|[\n\r\u2028\u2029]/gu;

/** Positions in one text without a byte order mark. */
export class Positions {
  readonly #document: TextDocument;
  /** Where lines start, as ESLint counts them. */
  readonly #lineStarts: readonly number[];
  /** 1 where the client's text has a byte order mark that ours has not. */
  readonly #mark: number;

  constructor(text: string) {
    this.#document = TextDocument.create("", "", 0, text);
    this.#mark = text.startsWith("\uFEFF") ? 1 : 0;
    this.#lineStarts = [
      0,
      ...[...text.slice(this.#mark).matchAll(lineEnd)].map(({ index, 0: end }) => index + end.length),
    ];
  }

  /** @param start - Offset in the text without its mark. */
  range(start: number, end: number): Range {
    return {
      start: this.#document.positionAt(start + this.#mark),
      end: this.#document.positionAt(end + this.#mark),
    };
  }

  /** What ESLint underlines. */
  ofMessage({ line, column, endLine, endColumn }: Linter.LintMessage): Range {
    const start = this.#offset(line, column);
    return this.range(
      start,
      endLine === undefined || endColumn === undefined ? start : this.#offset(endLine, endColumn),
    );
  }

  /** A place in the program's file of this text. */
  ofPlace({ node, part }: Place): Range {
    return this.range(part === "closingBrace" ? node.end - 1 : node.getStart(), node.end);
  }

  #offset(line: number, column: number): number {
    return (this.#lineStarts[line - 1] ?? 0) + column - 1;
  }
}

/** The URI of an absolute path, spelt as other places of the same file are. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** A place in another file than the one that is shown. */
export function locationOf(place: Place): { readonly uri: string; readonly range: Range } {
  const { fileName, text } = place.node.getSourceFile();
  return { uri: uriOf(fileName), range: new Positions(text).ofPlace(place) };
}
