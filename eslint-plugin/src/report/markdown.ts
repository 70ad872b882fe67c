/** Our sentences as Markdown: what they quote stays code, whatever stands in it, and the rest stays text. */

/**
 * A source text as a code span that nothing in it can end.
 *
 * @param source - Meant to be on one line; a line break becomes a blank.
 * @example codeSpan("`a`") // "`` `a` ``"
 */
export function codeSpan(source: string): string {
  const line = source.replace(/[\r\n]+/gu, " ");
  const fence = "`".repeat(longestRun(line) + 1);
  const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/**
 * Lines of code as a block that nothing in them can end.
 *
 * @param code - May have several lines.
 */
export function codeBlock(code: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}ts\n${code}\n${fence}`;
}

/**
 * A sentence of ours as Markdown: a callee like `a[0]<b>` in it, which is not quoted, means itself.
 *
 * @param sentence - Quotes are code spans, as `codeSpan` writes them.
 * @example markdownOf("`a<b>` (x<y>, line 2)") // "`a<b>` (x\\<y>, line 2)"
 */
export function markdownOf(sentence: string): string {
  return sentence.replace(spanOrSign, (found, fence?: string) => (fence === undefined ? `\\${found}` : found));
}

/** A code span, or a sign that Markdown would take for more than itself; addresses would become links. */
const spanOrSign = /(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|[\\`*_[\]<&~@]|:(?=\/\/)|(?<=www)\./giu;

/**
 * A link, or its text alone where there is nowhere to go.
 *
 * @param text - Markdown.
 * @param url - Percent-encoded, except perhaps for what would end the link.
 */
export function link(text: string, url: string | null): string {
  return url === null ? text : `[${text}](${url.replace(/[()<>\\\s]/gu, percentEncoded)})`;
}

/** `encodeURIComponent` lets brackets be. */
function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
}
