import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { ExecuteCommandRequest, type LanguageClient, WorkDoneProgress } from "vscode-languageclient/node";
import { lintWorkspaceCommand, type WorkspaceResult } from "../../eslint-plugin/src/server/protocol.js";
import type { Server } from "./server.js";

type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** Lints all files of the workspace, with a progress that can be cancelled; the findings go to the Problems panel. */
export async function lintWorkspace(server: Server): Promise<void> {
  const client = await server.running();
  if (client === undefined) {
    const choice = await vscode.window.showErrorMessage("Enhance Your Calm: the server is not running.", "Restart");
    if (choice !== undefined) await server.restart();
    return;
  }
  const location = vscode.ProgressLocation.Notification;
  const result = await vscode.window.withProgress(
    { location, title: "Enhance Your Calm", cancellable: true },
    (progress, cancellation) => request(client, progress, cancellation),
  );
  await tell(result);
}

async function request(
  client: LanguageClient,
  progress: Progress,
  cancellation: vscode.CancellationToken,
): Promise<WorkspaceResult> {
  const workDoneToken = randomUUID();
  const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, steps(progress));
  const params = { command: lintWorkspaceCommand, arguments: [], workDoneToken };
  try {
    return (await client.sendRequest(ExecuteCommandRequest.type, params, cancellation)) as WorkspaceResult;
  } finally {
    listener.dispose();
  }
}

/** Turns percentages as the server counts them, from the start, into steps as VS Code does, from the last one; messages are paths. */
function steps(progress: Progress): (value: { message?: string; percentage?: number }) => void {
  let reached = 0;
  return ({ message, percentage = reached }) => {
    progress.report({
      increment: percentage - reached,
      ...(message !== undefined && { message: vscode.workspace.asRelativePath(message) }),
    });
    reached = percentage;
  };
}

async function tell({ files, findings, cancelled }: WorkspaceResult): Promise<void> {
  const checked = `${files} ${files === 1 ? "file" : "files"} checked`;
  const found = `${findings === 0 ? "no" : findings} ${findings === 1 ? "leak" : "leaks"}`;
  const message = `Enhance Your Calm: ${checked}${cancelled ? " until cancelled" : ""}, ${found}.`;
  const choice = await vscode.window.showInformationMessage(message, ...(findings > 0 ? ["Show Problems"] : []));
  if (choice !== undefined) await vscode.commands.executeCommand("workbench.actions.view.problems");
}
