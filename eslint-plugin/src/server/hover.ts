/** What the editor tells of the place under the pointer. */
import { shownOf } from "./diagnostics.js";
import { type Hover, MarkupKind, type Position, type Range } from "./lsp.js";
import { Positions } from "./positions.js";
import type { OpenDocument, Session } from "./session.js";

/** @returns null where there is nothing of ours. */
export function hoverAt(session: Session, open: OpenDocument, position: Position): Hover | null {
  const inspection = session.inspect(open);
  if (inspection?.kind !== "linted" || inspection.analysis === null) return null;
  const { document, settings } = open;
  const text = document.getText();
  const positions = new Positions(text);
  for (const [{ message, report }] of shownOf(inspection.findings, settings.severity)) {
    const range = positions.ofMessage(message);
    if (report !== undefined && includes(range, position)) return page(message.message, range);
  }
  return null;
}

function page(value: string, range: Range): Hover {
  return { contents: { kind: MarkupKind.Markdown, value }, range };
}

function includes({ start, end }: Range, at: Position): boolean {
  return !isBefore(at, start) && !isBefore(end, at);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
