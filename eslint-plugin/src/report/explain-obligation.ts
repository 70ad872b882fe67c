/** Why a body is reported, or why not. */
import { classify } from "../model/classify.js";
import { resourceOf } from "../model/tables.js";
import type { ResourceKind } from "../model/types.js";
import type { CallNode } from "../typed/types.js";
import { lineOfPlace } from "../findings/at-line.js";
import { reportOf } from "../findings/reports.js";
import type { Leak, Obligation } from "../findings/types.js";
import { callText, calleeText } from "./circumstances.js";
import { describe, sentence, wholeBody } from "./describe.js";
import { originText, placeText, type Surroundings } from "./explain-call.js";
import { endingText } from "./explain-endings.js";
import { acquisitions, changes, policies, sourceText, verdicts } from "./explain-words.js";
import type { Answer, PathStep } from "./explanation.js";
import { lineOf, shorten } from "./source-text.js";
import { stepAt } from "./path-step.js";
import { mendingOf } from "./mending.js";
import { way, worthTelling } from "./way.js";

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
  const body = wholeBody(obligation, around.file);
  const origin = acquisitionTexts(obligation, around);
  switch (verdict.kind) {
    case "leaks":
      return (leaks.length > 0 ? leaks : verdict.leaks).map((leak) => explainLeak(obligation, leak, around, asked));
    case "leaksOnThrow":
      return [
        {
          kind: "quiet",
          headline: verdicts.leaksOnThrow(body),
          path: pathOf(obligation, leaks[0], around),
          because: [...origin, policies.onThrow(), ...otherPaths(obligation, around)],
          change: [changes.guard()],
        },
      ];
    case "imprecise":
      return [
        {
          kind: "quiet",
          headline: verdicts.imprecise(body),
          path: pathOf(obligation, leaks[0], around),
          because: [...origin, policies.imprecise(), ...otherPaths(obligation, around)],
          change: [changes.simplify()],
        },
      ];
    case "gaveUp":
      return [
        {
          kind: "notAnalysed",
          headline: verdicts.gaveUp(body, verdict.reason),
          path: pathOf(obligation, undefined, around),
          because: [...origin, policies.gaveUp()],
          change: [changes.shrink()],
        },
      ];
    case "transferred":
      return [
        {
          kind: "clean",
          headline: verdicts.transferred(body),
          path: pathOf(obligation, undefined, around),
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
          path: pathOf(obligation, undefined, around),
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
    path: pathOf(obligation, leak, around),
    because: [...acquisitionTexts(obligation, around), ...otherPaths(obligation, around)],
    change: [
      mendText(obligation, leak, around),
      ...(leak.kind === "never" && !obligation.split && headIsEmpty(obligation.resource) ? [changes.head()] : []),
      kind === "reported" ? changes.silence() : changes.unsilence(),
    ],
  };
}

function mendText(obligation: Obligation, leak: Leak, { file }: Surroundings): string {
  const { forms, where } = mendingOf(obligation, leak, file);
  const [drain, cancel] = (["drain", "cancel"] as const).map((kind) => forms.find((form) => form.kind === kind)?.code);
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

function pathOf(obligation: Obligation, leak: Leak | undefined, around: Surroundings): readonly PathStep[] {
  return way(obligation, leak, around).map(({ text, ...place }) => stepAt(place, text));
}

function otherPaths(obligation: Obligation, around: Surroundings): readonly string[] {
  return worthTelling(obligation)
    .map((ending) => ({ line: lineOf(ending.node, around.file), text: endingText(obligation, ending, around) }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, text }) => policies.otherPaths(line, text));
}
