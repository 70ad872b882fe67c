import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { repository } from "../../scripts/run.mjs";
import { EnvironmentError } from "./environment-error.js";

const start = "<!-- corpus:start -->";
const end = "<!-- corpus:end -->";

/** Replaces what stands between the two corpus markers of the README. */
export async function updateReadme(block: string): Promise<void> {
  const path = join(repository, "README.md");
  const text = replaceBlock(readFileSync(path, "utf8"), block);
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

/**
 * @param text of a Markdown file with both markers
 * @param block goes between them, on lines of its own
 * @throws EnvironmentError when a marker is missing
 */
export function replaceBlock(text: string, block: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) {
    throw new EnvironmentError(`README.md needs the lines ${start} and ${end}, in this order.`);
  }
  return `${text.slice(0, from + start.length)}\n\n${block}\n\n${text.slice(to)}`;
}
