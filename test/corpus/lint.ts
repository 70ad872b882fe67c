/** Runs the rule over a project as its users would: the public plugin, through ESLint, on types from the project's tsconfig. */
import { relative, sep } from "node:path";
import { ESLint, type Linter } from "eslint";
import calm from "eslint-plugin-calm";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { type Acquisition, parseAcquisition } from "./acquisition.js";
import { endLineOfCall } from "./call-span.js";
import type { Sources } from "./sources.js";

const measuredRule = "calm/no-unconsumed-body";

/** What the rule suggests: a replacement of one span of the file, offsets without its byte order mark. */
export interface SuggestedEdit {
  readonly description: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One report of the rule. */
export interface Finding {
  readonly file: string;
  /** Where the report stands. */
  readonly line: number;
  readonly message: string;
  /** First and last line of the call that acquired the response. */
  readonly acquisition: Acquisition & { readonly endLine: number };
  /** The preferred one first. */
  readonly suggestions: readonly SuggestedEdit[];
}

export interface LintedProject {
  readonly name: string;
  /** Linted, as paths below the project. */
  readonly files: readonly string[];
  readonly seconds: number;
  readonly findings: readonly Finding[];
  /** Files ESLint could not parse, and reports that name no acquisition: either makes the figures wrong. */
  readonly faults: readonly string[];
}

/**
 * Lints the files of one program.
 *
 * @param sources which files, and what types them
 * @returns every finding of `calm/no-unconsumed-body`, and how long it took
 */
export async function lint(sources: Sources): Promise<LintedProject> {
  const { name, folder, linted, config } = sources;
  const start = performance.now();
  // As parsers make them: with parents, which the rule needs and a bare program lacks.
  const host = ts.createCompilerHost(config.options, /* setParentNodes */ true);
  const program = ts.createProgram(config.fileNames, config.options, host);
  const results = await eslintFor(sources, program).lintFiles([...linted]);

  const files: string[] = [];
  const findings: Finding[] = [];
  const faults: string[] = [];
  for (const { filePath, messages } of results) {
    const file = relative(folder, filePath).split(sep).join("/");
    files.push(file);
    for (const { ruleId, line, message, fatal, suggestions = [] } of messages) {
      const acquired = ruleId === measuredRule ? parseAcquisition(message) : null;
      if (acquired !== null) {
        findings.push({
          file,
          line,
          message,
          acquisition: { ...acquired, endLine: endLineOfCall(filePath, acquired) },
          suggestions: suggestions.map(({ desc, fix: { range, text } }) => ({
            description: desc,
            start: range[0],
            end: range[1],
            text,
          })),
        });
      } else if (isOurs({ ruleId, fatal })) {
        faults.push(`${file}:${String(line)} ${message}`);
      }
    }
  }
  return { name, files, seconds: (performance.now() - start) / 1000, findings, faults };
}

/**
 * Lints a project whose files have several programs, one after the other.
 *
 * @param name of the project
 */
export async function lintAll(name: string, programs: readonly Sources[]): Promise<LintedProject> {
  const parts: LintedProject[] = [];
  for (const sources of programs) {
    parts.push(await lint(sources));
  }
  return {
    name,
    files: parts.flatMap(({ files }) => files),
    seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
    findings: parts.flatMap(({ findings }) => findings),
    faults: parts.flatMap(({ faults }) => faults),
  };
}

/** A report of the rule, or of a file that it could not look at; what is left are remarks on disable comments. */
export function isOurs({ ruleId, fatal }: Pick<Linter.LintMessage, "ruleId" | "fatal">): boolean {
  return ruleId === measuredRule || fatal === true;
}

/**
 * ESLint with the rule alone.
 *
 * @param program holds the files that are linted, with the text that is linted
 */
export function eslintFor({ folder, ignores }: Sources, program: ts.Program): ESLint {
  const files = ["**/*.{ts,tsx,mts,cts}"];
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      { ignores: [...ignores, "**/*.d.ts"] },
      {
        files,
        languageOptions: { parser: tseslint.parser, parserOptions: { programs: [program] } },
        // The authors' own disable comments name rules that are not loaded here.
        linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
      },
      { files, plugins: { calm }, rules: { [measuredRule]: "error" } },
    ],
  });
}
