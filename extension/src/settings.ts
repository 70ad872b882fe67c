import * as vscode from "vscode";
import { settingsSection as section } from "../../eslint-plugin/src/server/protocol.js";

const memoryLimit = "server.memoryLimit";

/** In MB. A heap below the least of them does not hold TypeScript and its libraries. */
const heap = { least: 256, default: 4096 };

/**
 * The limit of the server's heap.
 *
 * @param log where a value that is none is named; the default holds instead
 * @returns the limit in MB
 */
export function heapLimit(log: vscode.LogOutputChannel): number {
  const value: unknown = vscode.workspace.getConfiguration(section).get(memoryLimit);
  if (typeof value === "number" && Number.isInteger(value) && value >= heap.least) return value;
  log.warn(
    `${section}.${memoryLimit} is ${JSON.stringify(value)}, not a whole number of at least ${heap.least}: ${heap.default} MB hold.`,
  );
  return heap.default;
}

/**
 * @param change what VS Code says of a change of settings
 * @returns whether it takes effect only in a new process
 */
export function needsRestart(change: vscode.ConfigurationChangeEvent): boolean {
  return change.affectsConfiguration(`${section}.${memoryLimit}`);
}
