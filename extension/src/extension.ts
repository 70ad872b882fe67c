import * as vscode from "vscode";
import { registerCommands } from "./commands.js";
import { languages, leaveComponentsAlone } from "./languages.js";
import { Server } from "./server.js";
import { needsRestart } from "./settings.js";
import { Status } from "./status.js";

/** What {@link deactivate} ends: VS Code does not pass it on. */
let server: Server | undefined;

/**
 * Called by VS Code when the first document of our languages is opened, or one of our commands is used. Starts the language server, also in
 * a workspace that is not trusted: nothing of the workspace is executed.
 *
 * @param context where the extension is installed, and what to dispose of when it is turned off
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Enhance Your Calm", { log: true });
  const status = new Status(languages);
  const running = new Server(context.asAbsolutePath("dist/server/server.cjs"), log, status);
  server = running;
  context.subscriptions.push(
    log,
    status,
    leaveComponentsAlone(log),
    ...registerCommands(context.extensionUri, running, log),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (needsRestart(change)) await running.restart();
    }),
  );
  void running.start();
}

/** Called by VS Code when it ends, or the extension is turned off or updated. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
