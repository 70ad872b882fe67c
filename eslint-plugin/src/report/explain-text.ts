/** An explanation as a text for terminals and bug reports. */
import type { Answer, Explanation, PathStep } from "./explanation.js";
import { headings, nearby } from "./explain-words.js";

/**
 * The text: the line itself, then each answer with its path, its reasons, and what would change it.
 *
 * @returns Lines without colours, and without a line break at the end.
 * @example
 * // src/user.ts:4: if (!res.ok) throw new Error("no user");
 * //
 * // The body of `res` (fetch, line 3) is neither read nor cancelled when `!res.ok`.
 * //
 * //   3:21  const res = await fetch(url);
 * //         `fetch` acquires the body
 * //   …
 */
export function explanationText({ file, line, source, answers, nearby: near }: Explanation): string {
  const title = `${file}:${String(line)}: ${source}`.trimEnd();
  const lines =
    answers.length > 0
      ? answers.flatMap((answer, index) => ["", ...answerLines(answer, answers[index - 1])])
      : ["", ...nothing(near)];
  return [title, ...lines].join("\n");
}

function answerLines({ headline, path, because, change, stack }: Answer, before?: Answer): readonly string[] {
  const isRepeated = because.length > 1 && because.join("\n") === before?.because.join("\n");
  return [
    headline,
    ...(path.length > 0 ? ["", ...pathLines(path)] : []),
    ...(isRepeated ? ["", indented(headings.asAbove)] : section(headings.because, because)),
    ...section(headings.change, change),
    ...(stack === undefined ? [] : ["", ...stack.split("\n").map(indented)]),
  ];
}

function pathLines(path: readonly PathStep[]): readonly string[] {
  const places = path.map(({ line, column }) => `${String(line)}:${String(column)}`);
  const width = Math.max(...places.map((place) => place.length));
  return path.flatMap(({ source, text }, index) => [
    indented(`${(places[index] ?? "").padEnd(width)}  ${source}`),
    indented(`${" ".repeat(width)}  ${text}`),
  ]);
}

function section(heading: string, sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : ["", indented(`${heading}:`), ...sentences.map((text) => indented(`- ${text}`))];
}

function nothing(near: Explanation["nearby"]): readonly string[] {
  if (near.length === 0) return [nearby.nothing(), nearby.none()];
  return [nearby.nothing(), nearby.lines(), ...near.map(({ line, text }) => indented(`${String(line)}: ${text}`))];
}

function indented(text: string): string {
  return `  ${text}`.trimEnd();
}
