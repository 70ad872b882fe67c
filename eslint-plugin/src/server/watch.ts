/** Hearing of changes on the disk. */
import ts from "typescript";
import { type Connection, DidChangeWatchedFilesNotification } from "./lsp.js";

/**
 * Clients that watch files do so for us, with one watcher for all that they run. For others we watch the folders of the workspace ourselves.
 *
 * @param folders - Absolute paths.
 * @param changed - Told absolute paths or URIs of what has changed.
 * @returns Ends it.
 */
export async function watchFiles(
  connection: Connection,
  clientCanWatch: boolean,
  folders: readonly string[],
  changed: (path: string) => void,
): Promise<() => void> {
  if (clientCanWatch) {
    // Folders too: one that is removed or renamed is told without what was in it.
    const registered = await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: "**/*" }],
    });
    return () => {
      registered.dispose();
    };
  }
  const watchers = folders.flatMap(
    (folder) =>
      ts.sys.watchDirectory?.(folder, changed, true, {
        excludeDirectories: ["**/node_modules/*/**", "**/.git"],
      }) ?? [],
  );
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}
