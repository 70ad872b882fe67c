/**
 * Which files can hold a response at all, told by their text. Most files of a project cannot, and cost no parse, no program and no type.
 *
 * Errs towards looking: words may stand in comments, and `request` is an Express server's word too. It misses files that get their
 * responses from elsewhere under other names and never touch a member of them.
 */

import type { Knowledge } from "./knowledge.js";

/** Names of acquiring functions that are told apart from everyday words, also inside other names (`prefetch`, `doRequest`). */
const CLIENTS = [
  "fetch",
  "request",
  "undici",
  "responses?\\b",
  "getObject",
  "\\$(?:get|post|put|delete|options|patch|query|all)\\b",
] as const;

/** Options without which a client hands over no body. */
const OPTIONS = ["responseType", "parseAs"] as const;

/** Module names, as they stand in quotes. */
const MODULES = ["https?", "http2", "stream(?:/\\w+)?", "got", "needle", "ky"] as const;

/** Members that a response has and little else; a file that gets one under any name will use them. */
const MEMBERS = [
  "arrayBuffer",
  "bodyUsed",
  "getReader",
  "statusCode",
  "statusText",
  "json\\(",
  "ok\\b",
  "body\\b",
  "headers\\b",
] as const;

const MATTERS = new RegExp(
  [
    `(?:${[...CLIENTS, ...OPTIONS].join("|")})`,
    `["'\`](?:node:)?(?:${MODULES.join("|")})["'\`]`,
    `\\.\\s*(?:${MEMBERS.join("|")})`,
  ].join("|"),
  "iu",
);

/**
 * Whether a file with this text may acquire a response.
 *
 * @param knowledge - Functions that the user has named acquire as well.
 * @example mayMatter('export const sum = (a, b) => a + b;') // false
 */
export function mayMatter(text: string, knowledge?: Knowledge): boolean {
  return MATTERS.test(text) || knowledge?.mayMatter(text) === true;
}
