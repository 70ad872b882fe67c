import * as vscode from "vscode";

/**
 * Called by VS Code when one of the contributed commands is first used.
 *
 * @param context where the extension is installed, and what to dispose of when it is turned off
 */
export function activate(context: vscode.ExtensionContext): void {
  const rulePage = vscode.Uri.joinPath(context.extensionUri, "eslint-plugin/docs/rules/no-unconsumed-body.md");
  context.subscriptions.push(
    vscode.commands.registerCommand("enhanceYourCalm.openRuleDocumentation", () =>
      vscode.commands.executeCommand("markdown.showPreview", rulePage),
    ),
  );
}
