/** Linting one text with a program at hand, as the command would. */
import { parse } from "node:path";
import { Linter } from "eslint";
import type ts from "typescript";
import calm from "../index.js";
import { type Report, reportsOf } from "../findings/reports.js";
import type { FileAnalysis } from "../findings/types.js";
import { lintedExtensions } from "../linting/files.js";
import { isOurs } from "../linting/only-ours.js";
import { loadParser } from "../linting/parser.js";
import { describe, sentence } from "../report/describe.js";
import { lineOfPlace } from "../findings/at-line.js";
import { observeAnalyses, observeFailures, observeUntyped } from "../rules/observer.js";
import type { CalmSettings } from "../settings.js";

/** How a file is linted. */
export interface LintOptions {
  readonly strict: boolean;
  /** What `settings.calm` is to ESLint. */
  readonly functions: CalmSettings | undefined;
}

/** A message of ours, and what the analysis knows of it. */
export interface Finding {
  readonly message: Linter.LintMessage;
  /** Absent if it is about more than one leak, or none. */
  readonly report: Report | undefined;
}

/** What came of a text. */
export type Linted =
  | {
      readonly kind: "linted";
      readonly findings: readonly Finding[];
      /** Null if the text cannot hold a response. */
      readonly analysis: FileAnalysis | null;
      /** Errors of ours, a line each. */
      readonly failures: readonly string[];
    }
  /** The text is no program at the moment: nothing can be said of it. */
  | { readonly kind: "unparsable"; readonly reason: string };

/** One for each root of a file system: ESLint lints nothing outside its working directory. */
const linters = new Map<string, Linter>();

/**
 * @param text - As `program` holds it.
 * @param path - Absolute path of the file.
 * @example lintText("fetch(url);", "/home/me/a.ts", program, { strict: false, functions: undefined })
 */
export function lintText(text: string, path: string, program: ts.Program, options: LintOptions): Linted {
  const heard: FileAnalysis[] = [];
  const failures: string[] = [];
  const stops = [
    observeAnalyses((_, analysis) => heard.push(analysis)),
    observeUntyped((_, { reason }) => failures.push(`${path} is not analysed: ${reason}`)),
    observeFailures((_, { reason }) => failures.push(`internal error in ${path}: ${reason}`)),
  ];
  let messages: Linter.LintMessage[];
  try {
    messages = linterFor(path).verify(text, configuration(program, options), { filename: path });
  } finally {
    for (const stop of stops) stop();
  }
  const fatal = messages.find((message) => message.fatal);
  if (fatal !== undefined) return { kind: "unparsable", reason: `line ${fatal.line}: ${fatal.message}` };
  const analysis = heard[0] ?? null;
  return { kind: "linted", findings: withReports(messages.filter(isOurs), analysis), analysis, failures };
}

function linterFor(path: string): Linter {
  const { root } = parse(path);
  let linter = linters.get(root);
  if (linter === undefined) {
    linter = new Linter({ cwd: root });
    linters.set(root, linter);
  }
  return linter;
}

function configuration(program: ts.Program, { strict, functions }: LintOptions): Linter.Config[] {
  return [
    {
      name: "calm/server",
      files: lintedExtensions.map((extension) => `**/*${extension}`),
      languageOptions: { parser: loadParser(), parserOptions: { programs: [program] } },
      linterOptions: { reportUnusedDisableDirectives: "off" },
      plugins: { calm },
      settings: { calm: functions },
      // The program is the one that was given, or the finding would be about another state of the files.
      rules: { "calm/no-unconsumed-body": ["error", { strict, program: "parser" }] },
    },
  ];
}

/** A message has the words and the line of its report. */
function withReports(messages: readonly Linter.LintMessage[], analysis: FileAnalysis | null): readonly Finding[] {
  if (analysis === null) return messages.map((message) => ({ message, report: undefined }));
  const waiting = new Map<string, Report[]>();
  for (const report of reportsOf(analysis)) {
    const described = describe(report, analysis.file);
    const key = keyOf(sentence(described), lineOfPlace(described.at));
    waiting.set(key, [...(waiting.get(key) ?? []), report]);
  }
  return messages.map((message) => ({ message, report: waiting.get(keyOf(message.message, message.line))?.shift() }));
}

function keyOf(message: string, line: number): string {
  return `${String(line)}:${message}`;
}
