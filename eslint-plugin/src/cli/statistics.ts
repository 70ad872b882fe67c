/** What `--stats` says: how much was analysed, and with what outcome. */
import { relative } from "node:path";
import { lineOf } from "../report/source-text.js";
import { responseTyped } from "../findings/response-typed.js";
import type { FileAnalysis, Verdict } from "../findings/types.js";
import { observeAnalyses, observeUntyped } from "../rules/observer.js";
import { firstLine } from "../linting/errors.js";
import { isTestCode } from "./test-code.js";

/** A line for each verdict, in the order of the output. */
const labels: Readonly<Record<Verdict["kind"], string>> = {
  discharged: "read or cancelled",
  transferred: "handed over",
  nothingOwed: "without a body",
  leaks: "leaking",
  leaksOnThrow: "leaking only if a call throws",
  imprecise: "imprecise (not reported)",
  gaveUp: "given up (not reported)",
};
const verdicts = Object.entries(labels) as [Verdict["kind"], string][];
const labelWidth = Math.max(...verdicts.map(([, label]) => label.length)) + 2;

/** Adds up what the rules say of the files of a run. */
export class Statistics {
  readonly #verdicts = new Map<Verdict["kind"], number>();
  readonly #failures: string[] = [];
  readonly #untyped: string[] = [];
  #functions = 0;
  #responseTyped = 0;
  #leakingInTests = 0;

  /**
   * Listens to the rules of this process.
   *
   * @returns ends it
   */
  listen(): () => void {
    const stops = [
      observeAnalyses((path, analysis) => {
        this.#addAnalysis(path, analysis);
      }),
      observeUntyped((path, { reason }) => {
        this.#untyped.push(`${relative(process.cwd(), path)}: ${reason}`);
      }),
    ];
    return () => {
      for (const stop of stops) {
        stop();
      }
    };
  }

  /**
   * @param files - how many files were linted; most of them cannot hold a response and are not analysed
   * @returns lines for stderr
   *
   * @example
   * // Files linted            3
   * // Functions analysed      7
   * // Obligations             4
   * //   read or cancelled     3
   * //   leaking               1
   * //     in test code        0
   * // Functions not analysed  0
   * // Files without types     1
   * //   src/a.ts: TypeScript's lib.*.d.ts files are missing from its installation
   */
  describe(files: number): string {
    const row = (label: string, count: number): string => `${label.padEnd(labelWidth)}  ${count}`;
    return [
      row("Files linted", files),
      row("Functions analysed", this.#functions),
      row(
        "Obligations",
        [...this.#verdicts.values()].reduce((sum, count) => sum + count, 0),
      ),
      ...verdicts.flatMap(([kind, label]) => [
        row(`  ${label}`, this.#verdicts.get(kind) ?? 0),
        ...(kind === "leaks" ? [row("    in test code", this.#leakingInTests)] : []),
      ]),
      row("Response-typed, owing nothing", this.#responseTyped),
      row("Functions not analysed", this.#failures.length),
      ...this.#failures.map((failure) => `  ${failure}`),
      row("Files without types", this.#untyped.length),
      ...this.#untyped.map((file) => `  ${file}`),
    ].join("\n");
  }

  #addAnalysis(path: string, analysis: FileAnalysis): void {
    const { file, functionsAnalysed, obligations, unresolved, failures } = analysis;
    this.#functions += functionsAnalysed;
    this.#responseTyped += responseTyped(analysis).length;
    for (const { verdict } of obligations) {
      this.#verdicts.set(verdict.kind, (this.#verdicts.get(verdict.kind) ?? 0) + 1);
    }
    if (isTestCode(path, process.cwd())) {
      this.#leakingInTests += obligations.filter(({ verdict }) => verdict.kind === "leaks").length;
    }
    for (const { function: node, reason } of [...unresolved, ...failures]) {
      this.#failures.push(`${relative(process.cwd(), path)}:${lineOf(node, file)}: ${firstLine(reason)}`);
    }
  }
}
