/** Lowers every function of a text, asks the checker and liveness of each, and counts. No types, no gate. */
import ts from "typescript";
import { LoweringLimitError } from "../../eslint-plugin/src/ir/builder.js";
import { checkFunction } from "../../eslint-plugin/src/ir/check.js";
import { livenessOf } from "../../eslint-plugin/src/ir/liveness.js";
import { lower } from "../../eslint-plugin/src/ir/lower.js";
import { type FileScopes, resolveScopes } from "../../eslint-plugin/src/ir/scopes.js";
import type { FunctionNode } from "../../eslint-plugin/src/ir/types.js";
import { Maximum, Tally } from "./tally.js";

/**
 * Instructions and blocks that one syntax node may come to, `finally` copies aside, and what a function of no nodes has. A function that
 * exceeds this is not linear in its size.
 */
const mostPerNode = 3;
const smallFunction = 20;

export class LoweringSurvey {
  readonly tally = new Tally();
  /** Instructions and blocks per node of a function; the work that lowering, liveness and interpretation do is counted in them. */
  readonly densest = new Maximum();
  readonly largest = new Maximum();
  readonly gaveUp = new Tally();
  readonly opaque = new Tally();
  /** Broken invariants of the IR, exceptions of ours, functions whose IR is out of proportion: there should be none. */
  readonly faults: string[] = [];

  /** @returns the reasons for which functions of this file were given up */
  visit(name: string, text: string): readonly string[] {
    this.tally.add("files");
    let source: ts.SourceFile;
    try {
      source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    } catch (error) {
      // TypeScript's own parser recurses into the source, and has no limit but the call stack.
      this.tally.add("files that TypeScript cannot parse");
      return [String(error)];
    }
    if (syntaxErrors(source) > 0) this.tally.add("files with syntax errors");
    const scopes = this.#guarded(name, () => resolveScopes(source));
    if (scopes === null) return [];
    const sizes = ownNodes(source, scopes);
    return scopes.functions.flatMap((fn) => this.#function(`${name}:${String(lineOf(source, fn))}`, fn, scopes, sizes));
  }

  #function(
    at: string,
    fn: FunctionNode,
    scopes: FileScopes,
    sizes: ReadonlyMap<FunctionNode, number>,
  ): readonly string[] {
    this.tally.add("functions");
    try {
      const ir = lower(fn, scopes);
      livenessOf(ir);
      this.faults.push(...checkFunction(ir).map((line) => `${at}: ${line}`));
      const instructions = ir.blocks.reduce((sum, block) => sum + block.instructions.length, 0);
      this.tally.add("blocks", ir.blocks.length);
      this.tally.add("instructions", instructions);
      for (const { instructions: all } of ir.blocks) {
        for (const one of all) if (one.kind === "opaque") this.opaque.add(one.reason);
      }
      const work = instructions + ir.blocks.length;
      this.largest.see(work, at);
      const density = work / ((sizes.get(fn) ?? 0) + smallFunction);
      this.densest.see(density, at);
      const linear = density <= mostPerNode || hasFinally(fn);
      if (!linear) this.faults.push(`${at}: ${density.toFixed(1)} instructions a node`);
      return [];
    } catch (error) {
      if (!(error instanceof LoweringLimitError)) {
        this.faults.push(`${at}: ${String(error)}`);
        return [];
      }
      this.gaveUp.add(error.message);
      return [error.message];
    }
  }

  #guarded<R>(name: string, run: () => R): R | null {
    try {
      return run();
    } catch (error) {
      this.faults.push(`${name}: ${String(error)}`);
      return null;
    }
  }

  report(): string {
    return [
      ...this.tally.lines(),
      `Most instructions and blocks of a function: ${this.largest.toString()}`,
      `Most instructions and blocks per syntax node: ${this.densest.toString()}`,
      `Functions given up, by reason:`,
      ...orNone(this.gaveUp.lines()),
      `Instructions that stand for syntax without a rule, by reason:`,
      ...orNone(this.opaque.lines()),
    ].join("\n");
  }
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ["  none"] : lines;
}

/** How many nodes each function has, without those of functions inside it. */
function ownNodes(source: ts.SourceFile, scopes: FileScopes): ReadonlyMap<FunctionNode, number> {
  const isFunction: ReadonlySet<ts.Node> = new Set(scopes.functions);
  const sizes = new Map<FunctionNode, number>();
  const waiting: { readonly node: ts.Node; readonly owner: FunctionNode }[] = [{ node: source, owner: source }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const owner = isFunction.has(next.node) ? (next.node as FunctionNode) : next.owner;
    // A function is a node of the one around it, too: there it is a closure that is made and stored.
    for (const fn of new Set([owner, next.owner])) sizes.set(fn, (sizes.get(fn) ?? 0) + 1);
    ts.forEachChild(next.node, (node) => {
      waiting.push({ node, owner });
    });
  }
  return sizes;
}

function hasFinally(fn: FunctionNode): boolean {
  return /\bfinally\b|\busing\b/u.test(fn.getText());
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** The parser's errors, which only a program shows publicly. */
function syntaxErrors(source: ts.SourceFile): number {
  return (source as ts.SourceFile & { readonly parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics.length;
}
