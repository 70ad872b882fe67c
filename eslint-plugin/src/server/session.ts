/** What is open, what was said of it, and what has to be looked at again. */
import { diagnosticsOf, shownOf } from "./diagnostics.js";
import { type Inspection, Inspector } from "./inspector.js";
import type { Linted } from "./lint.js";
import type { Client, FileChange, ListedFile, OpenDocument } from "./documents.js";
import type { TextDocument } from "./lsp.js";
import { Positions } from "./positions.js";
import { mayConcern, pathOf, refusalOf } from "./paths.js";
import { Programs } from "./programs/programs.js";
import { Texts } from "./programs/texts.js";
import { Scheduler } from "./scheduler.js";
import { defaultSettings } from "./settings.js";

export class Session {
  readonly texts = new Texts();
  readonly programs = new Programs(this.texts);
  readonly inspector = new Inspector(this.texts, this.programs);
  readonly #client: Client;
  readonly #open = new Map<string, OpenDocument>();
  readonly #scheduler: Scheduler;
  readonly #said = new Set<string>();
  /** Null as long as the client does not say. */
  #visible: ReadonlySet<string> | null = null;
  /** Files that are not open and whose findings the client shows. */
  readonly #listed = new Map<string, ListedFile>();
  /** The workspace has been linted: findings of files that are not open are expected from then on. */
  #isListing = false;

