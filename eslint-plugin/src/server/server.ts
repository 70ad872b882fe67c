/** The language server: what the protocol asks for, in terms of a session. */
import { sep } from "node:path";
import calm from "../index.js";
import { type ActionData, codeActionsFor, editOf, resolveAction } from "./code-actions.js";
import { hoverAt } from "./hover.js";
import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  ExecuteCommandRequest,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocument,
  TextDocuments,
  TextDocumentSyncKind,
} from "./lsp.js";
import { pathOf } from "./paths.js";
import { uriOf } from "./positions.js";
import {
  fixAllKind,
  lintWorkspaceCommand,
  settingsSection,
  statusMethod,
  visibleDocumentsMethod,
  type VisibleDocumentsParams,
} from "./protocol.js";
import { Session } from "./session.js";
import { type EditorSettings, readSettings } from "./settings.js";
import { watchFiles } from "./watch.js";
import { lintWorkspace } from "./workspace-lint.js";

/**
 * Serves a client until it says goodbye.
 *
 * @param connection - Not listening yet.
 * @example startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout));
 */
export function startServer(connection: Connection): void {
  new Server(connection).listen();
}

class Server {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #session: Session;
  readonly #complaints = new Set<string>();
  #params: InitializeParams | undefined;
  #folders: readonly string[] = [];
  /** What a client has sent that cannot be asked. */
  #pushed: unknown;
  #stopWatching: (() => void) | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#session = new Session({
      publish: (uri, diagnostics, version) => {
        void connection.sendDiagnostics({
          uri,
          diagnostics: [...diagnostics],
          ...(version !== undefined && { version }),
        });
      },
      status: (status) => void connection.sendNotification(statusMethod, status),
      log: (level, line) => {
        connection.console[level](line);
      },
      settingsFor: (uri) => this.#settingsFor(uri),
    });
  }

  listen(): void {
    const [connection, session, documents] = [this.#connection, this.#session, this.#documents];
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onShutdown(() => {
      session.stop();
      this.#stopWatching?.();
    });
    documents.onDidOpen(({ document }) => void session.open(document));
    documents.onDidChangeContent(({ document }) => {
      session.changed(document);
    });
    documents.onDidSave(({ document }) => {
      session.saved(document.uri);
    });
    documents.onDidClose(({ document }) => {
      session.close(document.uri);
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      session.changedOnDisk(changes.map(({ uri, type }) => ({ uri, isOnlyText: type === FileChangeType.Changed })));
    });
    connection.onDidChangeConfiguration(({ settings }: { readonly settings: unknown }) => {
      this.#pushed = settings;
      return session.changedSettings();
    });
    connection.onNotification(visibleDocumentsMethod, ({ uris }: VisibleDocumentsParams) => {
      session.setVisible(uris);
    });
    connection.onHover(({ textDocument, position }) => {
      const open = session.find(textDocument.uri);
      return open === undefined ? null : hoverAt(session, open, position);
    });
    connection.onCodeAction(({ textDocument, range, context }) => {
      const open = session.find(textDocument.uri);
      return open === undefined ? [] : [...codeActionsFor(session, open, range, context.only)];
    });
    connection.onCodeActionResolve((action) => {
      const data = action.data as ActionData | undefined;
      const open = data === undefined ? undefined : session.find(data.uri);
      if (data === undefined || open === undefined) return action;
      const edits = resolveAction(session, open, data);
      return edits === null ? action : { ...action, edit: editOf(open, edits) };
    });
    // Not by `onExecuteCommand`, which takes the client's token out of what it hands on: there is no telling then whether one came.
    connection.onRequest(ExecuteCommandRequest.type, async ({ command, workDoneToken }, token) => {
      if (command !== lintWorkspaceCommand) return null;
      const own = workDoneToken === undefined ? await connection.window.createWorkDoneProgress() : null;
      const progress = own ?? connection.window.attachWorkDoneProgress(workDoneToken);
      progress.begin("Linting the workspace", 0, undefined, true);
      session.tellStatus("linting");
      const result = await lintWorkspace(session, this.#folders, {
        isCancelled: () => token.isCancellationRequested || own?.token.isCancellationRequested === true,
        progress: (done, total, path) => {
          progress.report(Math.floor((100 * done) / total), path);
        },
        settingsFor: (uri) => this.#settingsFor(uri),
        publish: (uri, diagnostics) => void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] }),
        log: (line) => {
          connection.console.warn(line);
        },
      });
      progress.done();
      session.tellStatus();
      return result;
    });
    documents.listen(connection);
    connection.listen();
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#params = params;
    this.#pushed = params.initializationOptions;
    this.#folders = (params.workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri) ?? []);
    return {
      serverInfo: { name: "calm", ...(calm.meta?.version !== undefined && { version: calm.meta.version }) },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: true },
        executeCommandProvider: { commands: [lintWorkspaceCommand], workDoneProgress: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  async #initialized(): Promise<void> {
    const { workspace } = this.#params?.capabilities ?? {};
    const session = this.#session;
    await this.#connection.sendNotification(statusMethod, { state: "starting", findings: 0 });
    if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      await this.#connection.client.register(DidChangeConfigurationNotification.type, { section: settingsSection });
    }
    if (workspace?.workspaceFolders === true) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.flatMap(({ uri }) => pathOf(uri) ?? []));
        const come = added.flatMap(({ uri }) => pathOf(uri) ?? []);
        this.#folders = [...this.#folders.filter((folder) => !gone.has(folder)), ...come];
      });
    }
    const canWatch = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.#stopWatching = await watchFiles(this.#connection, canWatch, this.#folders, {
      changed: (path) => {
        session.changedOnDisk([{ uri: uriOf(path), isOnlyText: false }]);
      },
      verify: () => {
        session.verify();
      },
    });
    session.lintAll();
  }

  async #settingsFor(uri: string): Promise<EditorSettings> {
    const canAsk = this.#params?.capabilities.workspace?.configuration === true;
    const value: unknown = canAsk
      ? await this.#connection.workspace.getConfiguration({ scopeUri: uri, section: settingsSection })
      : sectionOf(this.#pushed);
    const { settings, complaints } = readSettings(value, this.#folderOf(uri));
    for (const complaint of complaints) {
      if (!this.#complaints.has(complaint)) this.#connection.console.warn(complaint);
      this.#complaints.add(complaint);
    }
    return settings;
  }

  /** The innermost folder of the workspace that holds a file. */
  #folderOf(uri: string): string {
    const path = pathOf(uri) ?? "";
    const around = this.#folders.filter((folder) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
    return around.sort((a, b) => b.length - a.length)[0] ?? process.cwd();
  }
}

/** Clients push settings with the name of their section around them, or without. */
function sectionOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && settingsSection in value
    ? (value as Readonly<Record<string, unknown>>)[settingsSection]
    : value;
}
