/** `calm --explain file:line`: everything that an analysis knows of one line, in words. */
import type ts from "typescript";
import { callsAt, type EventAt, eventsOf, failuresAt, lineOfNode, unresolvedAt } from "../findings/at-line.js";
import { type InternalError, attempt, overflowReason } from "../findings/attempt.js";
import { namesAt } from "../findings/names-at.js";
import { type Report, reportOf, reportsOf } from "../findings/reports.js";
import { responseTyped } from "../findings/response-typed.js";
import type { FileAnalysis, Leak, Obligation } from "../findings/types.js";
import { classify, isResponseTyped } from "../model/classify.js";
import { contains } from "../ownership/slice.js";
import type { CallNode, NoProgram, TypedFile } from "../typed/types.js";
import { callText } from "./circumstances.js";
import { explainCall, type Surroundings } from "./explain-call.js";
import { type Asked, explainObligation } from "./explain-obligation.js";
import { files, names, nearby } from "./explain-words.js";
import type { Answer, Explanation, Nearby } from "./explanation.js";
import { issuesUrl } from "./internal-error.js";
import { sourceLine } from "./path-step.js";
import { shorten } from "./source-text.js";

/** What came of a file that was to be explained. */
export type Examined =
  | { readonly kind: "analysed"; readonly analysis: FileAnalysis }
  /** Its text cannot hold a response. */
  | { readonly kind: "gated" }
  | { readonly kind: "untyped"; readonly why: NoProgram }
  /** An error of ours kept it from being analysed at all. */
  | { readonly kind: "failed"; readonly error: InternalError };

/** About a line that the text has. */
export interface Question extends Asked {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
  readonly strict: boolean;
  /** How the user would name a file. */
  readonly nameOf: (path: string) => string;
}

/** How many lines are offered where the one that was asked for has nothing. */
const mostNearby = 3;

/**
 * Answers a question about one line.
 *
 * @param examined - What the very analysis that lints the file has said of it.
 * @example
 * explain({ kind: "analysed", analysis }, { file: "src/a.ts", line: 12, … }).answers[0].headline;
 * // "The body of `res` (fetch, line 10) is neither read nor cancelled when `!res.ok`."
 */
export function explain(examined: Examined, question: Question): Explanation {
  const { file, line, text } = question;
  const about = { file, line, source: sourceLine(text, line) };
  switch (examined.kind) {
    case "gated":
      return { ...about, answers: [notAnalysed(files.gate(), [])], nearby: [] };
    case "untyped": {
      const { reason, error } = examined.why;
      const change = error === undefined ? [] : [files.mendTsconfig()];
      return { ...about, answers: [notAnalysed(files.untyped(error?.reason ?? reason), change)], nearby: [] };
    }
    case "failed":
      return { ...about, answers: [internalError(examined.error)], nearby: [] };
    case "analysed": {
      const answers = answersAt(examined.analysis, question);
      return { ...about, answers, nearby: answers.length > 0 ? [] : nearbyLines(examined.analysis, line) };
    }
  }
}

function answersAt(analysis: FileAnalysis, question: Question): readonly Answer[] {
  const { line, strict, nameOf } = question;
  const reports = reportsOf(analysis);
  const around: Surroundings = { file: analysis.file, reports, strict, nameOf };
  const events = eventsOf(analysis);
  const here = new Map<Obligation, Leak[]>();
  for (const { obligation, event, line: at } of events) {
    if (at !== line || isToldWith(event, obligation, reports)) continue;
    const leaks = here.get(obligation) ?? [];
    here.set(obligation, leaks);
    if ((event.kind === "lost" || event.kind === "decided") && !leaks.includes(event.leak)) leaks.push(event.leak);
  }
  const failures = failuresAt(analysis, line);
  const told = new Set<ts.Node>(events.map(({ node }) => node));
  const calls = failures.length > 0 ? [] : callsAt(analysis.file.sourceFile, line, (node) => told.has(node));
  const acquiring = [...here.keys()].map(({ site }) => site);
  const promising = calls.filter(
    (call) => !acquiring.some((site) => contains(call, site)) && mayBeMeant(call, analysis.file),
  );
  const unresolved = unresolvedAt(analysis, line);
  const answers = [
    ...failures.map(internalError),
    ...(unresolved === undefined ? [] : [notAnalysed(files.gaveUp(unresolved.reason), [])]),
    ...[...here].flatMap(([obligation, leaks]) => explainObligation(obligation, leaks, around, question)),
    ...(here.size > 0 || promising.length > 0 ? promising : calls).flatMap((call): Answer | readonly [] => {
      const explained = attempt(() => explainCall(call, around));
      switch (explained.kind) {
        case "done":
          return explained.result ?? [];
        case "failed":
          return internalError(explained.error);
        case "gaveUp":
          return notAnalysed(files.gaveUp(explained.reason), []);
        case "overflowed":
          return unresolved === undefined ? notAnalysed(files.gaveUp(overflowReason), []) : [];
      }
    }),
  ];
  return answers.length > 0 ? answers : namesAnswered(analysis, around, question);
}

/** Of a line that only names a response: where that comes from. */
function namesAnswered(analysis: FileAnalysis, around: Surroundings, question: Question): readonly Answer[] {
  const found = attempt(() => namesAt(analysis, question.line));
  return (found.kind === "done" ? found.result : []).flatMap((named): readonly Answer[] => {
    if (named.kind === "obligation") return explainObligation(named.obligation, [], around, question);
    const headline = names.parameter(named.name);
    return [{ kind: "acquiresNothing", headline, path: [], because: [], change: [names.askCaller()] }];
  });
}

/** Whether a loss, and the way to it, are part of the report of another obligation, which answers for both. */
function isToldWith(event: EventAt["event"], obligation: Obligation, reports: readonly Report[]): boolean {
  return (
    (event.kind === "lost" || event.kind === "decided") &&
    reportOf(reports, obligation, event.leak).obligation !== obligation
  );
}

/** Beside other answers: what gives no response, and `then()` and the like, are hardly what somebody asks about. */
function mayBeMeant(call: CallNode, file: TypedFile): boolean {
  const gives = attempt(() => isResponseTyped(call, file) && classify(call, file).model?.kind !== "builtin");
  return gives.kind === "done" && gives.result;
}

function notAnalysed(headline: string, change: readonly string[]): Answer {
  return { kind: "notAnalysed", headline, path: [], because: [], change };
}

function internalError({ reason, stack }: InternalError): Answer {
  return {
    kind: "internalError",
    headline: files.internalError(reason),
    path: [],
    because: [],
    change: [files.report(issuesUrl)],
    stack,
  };
}

function nearbyLines(analysis: FileAnalysis, line: number): readonly Nearby[] {
  const texts = new Map<number, string>();
  for (const event of eventsOf(analysis)) {
    const text = eventText(event);
    if (text !== null && !texts.has(event.line)) texts.set(event.line, text);
  }
  const owingNothing = attempt(() => responseTyped(analysis));
  for (const call of owingNothing.kind === "done" ? owingNothing.result : []) {
    if (!texts.has(lineOfNode(call))) texts.set(lineOfNode(call), nearby.acquiresNothing(callText(call)));
  }
  return [...texts]
    .map(([at, text]) => ({ line: at, text }))
    .sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))
    .slice(0, mostNearby)
    .sort((a, b) => a.line - b.line);
}

function eventText({ obligation, event }: EventAt): string | null {
  switch (event.kind) {
    case "acquired":
      return nearby[obligation.split ? "splits" : "acquires"](shorten(obligation.callee));
    case "lost":
      return nearby.lost();
    case "ended":
    case "decided":
      return null;
  }
}
