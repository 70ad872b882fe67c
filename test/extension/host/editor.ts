/** What the tests do in the editor, and how they wait for what follows. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually } from "../eventually.js";
import { fromHost } from "./environment.js";

export const rule = "calm/no-unconsumed-body";

/** A function with one leak, below `fetch(url)`. */
export const leak = `export async function ping(url: string): Promise<boolean> {
  const res = await fetch(url);
  return res.ok;
}
`;

/** The workspace's folder, a copy that the tests may do with as they like. */
export function root(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return folder.uri;
}

/** Writes a file and opens it in an editor, as a click would: what the API opens stays open for minutes after its editor. */
export async function open(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(root(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.toString(), uri.toString());
  return editor;
}

/** Closes all editors, whatever is unsaved in them. */
export async function closeAll(): Promise<void> {
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
}

/** Puts another text into the editor, as if it were typed. */
export async function type(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  assert.ok(
    await editor.edit((edit) => {
      edit.replace(everything, text);
    }),
  );
}

/** Our findings in a document, as they stand. */
export function findings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "calm");
}

/** Our findings in a document, once there are as many as expected. */
export async function findingsIn(uri: vscode.Uri, count: number): Promise<readonly vscode.Diagnostic[]> {
  await eventually(() => findings(uri).length === count, `${count} findings, not ${findings(uri).length}`);
  return findings(uri);
}

/** The only finding in a document. */
export async function findingIn(uri: vscode.Uri): Promise<vscode.Diagnostic> {
  const [finding] = await findingsIn(uri, 1);
  assert.ok(finding);
  return finding;
}

/** What is offered at a place, ours and others'. */
export async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<readonly vscode.CodeAction[]> {
  /** What they change is worked out for as many of them as this. */
  const resolved = 20;
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    kind.value,
    resolved,
  );
}

/** Applies an action as the menu would. */
export async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action, "no such action");
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit));
  const { command } = action;
  if (command) await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

/** The text of what shows at a place when one hovers over it. */
export async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ""))
    .join("\n");
}

/** What the extension and its server have written to their output. */
export function log(): string {
  const { logs } = fromHost();
  return readdirSync(logs, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("Enhance Your Calm.log"))
    .map((path) => readFileSync(join(logs, path), "utf8"))
    .join("");
}

/** Changes a setting of the workspace; `undefined` takes it away again. */
export async function configure(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration("enhanceYourCalm").update(name, value, vscode.ConfigurationTarget.Workspace);
}
