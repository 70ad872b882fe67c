/** Pages about one body, as Markdown: what an editor shows over a finding, and over the call that acquires. */
import { lineOfPlace } from "../findings/at-line.js";
import type { Report } from "../findings/reports.js";
import type { Leak, Obligation, Verdict } from "../findings/types.js";
import type { InformedFile } from "../model/knowledge.js";
import { calleeText } from "./circumstances.js";
import { describe, sentence, wholeBody } from "./describe.js";
import { documentationUrl, guideUrl } from "./documentation.js";
import type { Surroundings } from "./explain-call.js";
import { policies, verdicts } from "./explain-words.js";
import { clientOf } from "./hover-client.js";
import { branchCosts, calmClaims, type Cost, type Costs, costsOf } from "./hover-costs.js";
import { branchPurposes, forms as ends, headings, holdings, pages, places, purposes, steps } from "./hover-words.js";
import { codeBlock, link, markdownOf } from "./markdown.js";
import { witnessLines } from "./messages.js";
import { mendingOf } from "./mending.js";
import { stepAt } from "./path-step.js";
import { shorten } from "./source-text.js";
import { way } from "./way.js";
import type { WitnessLine } from "./witness.js";

/** A place in a file that a page can lead to. */
export interface LinkTarget {
  /** As the program knows the file: absolute. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** What a host knows and a page needs. */
export interface PageOptions {
  /** A URI that opens the place; null where the host has none, and then the page names it only. */
  readonly linkTo: (target: LinkTarget) => string | null;
  /** How the user would name a file. */
  readonly nameOf: (path: string) => string;
  /** As the file was analysed. */
  readonly strict: boolean;
}

/** Of a body that is lost in many ways, so many are shown. */
const mostLosses = 3;

/**
 * The page about a leak: what leaks and on which path, what that costs with this client, `ENHANCE_YOUR_CALM`, and how to mend it.
 *
 * @param report - One of `reportsOf(analysis)`.
 * @param file - `analysis.file`.
 * @returns Markdown without HTML; whatever it quotes of the source stays code.
 * @example
 * leakPage(report, analysis.file, { linkTo: ({ line }) => `${uri}#L${String(line)}`, nameOf: basename, strict: false });
 * // **The body of `res` (fetch, line 2) is neither read nor cancelled when `!res.ok`.**
 * //
 * // 1. [line 2](<…#L2>): `fetch` acquires the body
 * // …
 */
export function leakPage(report: Report, file: InformedFile, options: PageOptions): string {
  const { obligation, leak } = report;
  const around = surroundings(file, options);
  const costs = obligation.split ? branchCosts : costsOf(clientOf(obligation, file));
  return page([
    strong(sentence(describe(report, file))),
    stepsText(withOrigin(leakWay(obligation, leak, around), obligation), around, options),
    ...costTexts(headings.costs, costs.unread),
    calmText(costs),
    mendText(obligation, leak, file, costs),
    footer(),
  ]);
}

/**
 * The page about a call whose body is no finding: what becomes of it, and what it would cost otherwise.
 *
 * @param obligation - Of `analysis.obligations`.
 * @param file - `analysis.file`.
 * @returns Markdown as `leakPage` does; null for an obligation that leaks.
 * @example finePage(obligation, analysis.file, options) // "Not reported: the body of the response (fetch, line 2) is read or …"
 */
export function finePage(obligation: Obligation, file: InformedFile, options: PageOptions): string | null {
  const told = fineText(obligation.verdict, wholeBody(obligation, file));
  if (told === null) return null;
  const around = surroundings(file, options);
  const costs = obligation.split ? branchCosts : costsOf(clientOf(obligation, file));
  return page([
    markdownOf(told),
    stepsText(withOrigin(way(obligation, undefined, around), obligation), around, options),
    costTexts(headings.unread, costs.unread).join(" "),
    calmText(costs),
    footer(),
  ]);
}

function fineText(verdict: Verdict, body: string): string | null {
  switch (verdict.kind) {
    case "leaks":
      return null;
    case "discharged":
    case "nothingOwed":
      return verdicts[verdict.kind](body);
    case "transferred":
      return `${verdicts.transferred(body)} ${policies.transferred()}`;
    case "leaksOnThrow":
      return `${verdicts.leaksOnThrow(body)} ${policies.onThrow()}`;
    case "imprecise":
      return `${verdicts.imprecise(body)} ${policies.imprecise()}`;
    case "gaveUp":
      return `${verdicts.gaveUp(body, verdict.reason)} ${policies.gaveUp()}`;
  }
}

/** That of a body which no path reads ends wherever a path does. */
function leakWay(obligation: Obligation, leak: Leak, around: Surroundings): readonly WitnessLine[] {
  const lines = way(obligation, leak, around);
  const { verdict, site } = obligation;
  if (leak.kind !== "never" || verdict.kind !== "leaks") return lines;
  const losses = verdict.losses.filter(({ at }) => lineOfPlace(at) !== lineOfPlace({ node: site, part: "whole" }));
  return [...lines, ...losses.slice(0, mostLosses).map(({ at }) => ({ ...at, text: witnessLines.leaks() }))];
}

/** A helper of the program gives what it gets elsewhere, perhaps in another file. */
function withOrigin(lines: readonly WitnessLine[], { site, origin, split }: Obligation): readonly WitnessLine[] {
  if (split || origin === site) return lines;
  const text = steps.origin(shorten(calleeText(origin)));
  return [...lines.slice(0, 1), { node: origin, part: "whole", text }, ...lines.slice(1)];
}

function stepsText(lines: readonly WitnessLine[], { file, nameOf }: Surroundings, { linkTo }: PageOptions): string {
  return lines
    .map(({ text, ...place }, index) => {
      const { fileName } = place.node.getSourceFile();
      const { line, column } = stepAt(place, text);
      const name = fileName === file.sourceFile.fileName ? places.here(line) : places.elsewhere(nameOf(fileName), line);
      return `${String(index + 1)}. ${link(markdownOf(name), linkTo({ path: fileName, line, column }))}: ${markdownOf(text)}`;
    })
    .join("\n");
}

function costTexts(heading: string, costs: readonly Cost[]): readonly string[] {
  return costs.map(
    ({ protocol, text }) => `**${protocol === null ? heading : `${heading} on ${protocol}`}:** ${text}.`,
  );
}

function calmText({ calm }: Costs): string {
  return [...calmClaims, calm].map(({ text }) => text).join(" ");
}

function mendText(obligation: Obligation, leak: Leak, file: InformedFile, costs: Costs): string {
  const { kind, forms, where } = mendingOf(obligation, leak, file);
  const purpose = obligation.split ? branchPurposes : purposes;
  const code = forms.flatMap((form, index) => {
    const comment = purpose[form.kind](holdingOf(costs), form.atMost);
    return [`// ${index === 0 ? comment : purposes.or(comment)}`, `${form.code};`];
  });
  return `**${headings.mend}**${ends[kind](where)}\n\n${codeBlock(code.join("\n"))}`;
}

function holdingOf({ unread }: Costs): string | null {
  const protocols = new Set(unread.map(({ protocol }) => protocol));
  if (protocols.has(null)) return null;
  if (!protocols.has("HTTP/2")) return holdings.connection;
  return protocols.has("HTTP/1.1") ? holdings.either : holdings.stream;
}

function footer(): string {
  return [link(pages.rule, documentationUrl(pages.rule.replace("calm/", ""))), link(pages.guide, guideUrl)].join(" · ");
}

function strong(text: string): string {
  return `**${markdownOf(text)}**`;
}

function page(paragraphs: readonly string[]): string {
  return paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
}

function surroundings(file: InformedFile, { nameOf, strict }: PageOptions): Surroundings {
  return { file, reports: [], strict, nameOf };
}
