/** What `--stats` says: how much was analysed, and with what outcome. */
import { relative } from "node:path";
import { lineOf } from "../report/source-text.js";
import type { FileAnalysis, Verdict } from "../findings/types.js";

/** A line for each verdict, in the order of the output. */
const verdicts: Readonly<Record<Verdict["kind"], string>> = {
  discharged: "read or cancelled",
  transferred: "handed over",
  nothingOwed: "without a body",
  leaks: "leaking",
  leaksOnThrow: "leaking only if a call throws",
  imprecise: "imprecise (not reported)",
  gaveUp: "given up (not reported)",
};

/** Adds up the analyses of a run. */
export class Statistics {
  readonly #counts = new Map<Verdict["kind"], number>();
  readonly #failures: string[] = [];
  #files = 0;
  #functions = 0;

  /** A file was linted, analysed or not: most files cannot hold a response. */
  addFile(): void {
    this.#files += 1;
  }

  /**
   * @param path - of the analysed file
   * @param analysis - what `analyze()` said of it
   */
  addAnalysis(path: string, { functionsAnalysed, obligations, failures }: FileAnalysis): void {
    this.#functions += functionsAnalysed;
    for (const { verdict } of obligations) {
      this.#counts.set(verdict.kind, (this.#counts.get(verdict.kind) ?? 0) + 1);
    }
    for (const { function: node, reason } of failures) {
      this.#failures.push(`${relative(process.cwd(), path)}:${lineOf(node)}: ${reason}`);
    }
  }

  /**
   * @returns lines for stderr
   *
   * @example
   * // Files linted           3
   * // Functions analysed     7
   * // Obligations            4
   * //   read or cancelled    3
   * //   leaking              1
   * // Functions not analysed 0
   */
  toString(): string {
    const obligations = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    const rows: (readonly [label: string, count: number])[] = [
      ["Files linted", this.#files],
      ["Functions analysed", this.#functions],
      ["Obligations", obligations],
      ...Object.entries(verdicts).map(
        ([kind, label]) => [`  ${label}`, this.#counts.get(kind as Verdict["kind"]) ?? 0] as const,
      ),
      ["Functions not analysed", this.#failures.length],
    ];
    const width = Math.max(...rows.map(([label]) => label.length));
    return [
      ...rows.map(([label, count]) => `${label.padEnd(width)}  ${count}`),
      ...this.#failures.map((failure) => `  ${failure}`),
    ].join("\n");
  }
}
