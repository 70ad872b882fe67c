/** Turns a finding into words: which message, with what in its placeholders, and where it stands. */
import ts from "typescript";
import type { Report } from "../findings/reports.js";
import type { Leak, Obligation, Place } from "../findings/types.js";
import { circumstancesOf } from "./circumstances.js";
import { clauses, endings, messages, reading, subjects, type MessageId } from "./messages.js";
import { lineOf, shorten } from "./source-text.js";
import type { ParsedFile } from "../typed/types.js";

/** What the placeholders of `messages` stand for. */
export interface MessageData extends Record<string, string | number> {
  readonly what: string;
  readonly callee: string;
  /** 1-based start line of the acquiring call in the linted file. */
  readonly line: number;
  readonly read: string;
}

export interface Description {
  readonly messageId: MessageId;
  readonly data: MessageData;
  readonly at: Place;
}

/** Of the other bodies that are lost at the same place, so many are named. */
const mostOthers = 3;

/**
 * The one sentence about a leak.
 *
 * @param report - An obligation, one of its leaks, and what else is lost there.
 * @param file - What was analysed.
 * @example
 * const { messageId, data } = describe({ obligation, leak, others: [] }, analysis.file);
 * // messageId "unconsumed", data { what: "The body of `res`", callee: "fetch", line: 1, read: "read", clause: "when `!res.ok`" }
 */
export function describe({ obligation, leak, others }: Report, file: ParsedFile): Description {
  const data = {
    what: subjectOf(obligation, leak),
    callee: shorten(obligation.callee),
    line: lineOf(obligation.site, file),
    read: leak.locked ? reading.afterReader : reading.whole,
  };
  if (leak.kind === "never") {
    return { messageId: obligation.split ? "branchNeverConsumed" : "neverConsumed", data, at: leak.at };
  }
  const messageId = obligation.split ? "branchUnconsumed" : "unconsumed";
  return { messageId, data: { ...data, clause: clauseOf(leak) + othersOf(others, file) }, at: leak.at };
}

/**
 * A description as ESLint will print it.
 *
 * @example sentence(describe({ obligation, leak, others: [] }, file)) // "The body of `res` (fetch, line 1) is never read or cancelled."
 */
export function sentence({ messageId, data }: Description): string {
  return messages[messageId].replace(/\{\{(\w+)\}\}/gu, (placeholder, name: string) =>
    String(data[name] ?? placeholder),
  );
}

/**
 * The body of an obligation, whatever became of it.
 *
 * @example wholeBody(obligation, file) // "The body of the response (fetch, line 10)"
 */
export function wholeBody({ callee, site }: Obligation, file: ParsedFile): string {
  return `${subjects.unnamed()} (${shorten(callee)}, line ${String(lineOf(site, file))})`;
}

function subjectOf({ split }: Obligation, { kind, variable }: Leak): string {
  if (kind === "element") return subjects.element(variable);
  if (split) return subjects.branch(variable);
  if (variable === null) return subjects.unnamed();
  return /body$/iu.test(variable) ? subjects.body(variable) : subjects.held(variable);
}

function clauseOf(leak: Leak): string {
  const { kind, at, variable } = leak;
  const parts = circumstancesOf(leak);
  const when = parts.length === 0 ? null : clauses.when(parts);
  switch (kind) {
    case "overwritten":
      return when === null ? clauses.overwritten(variable) : `${when}, ${clauses.overwritten(variable)}`;
    case "exit":
    case "element": {
      if (at.part === "whole") return when ?? exitClause(at.node);
      const ending = clauses.byTheEnd(endingOf(at.node));
      return when === null ? ending : `${ending} ${when}`;
    }
    case "nextTurn":
    case "raceLoser":
    case "never":
      return when ?? clauses.here();
  }
}

function othersOf(others: readonly Obligation[], file: ParsedFile): string {
  if (others.length === 0) return "";
  const origins = others
    .slice(0, mostOthers)
    .map(({ callee, site }) => `(${shorten(callee)}, line ${String(lineOf(site, file))})`);
  return clauses.others(origins, others.length - origins.length);
}

/** What the closing brace of `node` ends. */
function endingOf(node: ts.Node): string {
  if (ts.isSourceFile(node)) return endings.module;
  if (ts.isModuleBlock(node)) return endings.namespace;
  if (ts.isFunctionLike(node) || ts.isFunctionLike(node.parent)) return endings.function;
  if (ts.isClassStaticBlockDeclaration(node) || ts.isClassStaticBlockDeclaration(node.parent)) return endings.class;
  return endings.block;
}

function exitClause(node: ts.Node): string {
  if (ts.isReturnStatement(node)) return clauses.before("return");
  if (ts.isThrowStatement(node)) return clauses.before("throw");
  if (ts.isBreakStatement(node)) return clauses.before("break");
  if (ts.isContinueStatement(node)) return clauses.before("continue");
  return clauses.here();
}
