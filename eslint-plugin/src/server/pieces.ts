/** Edits that are made one after the other, told as edits of the first text. */

/** A replacement in a text; offsets are UTF-16 code units. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Piece =
  /** Part of the first text. */
  | { readonly kind: "kept"; readonly start: number; readonly end: number }
  | { readonly kind: "new"; readonly text: string };

/** A text as parts of what it was at first and of what has been put in. */
export class Pieces {
  readonly #original: string;
  #pieces: readonly Piece[];

  constructor(original: string) {
    this.#original = original;
    this.#pieces = [{ kind: "kept", start: 0, end: original.length }];
  }

  /** The text after all edits so far. */
  get text(): string {
    return this.#pieces.map((piece) => this.#textOf(piece)).join("");
  }

  /** @param replacement - Its offsets are in {@link text}. */
  replace({ start, end, text }: Replacement): void {
    this.#pieces = [...this.#cut(0, start), { kind: "new", text }, ...this.#cut(end, Infinity)];
  }

  /** What has been replaced of the first text, in its order. */
  edits(): readonly Replacement[] {
    const edits: Replacement[] = [];
    let from = 0;
    let text = "";
    const end: Piece = { kind: "kept", start: this.#original.length, end: this.#original.length };
    for (const piece of [...this.#pieces, end]) {
      if (piece.kind === "new") {
        text += piece.text;
        continue;
      }
      if (text !== "" || piece.start > from) edits.push({ start: from, end: piece.start, text });
      from = piece.end;
      text = "";
    }
    return edits;
  }

  /** The pieces of a range of the present text. */
  #cut(start: number, end: number): readonly Piece[] {
    const cut: Piece[] = [];
    let at = 0;
    for (const piece of this.#pieces) {
      const length = piece.kind === "kept" ? piece.end - piece.start : piece.text.length;
      const [from, to] = [Math.max(start - at, 0), Math.min(end - at, length)];
      if (from < to) {
        cut.push(
          piece.kind === "kept"
            ? { kind: "kept", start: piece.start + from, end: piece.start + to }
            : { kind: "new", text: piece.text.slice(from, to) },
        );
      }
      at += length;
    }
    return cut;
  }

  #textOf(piece: Piece): string {
    return piece.kind === "kept" ? this.#original.slice(piece.start, piece.end) : piece.text;
  }
}
