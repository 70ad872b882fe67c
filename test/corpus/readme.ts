import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { repository } from "../../scripts/run.mjs";
import { EnvironmentError } from "./environment-error.js";

/**
 * Replaces what stands between two markers of the README.
 *
 * @param name of the markers: `<!-- name:start -->` and `<!-- name:end -->`
 */
export async function updateReadme(name: string, block: string): Promise<void> {
  const path = join(repository, "README.md");
  const text = replaceBlock(readFileSync(path, "utf8"), name, block);
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

/**
 * @param text of a Markdown file with both markers
 * @param name of the markers
 * @param block goes between them, on lines of its own
 * @throws EnvironmentError when a marker is missing
 */
export function replaceBlock(text: string, name: string, block: string): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) {
    throw new EnvironmentError(`README.md needs the lines ${start} and ${end}, in this order.`);
  }
  return `${text.slice(0, from + start.length)}\n\n${block}\n\n${text.slice(to)}`;
}