  constructor(client: Client) {
    this.#client = client;
    this.#scheduler = new Scheduler(
      (uri) => {
        this.#lint(uri);
      },
      () => {
        this.tellStatus();
      },
    );
  }

  get openDocuments(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  find(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  async open(document: TextDocument): Promise<void> {
    const { uri } = document;
    const path = pathOf(uri);
    if (path === null) return;
    const refusal = refusalOf(path);
    if (refusal !== null) {
      this.#client.log("info", `${path} is left alone: ${refusal}`);
      return;
    }
    this.#listed.delete(uri);
    this.#open.set(uri, {
      document,
      path,
      settings: defaultSettings,
      savedVersion: document.version,
      shown: null,
      trouble: undefined,
    });
    this.texts.setBuffer(path, document.getText());
    this.#tellOpen();
    await this.#readSettings(uri);
    this.#scheduler.request([uri]);
  }

  changed({ uri }: TextDocument): void {
    const open = this.#open.get(uri);
    if (open === undefined) return;
    this.texts.setBuffer(open.path, open.document.getText());
    if (open.settings.run === "onType") this.lintAll(uri);
  }

  saved(uri: string): void {
    // Whatever runs when files are saved may have changed others, and not everybody tells of that.
    this.texts.verify();
    const open = this.#open.get(uri);
    if (open !== undefined) {
      open.savedVersion = open.document.version;
      this.lintAll(uri);
    }
    this.#lintListed();
  }

  /** Files on the disk may have changed without anybody telling. */
  verify(): void {
    if (this.#open.size === 0 || !this.texts.verify()) return;
    this.lintAll();
    this.#lintListed();
  }

  close(uri: string): void {
    const open = this.#open.get(uri);
    if (open === undefined) return;
    this.#open.delete(uri);
    this.#scheduler.forget(uri);
    this.texts.closeBuffer(open.path);
    this.#tellOpen();
    if (this.#isListing) this.list(uri, open);
    else this.#client.publish(uri, []);
    this.lintAll();
    this.#lintListed();
    this.tellStatus();
  }

  /** Files or folders on the disk have changed, come or gone. */
  changedOnDisk(changes: readonly FileChange[]): void {
    const due = changes.filter(({ uri, isOnlyText }) => {
      const path = pathOf(uri);
      return path !== null && mayConcern(path) && this.texts.changedOnDisk(path, isOnlyText);
    });
    if (due.length === 0) return;
    this.lintAll();
    this.#lintListed();
  }

  /**
   * Says what the client shows of a file that is not open: it is looked at again whenever the disk changes.
   *
   * @param listed - Null if nothing is shown of it.
   */
  list(uri: string, listed: ListedFile | null): void {
    this.#isListing = true;
    if (listed === null) this.#listed.delete(uri);
    else this.#listed.set(uri, { path: listed.path, settings: listed.settings });
  }

  setVisible(uris: readonly string[]): void {
    const before = this.#visible;
    this.#visible = new Set(uris);
    const appeared = uris.filter((uri) => this.#open.has(uri) && before?.has(uri) !== true);
    this.#scheduler.request(appeared);
  }

  async changedSettings(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((uri) => this.#readSettings(uri)));
    for (const open of this.#open.values()) open.shown = null;
    this.#scheduler.request(this.#visibleDocuments());
  }

  /**
   * Asks for all visible documents to be looked at: what one file says may change what is found in any other. Those whose user wants to hear
   * only when they are saved wait for that.
   */
  lintAll(first?: string): void {
    const due = this.#visibleDocuments().filter((uri) => uri !== first && !this.#waitsForSave(uri));
    this.#scheduler.request([...(first === undefined ? [] : [first]), ...due]);
  }

  stop(): void {
    this.#scheduler.stop();
  }

  /** What is to be said of an open document at this moment; null where nothing is. */
  inspect({ document, path, settings }: OpenDocument): Inspection | null {
    if (!settings.enable) return null;
    if (document.getText().length > settings.maxFileSize * 1024) {
      this.#sayOnce(
        `${path} is left alone: larger than enhanceYourCalm.maxFileSize (${String(settings.maxFileSize)} KB)`,
      );
      return null;
    }
    return this.inspector.inspect(path, settings);
  }

  /** What is typed and not saved yet may concern them, too; that it counts for open documents is enough while somebody types. */
  #lintListed(): void {
    this.#scheduler.append([...this.#listed.keys()]);
  }

  #lintFile(uri: string, { path, settings }: ListedFile): void {
    const inspection = this.#attempt(path, () => this.inspector.inspect(path, settings));
    if (inspection === "failed") return;
    const findings = inspection.kind === "linted" ? inspection.findings : [];
    const positions = new Positions(this.texts.textOf(path) ?? "");
    this.#client.publish(uri, diagnosticsOf(findings, uri, positions, settings.severity));
    if (findings.length === 0) this.#listed.delete(uri);
  }

  #lint(uri: string): void {
    const open = this.#open.get(uri);
    if (open === undefined) {
      const listed = this.#listed.get(uri);
      if (listed !== undefined) this.#lintFile(uri, listed);
      return;
    }
    const inspection = this.#attempt(open.path, () => this.inspect(open));
    if (inspection === "failed") {
      open.trouble = `internal error in ${open.path}`;
      return;
    }
    switch (inspection?.kind) {
      case undefined:
        open.trouble = undefined;
        this.#show(open, null);
        break;
      case "linted":
        open.trouble = inspection.failures[0];
        for (const failure of inspection.failures) this.#sayOnce(failure);
        this.#show(open, inspection);
        break;
      case "untyped":
        open.trouble = inspection.reason;
        this.#sayOnce(inspection.reason);
        this.#show(open, null);
        break;
      case "unparsable":
        // While somebody types. What was found before is still there, and its squiggle moves with the text.
        break;
    }
  }

  #show(open: OpenDocument, linted: Linted | null): void {
    const { document, settings } = open;
    const isKnown = open.shown !== null && open.shown === linted;
    open.shown = linted;
    if (isKnown) return;
    const findings = linted?.kind === "linted" ? linted.findings : [];
    const positions = new Positions(document.getText());
    this.#client.publish(
      document.uri,
      diagnosticsOf(findings, document.uri, positions, settings.severity),
      document.version,
    );
  }

  #visibleDocuments(): readonly string[] {
    return [...this.#open.keys()].filter((uri) => this.#visible?.has(uri) ?? true);
  }

  #waitsForSave(uri: string): boolean {
    const open = this.#open.get(uri);
    return open?.settings.run === "onSave" && open.document.version !== open.savedVersion;
  }

  async #readSettings(uri: string): Promise<void> {
    const settings = await this.#client.settingsFor(uri);
    const open = this.#open.get(uri);
    if (open !== undefined) open.settings = settings;
  }

  #tellOpen(): void {
    this.programs.setOpen(this.openDocuments.map(({ path }) => path));
  }

  /** Tells the client how the server is; `state`: that it is at something other than open documents. */
  tellStatus(state: "ready" | "linting" = "ready"): void {
    const open = this.openDocuments;
    const findings = open.flatMap(({ shown, settings }) =>
      shown?.kind === "linted" ? shownOf(shown.findings, settings.severity) : [],
    ).length;
    const trouble = open.map((document) => document.trouble).find((reason) => reason !== undefined);
    if (open.length > 0 && open.every(({ settings }) => !settings.enable)) {
      this.#client.status({ state: "off", findings: 0, message: "enhanceYourCalm.enable is false" });
    } else if (trouble !== undefined) {
      this.#client.status({ state: "error", findings, message: trouble });
    } else {
      this.#client.status({ state, findings });
    }
  }

  /** An error of ours costs the file that it happened in. */
  #attempt<Result>(path: string, look: () => Result): Result | "failed" {
    try {
      return look();
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#client.log("error", `internal error in ${path}: ${text}`);
      return "failed";
    }
  }

  #sayOnce(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#client.log("warn", line);
  }
}
