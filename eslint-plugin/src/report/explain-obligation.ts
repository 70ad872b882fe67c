/** Why a body is reported, or why not. */
import type ts from "typescript";
import { classify } from "../model/classify.js";
import { resourceOf } from "../model/tables.js";
import type { ResourceKind } from "../model/types.js";
import type { CallNode } from "../typed/types.js";
import { lineOfPlace } from "../findings/at-line.js";
import { reportOf } from "../findings/reports.js";
import type { Leak, Obligation, Place } from "../findings/types.js";
import { callText, calleeText } from "./circumstances.js";
import { describe, sentence } from "./describe.js";
import { originText, placeText, type Surroundings } from "./explain-call.js";
import { endingText } from "./explain-endings.js";
import { acquisitions, changes, policies, sourceText, steps, verdicts } from "./explain-words.js";
import type { Answer, PathStep } from "./explanation.js";
import { subjects } from "./messages.js";
import { lineOf, shorten } from "./source-text.js";
import { stepAt } from "./path-step.js";
import { suggestionsFor } from "./suggest/suggestions.js";
import { usualForms } from "./suggest/usual-forms.js";
import { beginning, witness } from "./witness.js";

export interface Asked {
  /** 1-based. */
  readonly line: number;
  /** Whether a finding got past the comments of its file. */
  readonly isReported: (finding: { readonly message: string; readonly line: number }) => boolean;
}

/**
 * The answers about one obligation.
 *
 * @param leaks - The leaks that are asked for, of those that its verdict holds; none means all.
 * @returns One for each finding, and one for whatever is no finding.
 */
export function explainObligation(
  obligation: Obligation,
  leaks: readonly Leak[],
  around: Surroundings,
  asked: Asked,
): readonly Answer[] {
  const { verdict } = obligation;
  const body = `${subjects.unnamed()} (${shorten(obligation.callee)}, line ${String(lineOf(obligation.site, around.file))})`;
  const origin = acquisitionTexts(obligation, around);
  switch (verdict.kind) {
    case "leaks":
      return (leaks.length > 0 ? leaks : verdict.leaks).map((leak) => explainLeak(obligation, leak, around, asked));
    case "leaksOnThrow":
      return [
        {
          kind: "quiet",
          headline: verdicts.leaksOnThrow(body),
          path: throwingPath(obligation, leaks[0] ?? verdict.leaks[0]),
          because: [...origin, policies.onThrow(), ...otherPaths(obligation, around)],
          change: [changes.guard()],
        },
      ];
    case "imprecise":
      return [
        {
          kind: "quiet",
          headline: verdicts.imprecise(body),
          path: pathOf(obligation, leaks[0] ?? verdict.leaks[0]),
          because: [...origin, policies.imprecise(), ...otherPaths(obligation, around)],
          change: [changes.simplify()],
        },
      ];
    case "gaveUp":
      return [
        {
          kind: "notAnalysed",
          headline: verdicts.gaveUp(body, verdict.reason),
          path: [acquired(obligation)],
          because: [...origin, policies.gaveUp()],
          change: [changes.shrink()],
        },
      ];
    case "transferred":
      return [
        {
          kind: "clean",
          headline: verdicts.transferred(body),
          path: endingPath(obligation, around),
          because: [...origin, policies.transferred()],
          change: [changes.readHere()],
        },
      ];
    case "discharged":
    case "nothingOwed":
      return [
        {
          kind: "clean",
          headline: verdicts[verdict.kind](body),
          path: endingPath(obligation, around),
          because: origin,
          change: [],
        },
      ];
  }
}

function explainLeak(obligation: Obligation, leak: Leak, around: Surroundings, asked: Asked): Answer {
  const message = sentence(describe(reportOf(around.reports, obligation, leak), around.file));
  const line = lineOfPlace(leak.at);
  const kind = asked.isReported({ message, line }) ? "reported" : "silenced";
  return {
    kind,
    headline: verdicts[kind](message, line === asked.line ? null : line),
    path: pathOf(obligation, leak),
    because: [...acquisitionTexts(obligation, around), ...otherPaths(obligation, around)],
    change: [
      mendText(obligation, leak, around),
      ...(leak.kind === "never" && !obligation.split && headIsEmpty(obligation.resource) ? [changes.head()] : []),
      kind === "reported" ? changes.silence() : changes.unsilence(),
    ],
  };
}

