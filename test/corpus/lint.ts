/** Runs the rule over a project as its users would: the public plugin, through ESLint, on types from the project's tsconfig. */
import { relative, sep } from "node:path";
import { clearCaches } from "@typescript-eslint/parser";
import { ESLint, type Linter } from "eslint";
import calm from "eslint-plugin-calm";
import tseslint from "typescript-eslint";
import { type Acquisition, parseAcquisition } from "./acquisition.js";
import { endLineOfCall } from "./call-span.js";
import type { UnpackedProject } from "./unpack.js";

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
 * Lints one unpacked project.
 *
 * @param unpacked from `unpack()`
 * @returns every finding of `calm/no-unconsumed-body`, and how long it took
 */
export async function lint({ project, folder, tsconfig }: UnpackedProject): Promise<LintedProject> {
  const start = performance.now();
  const eslint = eslintFor({ project, folder }, { project: tsconfig, tsconfigRootDir: folder });
  const results = await eslint.lintFiles([...project.sources]);
  // The parser keeps every program it made; ten projects of them do not fit a small machine's memory.
  clearCaches();

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
  return { name: project.name, files, seconds: (performance.now() - start) / 1000, findings, faults };
}

/** A report of the rule, or of a file that it could not look at; what is left are remarks on disable comments. */
export function isOurs({ ruleId, fatal }: Pick<Linter.LintMessage, "ruleId" | "fatal">): boolean {
  return ruleId === measuredRule || fatal === true;
}

/**
 * ESLint with the rule alone.
 *
 * @param parserOptions where the parser takes its types from
 */
export function eslintFor(
  { project, folder }: Pick<UnpackedProject, "project" | "folder">,
  parserOptions: Linter.ParserOptions,
): ESLint {
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      { ignores: [...project.ignores, "**/*.d.ts"] },
      {
        files: ["**/*.ts"],
        languageOptions: { parser: tseslint.parser, parserOptions },
        // The authors' own disable comments name rules that are not loaded here.
        linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
      },
      { files: ["**/*.ts"], plugins: { calm }, rules: { [measuredRule]: "error" } },
    ],
  });
}
