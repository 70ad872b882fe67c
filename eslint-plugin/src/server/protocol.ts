/**
 * What the server and its clients say to each other beyond the Language Server Protocol, and the names that users meet. Types and constants
 * only: the VS Code extension bundles this.
 */

/** Of diagnostics, and of our kinds of code actions. */
export const source = "calm";

/** The section of the client's settings. */
export const settingsSection = "enhanceYourCalm";

/** Files of these languages are linted. */
export const languages = ["javascript", "javascriptreact", "typescript", "typescriptreact"] as const;

/** `source.fixAll` of ours: what editors run on save, where the user says so. */
export const fixAllKind = `source.fixAll.${source}`;

/**
 * The page over a finding begins with so many paragraphs that say what its diagnostic does: what leaks, and on which path. A client that shows
 * that right above may leave them out.
 */
export const paragraphsOfDiagnostic = 2;

/** `workspace/executeCommand`: lints every file of the workspace. Takes a work-done token; answers with {@link WorkspaceResult}. */
export const lintWorkspaceCommand = "calm.lintWorkspace";

export interface WorkspaceResult {
  /** How many were linted. */
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
}

/** Notification to the client: how the server is. */
export const statusMethod = "calm/status";

export interface StatusParams {
  readonly state: "starting" | "ready" | "linting" | "off" | "error";
  /** In open documents. */
  readonly findings: number;
  /** Why, for `off` and `error`: one line. */
  readonly message?: string;
}

/** Notification to the server: what the user sees. Without it, every open document counts as visible. */
export const visibleDocumentsMethod = "calm/visibleDocuments";

export interface VisibleDocumentsParams {
  readonly uris: readonly string[];
}
