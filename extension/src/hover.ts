import * as vscode from "vscode";
import type { HoverMiddleware } from "vscode-languageclient/node";
import { paragraphsOfDiagnostic, source } from "../../eslint-plugin/src/server/protocol.js";

/** VS Code shows a diagnostic and its path itself, right above the page that the server has on it: they are not said twice. */
export const provideHover: NonNullable<HoverMiddleware["provideHover"]> = async (document, position, token, next) => {
  const hover = await next(document, position, token);
  if (!hover || !isUnderlined(document.uri, position)) return hover;
  const contents = hover.contents.map((content) =>
    content instanceof vscode.MarkdownString ? withoutDiagnostic(content) : content,
  );
  return new vscode.Hover(contents, hover.range);
};

/** Whether a finding of ours is shown there, not one of ESLint's in its place. */
function isUnderlined(uri: vscode.Uri, position: vscode.Position): boolean {
  const diagnostics = vscode.languages.getDiagnostics(uri);
  return diagnostics.some((diagnostic) => diagnostic.source === source && diagnostic.range.contains(position));
}

function withoutDiagnostic({ value }: vscode.MarkdownString): vscode.MarkdownString {
  return new vscode.MarkdownString(value.split("\n\n").slice(paragraphsOfDiagnostic).join("\n\n"));
}
