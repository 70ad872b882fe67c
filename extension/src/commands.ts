import * as vscode from "vscode";
import { copyEslintConfiguration } from "./eslint-configuration.js";
import { lintWorkspace } from "./lint-workspace.js";
import type { Server } from "./server.js";

/**
 * Registers the commands that package.json contributes.
 *
 * @param extension the folder of the extension
 * @param server what they are about
 * @param log what one of them shows
 * @returns what takes them away again
 */
export function registerCommands(
  extension: vscode.Uri,
  server: Server,
  log: vscode.LogOutputChannel,
): readonly vscode.Disposable[] {
  const rulePage = vscode.Uri.joinPath(extension, "eslint-plugin/docs/rules/no-unconsumed-body.md");
  const commands: Readonly<Record<string, () => unknown>> = {
    restart: () => server.restart(),
    showLog: () => {
      log.show();
    },
    lintWorkspace: () => lintWorkspace(server),
    openRuleDocumentation: () => vscode.commands.executeCommand("markdown.showPreview", rulePage),
    copyEslintConfiguration,
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`enhanceYourCalm.${name}`, run));
}
