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
import { AnswersByProgram, type InformedFile, type Knowledge, knowledgeFor } from "./model/knowledge.js";
import { enclosingFunction } from "./ir/function-nodes.js";
import type { FunctionNode } from "./ir/types.js";
import { candidates } from "./ownership/candidates.js";
import { sitesOf } from "./ownership/helpers.js";
import type { Site } from "./ownership/sites.js";
import { type Followed, contextOf, follow } from "./ownership/follow.js";
import type { Limits, Settings, StepCount } from "./ownership/slice.js";
import { type InternalError, attempt, overflowReason } from "./findings/attempt.js";
import { verdictOf } from "./findings/verdict.js";
import type { Failure, FileAnalysis, Obligation, Unresolved, Verdict } from "./findings/types.js";

export interface AnalyzeOptions {
  /**
   * Also believe types alone: a `Promise<Response>` of a function without a body acquires, and a timer that beats a response in a race
   * makes it a loser. Off by default: such code often has an owner that types do not show.
   */
  readonly strict?: boolean;
  /** What the user knows of functions, beyond the tables. */
  readonly knowledge?: Knowledge | undefined;
  /** Bounds of the interpretation; what exceeds them is quiet, and says so in its verdict. */
  readonly limits?: Partial<Limits>;
}

const defaultLimits: Limits = {
  mostStates: 8,
  mostStepsOfSearch: 20_000,
  mostStepsOfOuter: 10_000,
  mostSteps: 200_000,
  mostStepsOfFunction: 2_000_000,
  deepestInlining: 8,
};

const analyses = {
  strict: new AnswersByProgram<ts.SourceFile, FileAnalysis>(),
  lenient: new AnswersByProgram<ts.SourceFile, FileAnalysis>(),
};

/**
 * Every obligation of a file with its verdict.
 *
 * @param typed A program that contains the linted text, from a `ProgramSource`.
 * @returns The same answer for the same program, file and options, unless limits are given.
 * @example
 * ```ts
 * for (const { callee, verdict } of analyze(file).obligations) console.log(callee, verdict.kind);
 * ```
 */
export function analyze(typed: TypedFile, { strict = false, knowledge, limits }: AnalyzeOptions = {}): FileAnalysis {
  const file: InformedFile = knowledge === undefined ? typed : { ...typed, knowledge };
  if (limits !== undefined) {
    return analyzeNow(file, { strict, limits: { ...defaultLimits, ...limits }, searched: { steps: 0 } });
  }
  const known = (strict ? analyses.strict : analyses.lenient).of(file);
  const analysis =
    known.get(file.sourceFile) ?? analyzeNow(file, { strict, limits: defaultLimits, searched: { steps: 0 } });
  known.set(file.sourceFile, analysis);
  // What stands around a script may change while its text, and so its program, stays the same.
  return analysis.file.embedding === file.embedding ? analysis : { ...analysis, file };
}

function analyzeNow(file: InformedFile, settings: Settings): FileAnalysis {
  const obligations: Obligation[] = [];
  const failures = new Map<FunctionNode, Failure>();
  const unresolved = new Map<FunctionNode, Unresolved>();
  const functions = new Set<FunctionNode>();
  const spent = new Map<FunctionNode, StepCount>();
  /** Once a function: a second error is likely the first one again. */
  const fail = (fn: FunctionNode, error: InternalError): void => {
    if (!failures.has(fn)) failures.set(fn, { function: fn, ...error });
  };
  const leaveOut = (fn: FunctionNode, { stack }: InternalError): void => {
    if (!unresolved.has(fn)) unresolved.set(fn, { function: fn, reason: overflowReason, stack });
  };
  const whole = attempt(() => {
    const sites = candidates(file.sourceFile, knowledgeFor(file)).flatMap((call): readonly Site[] => {
      const found = attempt(() => sitesOf(call, file, settings));
      if (found.kind === "failed") fail(enclosingFunction(call), found.error);
      if (found.kind === "overflowed") leaveOut(enclosingFunction(call), found.error);
      return found.kind === "done" ? found.result : [];
    });
    if (sites.length === 0) return;
    const context = contextOf(file, sites, settings, spent);
    for (const site of sites) {
      functions.add(site.function);
      if (site.givenUp !== undefined) {
        const verdict = { kind: "gaveUp", reason: site.givenUp } as const;
        obligations.push(obligation(site, { call: site.call, split: false }, verdict));
        continue;
      }
      const judged = attempt(() => follow(site, context).map((one) => obligation(site, one, verdictOf(one))));
      switch (judged.kind) {
        case "done":
          obligations.push(...judged.result);
          break;
        case "gaveUp":
          obligations.push(obligation(site, { call: site.call, split: false }, judged));
          break;
        case "overflowed":
          obligations.push(
            obligation(site, { call: site.call, split: false }, { kind: "gaveUp", reason: overflowReason }),
          );
          break;
        case "failed":
          fail(site.function, judged.error);
      }
    }
  });
  if (whole.kind === "failed") fail(file.sourceFile, whole.error);
  if (whole.kind === "overflowed") leaveOut(file.sourceFile, whole.error);
  const steps = [...spent.values()].reduce((sum, count) => sum + count.steps, settings.searched.steps);
  return {
    file,
    obligations: distinct(obligations),
    functionsAnalysed: functions.size,
    steps,
    unresolved: [...unresolved.values()],
    failures: [...failures.values()],
  };
}

function obligation(
  site: Site,
  { call, split, observations }: Pick<Followed, "call" | "split"> & Partial<Followed>,
  verdict: Verdict,
): Obligation {
  const { resource } = site.acquisition;
  const endings = observations?.endings.all() ?? [];
  const origin = split ? call : site.origin;
  return { site: call, origin, callee: calleeText(call), resource, split, function: site.function, verdict, endings };
}

/** A helper may acquire in several ways for one call: whoever reads the call is told once. */
function distinct(obligations: readonly Obligation[]): readonly Obligation[] {
  const said = new Map<CallNode, Set<string>>();
  return obligations.filter(({ site, split, verdict }) => {
    const atSite = said.get(site) ?? new Set();
    said.set(site, atSite);
    const text = [verdict.kind, split, ...placesOf(verdict)].join(" ");
    return !atSite.has(text) && atSite.add(text);
  });
}

function placesOf(verdict: Verdict): readonly string[] {
  if (verdict.kind !== "leaks") return [];
  return verdict.leaks.map(({ kind, at: { node, part } }) => `${kind} ${part} ${String(node.pos)}-${String(node.end)}`);
}

/** The callee as written; of the `(0, undici.request)` that compilers make, what it means. */
function calleeText(call: CallNode): string {
  let callee: ts.Expression = ts.isTaggedTemplateExpression(call) ? call.tag : call.expression;
  while (ts.isParenthesizedExpression(callee) || isComma(callee)) {
    callee = isComma(callee) ? callee.right : callee.expression;
  }
  return callee.getText();
}

function isComma(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}
