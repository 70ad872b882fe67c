/** Names as code at some place would see them. */
import ts from "typescript";
import { remembered } from "./remembered.js";
import type { TypedFile } from "./types.js";

/** What the names of values mean at a node. */
export const namesInScope: (at: ts.Node, file: TypedFile) => NamesInScope = remembered(
  (at, file) => new NamesInScope(file, at),
);

class NamesInScope {
  readonly #symbols: ReadonlyMap<string, ts.Symbol>;
  readonly #checker: ts.TypeChecker;

  constructor({ checker }: TypedFile, at: ts.Node) {
    this.#checker = checker;
    this.#symbols = new Map(checker.getSymbolsInScope(at, ts.SymbolFlags.Value).map((symbol) => [symbol.name, symbol]));
  }

  /** Whether the name that `declaration` declares means that declaration here. */
  sees(declaration: ts.Node): boolean {
    const symbol = this.#checker.getSymbolAtLocation(declaration);
    return symbol !== undefined && this.#symbols.get(symbol.name) === symbol;
  }

  /** The first of these names that means nothing here yet, else one with a number. */
  unused(...names: readonly [string, ...string[]]): string {
    const free = names.find((name) => !this.#symbols.has(name));
    if (free !== undefined) return free;
    let number = 2;
    while (this.#symbols.has(`${names[0]}${String(number)}`)) number++;
    return `${names[0]}${String(number)}`;
  }
}
