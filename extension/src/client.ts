import type * as vscode from "vscode";
import {
  CloseAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";
import { settingsSection, source } from "../../eslint-plugin/src/server/protocol.js";
import { Duplicates } from "./duplicates.js";
import { provideHover } from "./hover.js";
import { languages } from "./languages.js";
import { heapLimit } from "./settings.js";

/**
 * A client whose server is a process of its own, with a limit of its own to its memory.
 *
 * @param module path of the server's bundle
 * @param log takes what client and server say
 * @param gaveUp called when the server has crashed so often that it is not started again
 * @returns the client, not yet started, and what keeps findings from standing twice
 */
export function createClient(
  module: string,
  log: vscode.LogOutputChannel,
  gaveUp: () => void,
): { readonly client: LanguageClient; readonly duplicates: Duplicates } {
  const duplicates = new Duplicates();
  const server: ServerOptions = {
    module,
    transport: TransportKind.ipc,
    options: { execArgv: [`--max-old-space-size=${heapLimit(log)}`] },
  };
  const options: LanguageClientOptions = {
    documentSelector: languages,
    diagnosticCollectionName: source,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: { handleDiagnostics: duplicates.handleDiagnostics, provideHover },
    errorHandler: {
      error: (...failure) => library.error(...failure),
      closed: async () => {
        const result = await library.closed();
        if (result.action === CloseAction.DoNotRestart) gaveUp();
        return { ...result, handled: true };
      },
    },
  };
  const client = new LanguageClient(settingsSection, "Enhance Your Calm", server, options);
  // How often a server may crash until it is not started again is the library's to know; only the message is ours.
  const library = client.createDefaultErrorHandler();
  return { client, duplicates };
}
