/** What a session is about, and whom it talks to. */
import type { Linted } from "./lint.js";
import type { Diagnostic, TextDocument } from "./lsp.js";
import type { StatusParams } from "./protocol.js";
import type { EditorSettings } from "./settings.js";

/** What a session needs of whoever it talks to. */
export interface Client {
  publish(uri: string, diagnostics: readonly Diagnostic[], version?: number): void;
  status(status: StatusParams): void;
  log(level: "info" | "warn" | "error", line: string): void;
  /** The settings that hold for a document. */
  settingsFor(uri: string): Promise<EditorSettings>;
}

/** A document that is linted as long as it is open. */
export interface OpenDocument {
  /** The library's: its text and version are the newest. */
  readonly document: TextDocument;
  /** Absolute path. */
  readonly path: string;
  settings: EditorSettings;
  /** The document's, when it was opened or last saved. */
  savedVersion: number;
  /** What its diagnostics tell; null before the first time, and where nothing is told. */
  shown: Linted | null;
  /** Why it could not be looked at, or not wholly; one line. */
  trouble: string | undefined;
}

/** What somebody who watches the disk says. */
export interface FileChange {
  readonly uri: string;
  /** It was there before and is still there. */
  readonly isOnlyText: boolean;
}

/** A file in which linting the workspace has found something. */
export interface ListedFile {
  /** Absolute path. */
  readonly path: string;
  readonly settings: EditorSettings;
}
