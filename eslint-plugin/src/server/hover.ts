/** What the editor tells of the place under the pointer. */
import { basename } from "node:path";
import ts from "typescript";
import { type Report, reportOf } from "../findings/reports.js";
import type { FileAnalysis, Obligation } from "../findings/types.js";
import { finePage, leakPage, type PageOptions } from "../report/hover-page.js";
import { shownOf } from "./diagnostics.js";
import { type Hover, MarkupKind, type Position, type Range } from "./lsp.js";
import { Positions, uriOf } from "./positions.js";
import type { OpenDocument } from "./documents.js";
import type { Session } from "./session.js";

/** A place that has a page. */
interface Spot {
  readonly range: Range;
  readonly page: () => string | null;
}

/**
 * The page of a finding, over what is underlined and over the call that acquires; where the user wants it, also over calls whose bodies are
 * no finding.
 *
 * @returns null where there is nothing of ours.
 */
export function hoverAt(session: Session, open: OpenDocument, position: Position): Hover | null {
  const inspection = session.inspect(open);
  if (inspection?.kind !== "linted" || inspection.analysis === null) return null;
  const { analysis, findings } = inspection;
  const { document, settings } = open;
  const positions = new Positions(document.getText());
  const options: PageOptions = {
    linkTo: ({ path, line, column }) => `${uriOf(path)}#L${String(line)},${String(column)}`,
    nameOf: (path) => basename(path),
    strict: settings.strict,
  };
  const shown = shownOf(findings, settings.severity).flatMap(([{ message, report }]) =>
    report === undefined ? [] : [{ message, report }],
  );
  const spots: readonly Spot[] = [
    ...shown.map(({ message, report }): Spot => ({
      range: positions.ofMessage(message),
      page: () => leakPage(report, analysis.file, options),
    })),
    ...analysis.obligations.map((obligation): Spot => {
      const reports = shown.map(({ report }) => report);
      return {
        range: positions.range(...calleeOf(obligation)),
        page: () => acquisitionPage(obligation, analysis, reports, settings.hoverOnFineCalls, options),
      };
    }),
  ].filter(({ range }) => includes(range, position));
  // Of a finding inside another, the inner one is meant.
  for (const { range, page } of spots.toSorted((a, b) => sizeOf(a.range) - sizeOf(b.range))) {
    const value = page();
    if (value !== null) return { contents: { kind: MarkupKind.Markdown, value }, range };
  }
  return null;
}

function acquisitionPage(
  obligation: Obligation,
  analysis: FileAnalysis,
  shown: readonly Report[],
  isFineTold: boolean,
  options: PageOptions,
): string | null {
  const { verdict } = obligation;
  if (verdict.kind !== "leaks") return isFineTold ? finePage(obligation, analysis.file, options) : null;
  // What a comment or a setting keeps back is not told here either.
  const report = verdict.leaks.map((leak) => reportOf(shown, obligation, leak)).find((one) => shown.includes(one));
  return report === undefined ? null : leakPage(report, analysis.file, options);
}

/** Offsets of what is called: the arguments may hold calls of their own. */
function calleeOf({ site }: Obligation): readonly [number, number] {
  const callee = ts.isTaggedTemplateExpression(site) ? site.tag : site.expression;
  return [site.getStart(), callee.end];
}

function includes({ start, end }: Range, at: Position): boolean {
  return !isBefore(at, start) && !isBefore(end, at);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** Larger for more lines, then for more characters: enough to tell which of two that overlap is inside the other. */
function sizeOf({ start, end }: Range): number {
  return (end.line - start.line) * 1e6 + end.character - start.character;
}
