/** Hearing of changes on the disk. */
import ts from "typescript";
import { type Connection, DidChangeWatchedFilesNotification } from "./lsp.js";

/** Milliseconds between two looks at files that are known, where nobody tells that they change: at about 10 µs a file. */
const interval = 2000;

/** Who is told of changes. */
export interface Listener {
  /** A file or folder, by its absolute path, has come or gone. */
  readonly changed: (path: string) => void;
  /** Files that are known may hold something else. */
  readonly verify: () => void;
}

/**
 * Clients that watch files do so for us, with one watcher for all that they run. For others we watch the folders of the workspace for what comes
 * and goes, and look at the files that we know from time to time.
 *
 * @param folders - Absolute paths.
 * @returns Ends it.
 */
export async function watchFiles(
  connection: Connection,
  clientCanWatch: boolean,
  folders: readonly string[],
  { changed, verify }: Listener,
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
  const timer = setInterval(verify, interval);
  return () => {
    clearInterval(timer);
    for (const watcher of watchers) watcher.close();
  };
}
