// Draws docs/squiggle.png, the picture in the README: an editor's view of what the rule really reports about a sample.
// `node scripts/squiggle.mjs` after a build; needs Chromium (in $CHROMIUM, or `chromium` on the path).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import calm from "eslint-plugin-calm";
import ts from "typescript";
import { repository } from "./run.mjs";

const sample = `export async function getUser(id: string): Promise<User> {
  const res = await fetch(new URL(\`/users/\${id}\`, api));
  if (!res.ok) throw new Error(\`HTTP \${res.status}\`);
  return (await res.json()) as User;
}
`;
const context = `declare const api: URL;
interface User { readonly name: string }
`;

const width = 920;
const height = 248;

/**
 * @param {string} code
 * @returns {Linter.LintMessage} the only finding in it
 */
function findingIn(code) {
  const findings = new Linter({ cwd: repository }).verify(
    // The declarations stand behind the sample, so that the lines are those of the picture.
    code + context,
    [{ files: ["**/*.ts"], languageOptions: { parser } }, calm.configs.recommended],
    { filename: join(repository, "docs/sample.ts") },
  );
  const [finding] = findings;
  if (finding === undefined || findings.length > 1) {
    throw new Error(`One finding expected, not ${JSON.stringify(findings, null, 2)}`);
  }
  return finding;
}

/** A wave that runs on under spaces and from one colour to the next, which a text decoration does not. */
const wave = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="6" height="3"><path d="M0 2.5 L3 .5 L6 2.5" fill="none" stroke="#f14c4c"/></svg>`,
)}`;

/**
 * Colours of a dark editor, by what TypeScript's own classifier calls a token.
 *
 * @type {Map<number, string>}
 */
const colours = new Map([
  [ts.ClassificationType.keyword, "#569cd6"],
  [ts.ClassificationType.stringLiteral, "#ce9178"],
  [ts.ClassificationType.identifier, "#9cdcfe"],
]);
const classifier = ts.createClassifier();
const control = new Set(["export", "await", "if", "throw", "return", "as"]);
const types = new Set(["User", "Promise", "Error", "URL"]);
const functions = new Set(["getUser", "fetch", "json"]);

/**
 * @param {string} text
 * @param {number} kind a `ts.ClassificationType`
 */
function colourOf(text, kind) {
  if (control.has(text)) {
    return "#c586c0";
  }
  if (types.has(text) || text === "string") {
    return "#4ec9b0";
  }
  return functions.has(text) ? "#dcdcaa" : colours.get(kind);
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/**
 * One line of code as HTML.
 *
 * @param {string} line
 * @param {{ from: number; to: number } | null} underlined columns, 0-based
 */
function htmlOf(line, underlined) {
  const html = { before: "", underlined: "", after: "" };
  /** @param {number} column */
  const partAt = (column) =>
    underlined === null || column < underlined.from ? "before" : column < underlined.to ? "underlined" : "after";
  // Triples of start, length and kind of token.
  const { spans } = classifier.getEncodedLexicalClassifications(line, ts.EndOfLineState.None, false);
  let end = 0;
  for (let index = 0; index < spans.length; index += 3) {
    const [start = 0, length = 0, kind = 0] = spans.slice(index, index + 3);
    const text = line.slice(start, start + length);
    const colour = colourOf(text, kind);
    html[partAt(end)] += escaped(line.slice(end, start));
    html[partAt(start)] +=
      colour === undefined ? escaped(text) : `<span style="color:${colour}">${escaped(text)}</span>`;
    end = start + length;
  }
  return `${html.before}<span class="squiggle">${html.underlined}</span>${html.after}`;
}

/** @param {Linter.LintMessage} finding */
function pageOf({ line: reported, column, endColumn, message, ruleId }) {
  const lines = sample.trimEnd().split("\n");
  const code = lines.map((line, index) => {
    const underlined = index + 1 === reported ? { from: column - 1, to: (endColumn ?? column) - 1 } : null;
    return `<div class="line"><span class="number">${index + 1}</span>${htmlOf(line, underlined)}</div>`;
  });
  const quoted = escaped(message).replaceAll(/`([^`]+)`/g, "<code>`$1`</code>");
  code.splice(reported, 0, `<div class="hover">${quoted} <span class="source">eslint(<a>${ruleId}</a>)</span></div>`);
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #1e1e1e; color: #d4d4d4; font: 16px/26px "JetBrains Mono", "DejaVu Sans Mono", monospace; font-variant-ligatures: none; }
    .tab { display: inline-block; padding: 6px 22px 5px; background: #1e1e1e; border-top: 2px solid #0078d4; font: 14px/24px "DejaVu Sans", sans-serif; color: #f48771; }
    .tabs { background: #252526; height: 37px; margin-bottom: 12px; }
    .line { white-space: pre; }
    .number { display: inline-block; width: 36px; margin-right: 24px; text-align: right; color: #6e7681; }
    .squiggle { padding-bottom: 3px; background: url('${wave}') repeat-x left bottom; }
    .hover { margin: 7px 24px 7px 60px; padding: 7px 14px; background: #252526; border: 1px solid #454545; border-radius: 4px; box-shadow: 0 2px 8px #0008; font: 14px/23px "DejaVu Sans", sans-serif; }
    .hover code { font: 13.5px "JetBrains Mono", "DejaVu Sans Mono", monospace; color: #e6c07b; }
    .source { color: #9d9d9d; } .source a { color: #4daafc; }
  </style><div class="tabs"><span class="tab">users.ts</span></div>${code.join("")}`;
}

const folder = mkdtempSync(join(tmpdir(), "squiggle-"));
try {
  const page = join(folder, "page.html");
  writeFileSync(page, pageOf(findingIn(sample)));
  const switches = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
  ];
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const picture = [
    `--window-size=${width},${height}`,
    "--force-device-scale-factor=2",
    `--screenshot=${join(repository, "docs/squiggle.png")}`,
    `--user-data-dir=${join(folder, "profile")}`,
    `file://${page}`,
  ];
  const { status, error } = spawnSync(process.env["CHROMIUM"] ?? "chromium", [...switches, ...quiet, ...picture], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  if (status !== 0) {
    throw error ?? new Error(`Chromium ended with ${status}`);
  }
} finally {
  rmSync(folder, { force: true, recursive: true });
}
