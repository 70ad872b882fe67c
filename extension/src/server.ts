import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { createClient } from "./client.js";
import {
  statusMethod,
  type StatusParams,
  visibleDocumentsMethod,
  type VisibleDocumentsParams,
} from "../../eslint-plugin/src/server/protocol.js";
import { languages } from "./languages.js";
import type { Status } from "./status.js";

/** The language server's life: one client and one process at a time, in this order, however fast it is asked for. */
export class Server {
  readonly #module: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #status: Status;
  #client: LanguageClient | undefined;
  #listeners: readonly vscode.Disposable[] = [];
  #turn: Promise<void> = Promise.resolve();

  /**
   * @param module path of the server's bundle
   * @param log takes what the server says
   * @param status shows how it is
   */
  constructor(module: string, log: vscode.LogOutputChannel, status: Status) {
    this.#module = module;
    this.#log = log;
    this.#status = status;
  }

  /** The client, once the server has started; undefined if it does not run. */
  async running(): Promise<LanguageClient | undefined> {
    await this.#turn;
    return this.#client?.isRunning() === true ? this.#client : undefined;
  }

  /** Starts the server; what goes wrong is in the log and the status. */
  start(): Promise<void> {
    return this.#next(() => this.#start());
  }

  /** Ends the server, and takes its findings away. */
  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  /** A new process, which takes the settings as they are now and forgets how often the last one crashed. */
  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(step);
    return this.#turn;
  }

  async #start(): Promise<void> {
    this.#status.show({ state: "starting", findings: 0 });
    const { client, duplicates } = createClient(this.#module, this.#log, () => {
      void this.#offerRestart();
    });
    this.#client = client;
    this.#listeners = [
      duplicates,
      client.onNotification(statusMethod, (status: StatusParams) => {
        this.#status.show(status);
      }),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.#tellVisibleDocuments();
        else this.#status.show(statusOf(newState));
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        this.#tellVisibleDocuments();
      }),
    ];
    try {
      await client.start();
    } catch (error) {
      this.#log.error("The server did not start.", error);
      this.#status.show({ state: "error", findings: 0, message: "did not start" });
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    for (const listener of this.#listeners) listener.dispose();
    this.#listeners = [];
    try {
      await client?.dispose();
    } catch (error) {
      this.#log.warn("The server did not end in time.", error);
    }
  }

  /** What is visible is linted first, and again after each change. */
  #tellVisibleDocuments(): void {
    const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
    const ours = documents.filter((document) => vscode.languages.match(languages, document) > 0);
    const client = this.#client;
    if (client?.isRunning() !== true) return;
    const uris = [...new Set(ours.map(({ uri }) => client.code2ProtocolConverter.asUri(uri)))];
    void client.sendNotification(visibleDocumentsMethod, { uris } satisfies VisibleDocumentsParams);
  }

  async #offerRestart(): Promise<void> {
    const message =
      "Enhance Your Calm: the server ended unexpectedly five times within three minutes and stays off. " +
      "If the log speaks of memory, raise enhanceYourCalm.server.memoryLimit.";
    const choice = await vscode.window.showErrorMessage(message, "Restart", "Show Log");
    if (choice === "Restart") await this.restart();
    else if (choice === "Show Log") this.#log.show();
  }
}

/** How the server is while it cannot say so itself. */
function statusOf(state: Exclude<State, State.Running>): StatusParams {
  return state === State.Starting
    ? { state: "starting", findings: 0 }
    : { state: "error", findings: 0, message: "the server is not running" };
}
