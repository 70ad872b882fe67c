/** Which files are a matter of the server. */
import { fileURLToPath } from "node:url";
import { isLinted } from "../linting/files.js";

/** @returns null for what is on no disk: a revision in a version control system, text without a name. */
export function pathOf(uri: string): string | null {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

/** Why a file is left alone; null if it is not. */
export function refusalOf(path: string): string | null {
  if (/[\\/]node_modules[\\/]/u.test(path)) return "it belongs to an installed package";
  return isLinted(path) ? null : "neither JavaScript nor TypeScript by its name";
}

/** What version control and tools' caches write by the thousand: `.git`, and hidden folders of `node_modules` but that of pnpm. */
const written = /[\\/]\.git(?:[\\/]|$)|[\\/]node_modules[\\/]\.(?!pnpm[\\/])/u;

/** Sources, configurations, and folders. */
export function mayConcern(path: string): boolean {
  return !written.test(path) && (isLinted(path) || /\.json$|[\\/][^.\\/]*$/u.test(path));
}