/** What the suggestions would write; where none can be made, what reads or cancels the client's bodies in general. */
function mendText(obligation: Obligation, leak: Leak, { file }: Surroundings): string {
  const suggested = suggestionsFor(file, obligation, leak);
  const forms = suggested.length > 0 ? suggested : usualForms(obligation.resource, "response", "response");
  const [drain, cancel] = (["drain", "cancel"] as const).map((kind) => forms.find((form) => form.kind === kind)?.code);
  const where = whereToMend(leak);
  // What an unread branch costs is memory, and either form spares that.
  return drain === undefined || cancel === undefined || obligation.split
    ? changes.mend(
        where,
        forms.map(({ code }) => code),
      )
    : changes.mendBySize(where, drain, cancel);
}

function headIsEmpty(kind: ResourceKind): boolean {
  const { headOwesNothing, arrives } = resourceOf(kind);
  return headOwesNothing && arrives === "promise";
}

function whereToMend({ kind, at }: Leak): string {
  if (kind === "never") return changes.afterwards();
  return at.part === "closingBrace" ? changes.by(lineOfPlace(at)) : changes.before(lineOfPlace(at));
}

/** Who decided that it acquires; first, for a helper that acquires for its callers, where it does. */
function acquisitionTexts({ site, origin, callee, split }: Obligation, around: Surroundings): readonly string[] {
  const name = shorten(callee);
  if (split) return [acquisitions.split(name)];
  if (origin === site) return [acquisitionText(site, name, around)];
  return [
    acquisitions.helper(name, callText(origin), placeText(origin, around)),
    acquisitionText(origin, shorten(calleeText(origin)), around),
  ];
}

function acquisitionText(call: CallNode, name: string, { file }: Surroundings): string {
  const { decidedBy, row, origin } = classify(call, { ...file, sourceFile: call.getSourceFile() });
  if (row === undefined) return decidedBy === "contract" ? acquisitions.contract(name) : acquisitions.byType(name);
  return acquisitions.table(name, originText(origin) ?? "", sourceText(row.source));
}

function pathOf(obligation: Obligation, leak: Leak | undefined): readonly PathStep[] {
  if (leak === undefined) return [acquired(obligation)];
  const lines = witness(obligation, leak).map(({ text, ...place }) => stepAt(place, text));
  // A finding at the call itself has no way to show.
  return leak.kind === "never" ? lines.slice(0, 1) : lines;
}

function throwingPath(obligation: Obligation, leak: Leak | undefined): readonly PathStep[] {
  const lines = pathOf(obligation, leak);
  if (leak?.thrower == null) return lines;
  return [...lines.slice(0, -1), stepAt(whole(leak.thrower), steps.mayThrow())];
}

function endingPath(obligation: Obligation, around: Surroundings): readonly PathStep[] {
  return [
    acquired(obligation),
    ...worthTelling(obligation).map((ending) => stepAt(whole(ending.node), endingText(obligation, ending, around))),
  ];
}

function otherPaths(obligation: Obligation, around: Surroundings): readonly string[] {
  return worthTelling(obligation)
    .map((ending) => ({ line: lineOf(ending.node, around.file), text: endingText(obligation, ending, around) }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, text }) => policies.otherPaths(line, text));
}

/** A request is made without a listener first; that matters only if none ever comes. */
function worthTelling({ endings, verdict }: Obligation): Obligation["endings"] {
  return endings.filter(({ by }) => by.kind !== "noListener" || verdict.kind === "nothingOwed");
}

function acquired(obligation: Obligation): PathStep {
  const { text, ...place } = beginning(obligation);
  return stepAt(place, text);
}

function whole(node: ts.Node): Place {
  return { node, part: "whole" };
}
