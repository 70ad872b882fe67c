/** All tables as one, and the look-up by declaration. */
import type { Origin } from "../typed/types.js";
import { axiosRows } from "./axios.js";
import { gotRows } from "./got.js";
import { honoRows } from "./hono.js";
import { kyRows } from "./ky.js";
import { languageRows } from "./language.js";
import { needleRows } from "./needle.js";
import { nodeFetchRows } from "./node-fetch.js";
import { nodeHttpRows } from "./node-http.js";
import { nodeHttp2Rows } from "./node-http2.js";
import { nodeStreamRows } from "./node-stream.js";
import { ofetchRows } from "./ofetch.js";
import { openaiRows } from "./openai.js";
import { openapiFetchRows } from "./openapi-fetch.js";
import { s3Rows } from "./s3.js";
import type { CallRow } from "./types.js";
import { undiciRows } from "./undici.js";
import { superagentRows } from "./superagent.js";
import { webRows } from "./web.js";

export { memberEffect, resourceOf } from "./resources.js";

/** Every row of every table. */
export const allRows: readonly CallRow[] = [
  ...webRows,
  ...undiciRows,
  ...nodeFetchRows,
  ...gotRows,
  ...needleRows,
  ...axiosRows,
  ...superagentRows,
  ...nodeHttpRows,
  ...nodeHttp2Rows,
  ...nodeStreamRows,
  ...kyRows,
  ...ofetchRows,
  ...openapiFetchRows,
  ...honoRows,
  ...openaiRows,
  ...s3Rows,
  ...languageRows,
];

const ANY = "*";

/** Rows by the last element of their paths, so that most calls look at none. */
const rowsByName = new Map<string, readonly CallRow[]>();
for (const row of allRows) {
  for (const name of new Set(row.paths.map(lastOf))) rowsByName.set(name, [...(rowsByName.get(name) ?? []), row]);
}

function lastOf(path: readonly string[]): string {
  return path[path.length - 1] ?? ANY;
}

/**
 * The row that describes what is declared at `origin`.
 *
 * @example rowOf({ package: "lib", module: null, path: ["fetch"] })
 */
export function rowOf(origin: Origin): CallRow | undefined {
  const candidates = [...(rowsByName.get(lastOf(origin.path)) ?? []), ...(rowsByName.get(ANY) ?? [])];
  return candidates.find(
    (row) =>
      row.packages.includes(origin.package) &&
      (row.majors === undefined || (origin.major !== undefined && row.majors.includes(origin.major))) &&
      (origin.module === null ? row.modules === undefined : row.modules?.includes(origin.module) === true) &&
      row.paths.some((path) => matches(path, origin.path)),
  );
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length && pattern.every((element, index) => element === ANY || element === path[index])
  );
}

const acquiringRows = allRows.filter(({ model }) => model.kind === "acquire");

function namesOf({ names, paths }: CallRow): readonly string[] {
  return [...paths.map(lastOf), ...(names ?? [])];
}

const acquiringNames: ReadonlySet<string> = new Set(
  acquiringRows.filter(({ said }) => said === undefined).flatMap(namesOf),
);

/** Names that tell something only in a file that says a certain word, by that word. */
const namesByWord = new Map<string, readonly string[]>();
for (const row of acquiringRows) {
  if (row.said !== undefined) namesByWord.set(row.said, [...(namesByWord.get(row.said) ?? []), ...namesOf(row)]);
}

/** Whether some acquiring function of a table is declared under this name. */
export function isAcquiringName(name: string): boolean {
  return acquiringNames.has(name);
}

const acquiringModules: ReadonlySet<string> = new Set(
  acquiringRows.flatMap(({ packages, modules = [] }) => [
    ...packages.map((name) => name.replace(/^@types\//u, "")),
    ...modules.flatMap((name) => [name, `node:${name}`]),
  ]),
);

/** Whether some acquiring function of a table comes from what is imported from `specifier`. */
export function isAcquiringModule(specifier: string): boolean {
  return acquiringModules.has(specifier);
}

/**
 * The names of acquiring functions that count in a file with this text only.
 *
 * @example namesSaidIn('import needle from "needle";').has("post") // true
 */
export function namesSaidIn(text: string): ReadonlySet<string> {
  return new Set([...namesByWord].flatMap(([word, names]) => (text.includes(word) ? names : [])));
}
