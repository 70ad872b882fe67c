/** What the editor offers to do about findings. */
import { withoutMark } from "../typed/linted-text.js";
import { disableFile, waysToDisableLine } from "./disable.js";
import { fixAll } from "./fix-all.js";
import type { Finding } from "./lint.js";
import { type CodeAction, CodeActionKind, type Diagnostic, type Range, type TextEdit } from "./lsp.js";
import { diagnosticsOf, shownOf } from "./diagnostics.js";
import { Positions } from "./positions.js";
import type { Replacement } from "./pieces.js";
import { fixAllKind } from "./protocol.js";
import type { OpenDocument } from "./documents.js";
import type { Session } from "./session.js";

/** An action whose edit takes linting to find is told without it, and resolved when the user has chosen it. */
type Deferred =
  | { readonly kind: "fixAll" }
  | { readonly kind: "disableLine"; readonly line: number; readonly offset: number; readonly rule: string }
  | { readonly kind: "disableFile"; readonly rule: string };

/** What a deferred action carries from the offer to the choice. */
export interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly deferred: Deferred;
}

/**
 * @param range - What the user points at.
 * @param only - Kinds that are asked for; undefined: all.
 */
export function codeActionsFor(
  session: Session,
  open: OpenDocument,
  range: Range,
  only: readonly string[] | undefined,
): readonly CodeAction[] {
  const inspection = session.inspect(open);
  if (inspection?.kind !== "linted") return [];
  const { document, settings } = open;
  const positions = new Positions(document.getText());
  const findings = shownOf(inspection.findings, settings.severity).map(([finding]) => finding);
  const isWanted = (kind: string): boolean =>
    only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
  const here = findings.filter(({ message }) => touches(positions.ofMessage(message), range));
  const fixable = findings.filter(({ message }) => (message.suggestions ?? []).length > 0);
  const defer = (deferred: Deferred): ActionData => ({ uri: document.uri, version: document.version, deferred });
  const actions: CodeAction[] = [];
  if (isWanted(CodeActionKind.QuickFix)) {
    for (const finding of here) actions.push(...quickFixes(finding, open, positions));
    if (here.length > 0 && fixable.length > 1) {
      actions.push({
        title: `Fix all in this file (${String(fixable.length)} findings that have a fix)`,
        kind: CodeActionKind.QuickFix,
        data: defer({ kind: "fixAll" }),
      });
    }
    for (const { message } of here) {
      const rule = message.ruleId ?? "";
      const { start } = positions.ofMessage(message);
      const place = { line: start.line + 1, offset: document.offsetAt(start) - markOf(document) };
      const own = {
        kind: CodeActionKind.QuickFix,
        diagnostics: told([{ message, report: undefined }], open, positions),
      };
      actions.push(
        { title: `Disable ${rule} for this line`, ...own, data: defer({ kind: "disableLine", ...place, rule }) },
        { title: `Disable ${rule} for this file`, ...own, data: defer({ kind: "disableFile", rule }) },
      );
    }
  }
  // Editors that show all kinds mean this one for those who ask for it.
  if (only !== undefined && isWanted(fixAllKind) && fixable.length > 0) {
    actions.push({ title: "Fix all unread bodies", kind: fixAllKind, data: defer({ kind: "fixAll" }) });
  }
  return actions;
}

/**
 * The edits of an action that was chosen.
 *
 * @returns null if no edit does it, or the document has changed since.
 */
export function resolveAction(
  session: Session,
  open: OpenDocument,
  { version, deferred }: ActionData,
): TextEdit[] | null {
  const { document, path, settings } = open;
  if (document.version !== version) return null;
  const text = withoutMark(document.getText());
  const findingsIn = (candidate: string): readonly Finding[] | null => {
    const inspection = session.inspector.inspectAs(path, candidate, settings);
    return inspection.kind === "linted"
      ? shownOf(inspection.findings, settings.severity).map(([finding]) => finding)
      : null;
  };
  const replacements = replacementsOf(deferred, text, findingsIn);
  const positions = new Positions(document.getText());
  return replacements.length === 0
    ? null
    : replacements.map(({ start, end, text: newText }) => ({ range: positions.range(start, end), newText }));
}

function replacementsOf(
  deferred: Deferred,
  text: string,
  findingsIn: (text: string) => readonly Finding[] | null,
): readonly Replacement[] {
  switch (deferred.kind) {
    case "fixAll":
      return fixAll(text, findingsIn);
    case "disableFile":
      return [disableFile(text, deferred.rule)];
    case "disableLine": {
      const { line, offset, rule } = deferred;
      const positions = new Positions(text);
      const others = (findingsIn(text) ?? []).filter(
        ({ message }) => message.ruleId !== rule || positions.ofMessage(message).start.line + 1 !== line,
      );
      const way = waysToDisableLine(text, line, offset, rule).find(
        (replacement) => findingsIn(applied(text, replacement))?.length === others.length,
      );
      return way === undefined ? [] : [way];
    }
  }
}

function quickFixes({ message }: Finding, open: OpenDocument, positions: Positions): readonly CodeAction[] {
  return (message.suggestions ?? []).map(({ desc, fix }, index): CodeAction => {
    const edit: TextEdit = { range: positions.range(...fix.range), newText: fix.text };
    return {
      title: plain(desc),
      kind: CodeActionKind.QuickFix,
      diagnostics: told([{ message, report: undefined }], open, positions),
      isPreferred: index === 0,
      edit: editOf(open, [edit]),
    };
  });
}

/** Edits of one document, of the version that they were made for. */
export function editOf(
  { document: { uri, version } }: OpenDocument,
  edits: TextEdit[],
): NonNullable<CodeAction["edit"]> {
  return { documentChanges: [{ textDocument: { uri, version }, edits }] };
}

function told(findings: readonly Finding[], { document, settings }: OpenDocument, positions: Positions): Diagnostic[] {
  return [...diagnosticsOf(findings, document.uri, positions, settings.severity)];
}

/** Titles are not Markdown. */
function plain(description: string): string {
  return description.replaceAll("`", "").replace(/\.$/u, "");
}

function applied(text: string, { start, end, text: inserted }: Replacement): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** How many characters the client's text has before ours. */
function markOf(document: OpenDocument["document"]): number {
  return document.getText().length - withoutMark(document.getText()).length;
}
