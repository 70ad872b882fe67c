/** Linting every file of a workspace, without opening any. */
import { readFile } from "node:fs/promises";
import { UsageError } from "../linting/errors.js";
import { findFiles } from "../linting/files.js";
import { mayMatter } from "../model/gate.js";
import { knowledgeIn } from "../settings.js";
import { diagnosticsOf } from "./diagnostics.js";
import type { Diagnostic } from "./lsp.js";
import { Positions, uriOf } from "./positions.js";
import type { WorkspaceResult } from "./protocol.js";
import type { Session } from "./session.js";
import type { EditorSettings } from "./settings.js";

/** What a run tells while it runs, and whether it is to go on. */
export interface Run {
  readonly isCancelled: () => boolean;
  readonly progress: (done: number, total: number, path: string) => void;
  readonly settingsFor: (uri: string) => Promise<EditorSettings>;
  readonly publish: (uri: string, diagnostics: readonly Diagnostic[]) => void;
  /** What is wrong with a file, or a folder; one line. */
  readonly log: (line: string) => void;
}

/**
 * Looks at the files that the command would, one at a time; messages are read between two of them. Files that are open have their findings
 * already.
 *
 * @param folders - Absolute paths of the workspace.
 */
export async function lintWorkspace(session: Session, folders: readonly string[], run: Run): Promise<WorkspaceResult> {
  const found = await Promise.all(folders.map((folder) => filesIn(folder, run)));
  // Folders of a workspace may lie in each other.
  const files = [...new Set(found.flat())];
  let [linted, findings] = [0, 0];
  for (const [index, path] of files.entries()) {
    if (run.isCancelled()) return { files: linted, findings, cancelled: true };
    run.progress(index, files.length, path);
    findings += await lintFile(session, path, run);
    linted += 1;
    await new Promise(setImmediate);
  }
  return { files: linted, findings, cancelled: false };
}

async function filesIn(folder: string, { log }: Run): Promise<readonly string[]> {
  try {
    return (await findFiles([], folder)).files;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    log(`${folder}: ${error.message}`);
    return [];
  }
}

/** @returns How many findings it has. */
async function lintFile(session: Session, path: string, run: Run): Promise<number> {
  const open = session.openDocuments.find((document) => document.path === path);
  if (open !== undefined) {
    const inspection = session.inspect(open);
    return inspection?.kind === "linted" ? inspection.findings.length : 0;
  }
  const uri = uriOf(path);
  const settings = await run.settingsFor(uri);
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null || !settings.enable || text.length > settings.maxFileSize * 1024) return 0;
  if (!mayMatter(text, knowledgeIn(settings.functions, path))) return 0;
  const inspection = session.inspector.inspect(path, settings);
  if (inspection.kind === "untyped") run.log(`${path}: ${inspection.reason}`);
  if (inspection.kind !== "linted") return 0;
  const diagnostics = diagnosticsOf(inspection.findings, uri, new Positions(text), settings.severity);
  run.publish(uri, diagnostics);
  session.list(uri, diagnostics.length > 0 ? { path, settings } : null);
  return diagnostics.length;
}
