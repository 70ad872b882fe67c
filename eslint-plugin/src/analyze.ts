/**
 * The pipeline, top to bottom. Read this first.
 *
 * ```
 * ts.SourceFile + TypeChecker
 *    typed/      what does this call, member, type resolve to?
 *    model/      is that an acquisition, a discharge, a borrow, a split …?
 *    ir/         function body → basic blocks of instructions
 *    ownership/  abstract interpretation: follows one obligation at a time
 *    findings/   its verdict
 * ```
 *
 * What comes after (`report/`, `rules/`, `cli/`) only reads the result.
 */
import ts from "typescript";
import type { CallNode, TypedFile } from "./typed/types.js";
import { LoweringLimitError } from "./ir/builder.js";
import { resolveScopes } from "./ir/scopes.js";
import type { FunctionNode } from "./ir/types.js";
import { type Site, acquisitionSites } from "./ownership/sites.js";
import { type Followed, follow } from "./ownership/follow.js";
import { type Limits, type Settings, StepLimitError } from "./ownership/slice.js";
import { verdictOf } from "./findings/verdict.js";
import type { Failure, FileAnalysis, Obligation, Verdict } from "./findings/types.js";

export interface AnalyzeOptions {
  /**
   * Also believe types alone: a `Promise<Response>` of a function without a body acquires, and a timer that beats a response in a race
   * makes it a loser. Off by default: such code often has an owner that types do not show.
   */
  readonly strict?: boolean;
  /** Bounds of the interpretation; what exceeds them is quiet, and says so in its verdict. */
  readonly limits?: Partial<Limits>;
}

const defaultLimits: Limits = { mostStates: 8, mostSteps: 200_000, deepestInlining: 8 };

type Analyses = WeakMap<ts.Program, WeakMap<ts.SourceFile, FileAnalysis>>;
const analyses: Analyses = new WeakMap();
const strictAnalyses: Analyses = new WeakMap();

/**
 * Every obligation of a file with its verdict.
 *
 * @param file A program that contains the linted text, from a `ProgramSource`.
 * @returns The same answer for the same program and file, unless limits are given.
 * @example
 * ```ts
 * for (const { callee, verdict } of analyze(file).obligations) console.log(callee, verdict.kind);
 * ```
 */
export function analyze(file: TypedFile, { strict = false, limits }: AnalyzeOptions = {}): FileAnalysis {
  if (limits !== undefined) return analyzeNow(file, { strict, limits: { ...defaultLimits, ...limits } });
  const known = strict ? strictAnalyses : analyses;
  const ofProgram = known.get(file.program) ?? new WeakMap<ts.SourceFile, FileAnalysis>();
  known.set(file.program, ofProgram);
  const analysis = ofProgram.get(file.sourceFile) ?? analyzeNow(file, { strict, limits: defaultLimits });
  ofProgram.set(file.sourceFile, analysis);
  return analysis;
}

function analyzeNow(file: TypedFile, settings: Settings): FileAnalysis {
  const obligations: Obligation[] = [];
  const failures: Failure[] = [];
  const functions = new Set<FunctionNode>();
  const whole = attempt(() => {
    const scopes = resolveScopes(file.sourceFile);
    const sites = acquisitionSites(file, scopes, settings.strict);
    const calls = new Set<ts.Node>(sites.map(({ call }) => call));
    for (const site of sites) {
      functions.add(site.function);
      const followed = attempt(() => follow(site, file, scopes, calls, settings));
      switch (followed.kind) {
        case "done":
          for (const one of followed.result) obligations.push(obligation(site, one, verdictOf(one)));
          break;
        case "gaveUp":
          obligations.push(obligation(site, { call: site.call, split: false }, followed));
          break;
        case "failed":
          failures.push({ function: site.function, reason: followed.reason });
      }
    }
  });
  if (whole.kind !== "done") failures.push({ function: file.sourceFile, reason: whole.reason });
  return { file, obligations, functionsAnalysed: functions.size, failures };
}

type Attempt<R> =
  | { readonly kind: "done"; readonly result: R }
  /** A limit was reached. */
  | { readonly kind: "gaveUp"; readonly reason: string }
  /** An error of ours. */
  | { readonly kind: "failed"; readonly reason: string };

/** What goes wrong costs this attempt's findings alone, and is told in one line. */
function attempt<R>(run: () => R): Attempt<R> {
  try {
    return { kind: "done", result: run() };
  } catch (error) {
    if (error instanceof StepLimitError || error instanceof LoweringLimitError) {
      return { kind: "gaveUp", reason: error.message };
    }
    const [message = String(error), at = ""] = error instanceof Error ? (error.stack ?? error.message).split("\n") : [];
    return { kind: "failed", reason: `${message} ${at.trim()}`.trim() };
  }
}

function obligation(site: Site, { call, split }: Pick<Followed, "call" | "split">, verdict: Verdict): Obligation {
  const { resource } = site.acquisition;
  return { site: call, callee: calleeText(call), resource, split, function: site.function, verdict };
}

/** The callee as written. */
function calleeText(call: CallNode): string {
  const callee = ts.isTaggedTemplateExpression(call) ? call.tag : call.expression;
  const inner = ts.isParenthesizedExpression(callee) ? callee.expression : callee;
  return inner.getText();
}
