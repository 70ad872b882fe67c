/** The server as a process of its own: over the channel that its parent has opened, or over stdio. */
import { createConnection, ProposedFeatures } from "./lsp.js";
import { startServer } from "./server.js";

/**
 * Serves one client.
 *
 * @param transport - `auto`: as the command line of the process says (`--node-ipc`, `--stdio`), which is how vscode-languageclient starts it.
 */
export function serve(transport: "auto" | "stdio"): void {
  startServer(
    transport === "stdio"
      ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
      : createConnection(ProposedFeatures.all),
  );
}
