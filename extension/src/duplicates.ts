import * as vscode from "vscode";
import type { HandleDiagnosticsSignature, Middleware } from "vscode-languageclient/node";

/**
 * Keeps a finding from standing twice where the ESLint extension reports it too: ours gives way for as long as the other one stands. Hover
 * and fixes stay ours either way, as they are asked for by position.
 */
export class Duplicates implements vscode.Disposable {
  /** What the server found, by document, published or not. */
  readonly #found = new Map<string, Found>();
  readonly #listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    for (const uri of uris) {
      const found = this.#found.get(uri.toString());
      if (found !== undefined) publish(uri, found);
    }
  });

  /** Stands between the client and what it publishes. */
  readonly handleDiagnostics: NonNullable<Middleware["handleDiagnostics"]> = (uri, diagnostics, next) => {
    const found: Found = { diagnostics, next, published: undefined };
    if (diagnostics.length === 0) this.#found.delete(uri.toString());
    else this.#found.set(uri.toString(), found);
    publish(uri, found);
  };

  dispose(): void {
    this.#listener.dispose();
    this.#found.clear();
  }
}

interface Found {
  readonly diagnostics: readonly vscode.Diagnostic[];
  readonly next: HandleDiagnosticsSignature;
  /** Those of them that were published last. */
  published: readonly vscode.Diagnostic[] | undefined;
}

/** Publishes what nobody else reports, if that is not what stands there already: publishing is a change of diagnostics too. */
function publish(uri: vscode.Uri, found: Found): void {
  const theirs = new Set(vscode.languages.getDiagnostics(uri).filter(isOfEslint).map(ruleAndLine));
  const left = found.diagnostics.filter((diagnostic) => !theirs.has(ruleAndLine(diagnostic)));
  if (found.published?.length === left.length && left.every((diagnostic) => found.published?.includes(diagnostic))) {
    return;
  }
  found.published = left;
  found.next(uri, left);
}

function isOfEslint({ source }: vscode.Diagnostic): boolean {
  return source === "eslint";
}

/** The line, as the other's columns may be those of another version of the rule. */
function ruleAndLine({ code, range }: vscode.Diagnostic): string {
  const rule = typeof code === "object" ? code.value : code;
  return `${rule ?? ""}:${range.start.line}`;
}
