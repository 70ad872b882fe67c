const said = new Set<string>();

/**
 * A line on stderr, the first time in this process that there is reason for it: it holds for a project, not for each of its files.
 *
 * @param text - One sentence.
 */
export function warnOnce(text: string): void {
  if (!said.has(text)) {
    said.add(text);
    console.error(`calm: ${text}`);
  }
}
