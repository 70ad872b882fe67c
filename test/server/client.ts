/** An editor as far as the protocol goes, for a server in this process or in one of its own. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  FileChangeType,
  type Hover,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { ProposedFeatures } from "vscode-languageserver/node";
import { statusMethod, type StatusParams } from "../../eslint-plugin/src/server/protocol.js";
import { startServer } from "../../eslint-plugin/src/server/server.js";
import { project } from "../cli/command.js";

export interface ClientOptions {
  /** `enhanceYourCalm.*`. */
  readonly settings?: unknown;
  /** Whether the client watches files, and tells of changes; else the server has to. */
  readonly watches?: boolean;
  /** Streams of a server in another process; without them, one is started in this one. */
  readonly streams?: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };
}

/** How long a server may take for anything, in milliseconds, on a busy machine. */
const patience = 30_000;

/**
 * Nothing is under way when a server has answered so many questions, each some milliseconds after the last, without having said anything else: it
 * lints some milliseconds after a change. Questions, not time: a server that lints answers none, however long that takes.
 */
const [questions, between] = [5, 20];

export class EditorClient {
  readonly folder: string;
  readonly logs: string[] = [];
  readonly statuses: StatusParams[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  readonly connection: ProtocolConnection;
  settings: unknown;
  readonly #documents = new Map<string, TextDocument>();
  readonly #latest = new Map<string, PublishDiagnosticsParams>();
  #answered = 0;

  private constructor(folder: string, { settings, streams }: ClientOptions) {
    this.folder = folder;
    this.settings = settings ?? null;
    const { input, output } = streams ?? inThisProcess();
    this.connection = createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
    const { connection } = this;
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.#answered = 0;
      this.published.push(params);
      this.#latest.set(params.uri, params);
    });
    connection.onNotification(statusMethod, (status: StatusParams) => {
      this.#answered = 0;
      this.statuses.push(status);
    });
    connection.onNotification("window/logMessage", ({ message }: { readonly message: string }) => {
      this.logs.push(message);
    });
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("client/unregisterCapability", () => null);
    connection.onRequest("window/workDoneProgress/create", () => null);
    connection.onRequest("workspace/configuration", ({ items }: { readonly items: readonly unknown[] }) =>
      items.map(() => this.settings),
    );
    connection.listen();
  }

  /** @param files - Of the workspace, by their relative paths. */
  static async start(files: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<EditorClient> {
    const client = new EditorClient(project(files), options);
    const watches = options.watches ?? true;
    await client.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: client.uri(""),
      workspaceFolders: [{ uri: client.uri(""), name: "workspace" }],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: watches },
        },
        window: { workDoneProgress: true },
      },
    });
    await client.connection.sendNotification("initialized", {});
    return client;
  }

  uri(name: string): string {
    return pathToFileURL(this.path(name)).href;
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  /** @param text - Of the buffer; without it, what is on the disk. */
  async open(name: string, text = readFileSync(this.path(name), "utf8"), languageId = "typescript"): Promise<void> {
    const uri = this.uri(name);
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  text(name: string): string {
    return this.#document(name).getText();
  }

  /** Replaces the first occurrence of a text in a buffer, as typing would: by an incremental change. */
  async replace(name: string, old: string, text: string): Promise<void> {
    const document = this.#document(name);
    const start = document.getText().indexOf(old);
    if (start === -1) throw new Error(`${name} has no ${old}`);
    const range: Range = { start: document.positionAt(start), end: document.positionAt(start + old.length) };
    await this.edit(name, [{ range, newText: text }]);
  }

  async edit(name: string, edits: readonly TextEdit[]): Promise<void> {
    const document = this.#document(name);
    const text = TextDocument.applyEdits(document, [...edits]);
    const version = document.version + 1;
    const [only, ...others] = edits;
    const changes =
      only !== undefined && others.length === 0 ? [{ range: only.range, text: only.newText }] : [{ text }];
    this.#documents.set(document.uri, TextDocument.create(document.uri, document.languageId, version, text));
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: document.uri, version },
      contentChanges: changes,
    });
  }

  async save(name: string): Promise<void> {
    const uri = this.uri(name);
    writeFileSync(this.path(name), this.text(name));
    await this.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
  }

  async close(name: string): Promise<void> {
    this.#documents.delete(this.uri(name));
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri: this.uri(name) } });
  }

  /** Writes to the disk, behind the editor's back, and tells as an editor's watcher would. */
  async write(name: string, text: string | Uint8Array, isTold = true): Promise<void> {
    const isThere = existsSync(this.path(name));
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
    if (isTold) await this.tellWatched(name, isThere ? FileChangeType.Changed : FileChangeType.Created);
  }

  async remove(name: string): Promise<void> {
    rmSync(this.path(name), { recursive: true });
    await this.tellWatched(name, FileChangeType.Deleted);
  }

  async tellWatched(name: string, type: FileChangeType): Promise<void> {
    await this.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: this.uri(name), type }],
    });
  }

  /** What is shown of a file once nothing is under way. */
  async settled(name: string): Promise<readonly Diagnostic[]> {
    const from = Date.now();
    this.#answered = 0;
    while (!this.#isReady() || this.#answered < questions) {
      await this.connection.sendRequest("textDocument/hover", {
        textDocument: { uri: this.uri("none") },
        position: { line: 0, character: 0 },
      });
      this.#answered += 1;
      if (Date.now() - from > patience) throw new Error("the server does not come to rest");
      await new Promise((resolve) => setTimeout(resolve, between));
    }
    return this.#latest.get(this.uri(name))?.diagnostics ?? [];
  }

  /** The lines on which findings of a file start, 1-based, once nothing is under way. */
  async lines(name: string): Promise<readonly number[]> {
    return (await this.settled(name)).map(({ range }) => range.start.line + 1);
  }

  /** Waits until the findings of a file are on these lines: for changes of which nobody tells when they arrive. */
  async untilLines(name: string, lines: readonly number[]): Promise<void> {
    const from = Date.now();
    while (JSON.stringify(await this.lines(name)) !== JSON.stringify(lines)) {
      if (Date.now() - from > patience) {
        throw new Error(`findings of ${name} did not come to be on ${lines.join(", ")}`);
      }
    }
  }

  /** The range of the first occurrence of a text in a buffer. */
  rangeOf(name: string, text: string): Range {
    const document = this.#document(name);
    const start = document.getText().indexOf(text);
    return { start: document.positionAt(start), end: document.positionAt(start + text.length) };
  }

  async hover(name: string, at: string): Promise<string | null> {
    const { start } = this.rangeOf(name, at);
    const hover: Hover | null = await this.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: this.uri(name) },
      position: start,
    });
    return hover === null ? null : (hover.contents as { readonly value: string }).value;
  }

  async actions(name: string, at: string, only?: readonly string[]): Promise<readonly CodeAction[]> {
    return await this.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: this.uri(name) },
      range: this.rangeOf(name, at),
      context: { diagnostics: [], ...(only !== undefined && { only }) },
    });
  }

  /** Resolves an action and makes its edits in the buffer. */
  async apply(name: string, action: CodeAction): Promise<void> {
    const resolved: CodeAction =
      action.edit === undefined ? await this.connection.sendRequest("codeAction/resolve", action) : action;
    const [change] = resolved.edit?.documentChanges ?? [];
    if (change === undefined || !("edits" in change)) throw new Error(`${action.title} has no edit`);
    await this.edit(name, change.edits as TextEdit[]);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    this.connection.dispose();
  }

  #isReady(): boolean {
    return this.statuses.length > 0 && this.statuses.at(-1)?.state !== "starting";
  }

  #document(name: string): TextDocument {
    const document = this.#documents.get(this.uri(name));
    if (document === undefined) throw new Error(`${name} is not open`);
    return document;
  }
}

function inThisProcess(): { readonly input: PassThrough; readonly output: PassThrough } {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(ProposedFeatures.all, toServer, toClient));
  return { input: toClient, output: toServer };
}
