/**
 * Applies what the rule suggests, one suggestion at a time, to the text of the file in memory, and looks at what became of it: types, and
 * the rule once more.
 */
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import ts from "typescript";
import { eslintFor, type Finding, isOurs, type LintedProject, type SuggestedEdit } from "./lint.js";
import { ProjectProgram, type TypedText } from "./project-program.js";
import type { Sources } from "./sources.js";

/** How a suggestion can fail. */
export type ProblemKind =
  /** The file has an error that it did not have. */
  | "type error"
  /** What other files see of this one is no longer the same. */
  | "changed declarations"
  /** The rule still says what it said. */
  | "finding stays"
  /** The rule says something that it did not say before, or could not look at the file. */
  | "new finding";

export interface Problem {
  readonly kind: ProblemKind;
  readonly detail: string;
}

/** One suggestion, applied. */
export interface Attempt {
  readonly file: string;
  /** Where the finding stands. */
  readonly line: number;
  readonly message: string;
  readonly suggestion: string;
  /** From the file as it is to the file as suggested. */
  readonly diff: string;
  /** Empty: the suggestion mends the finding, and that is all it does. */
  readonly problems: readonly Problem[];
}

export interface Mending {
  /** Name of the project. */
  readonly name: string;
  readonly findings: number;
  /** Findings for which nothing is suggested. */
  readonly unmended: readonly Finding[];
  readonly attempts: readonly Attempt[];
}

/**
 * Tries every suggestion of every finding.
 *
 * @param sources of the project; they are only read
 * @param linted what the rule said of it
 */
export async function mend(sources: Sources, { name, findings }: LintedProject): Promise<Mending> {
  const unmended = findings.filter(({ suggestions }) => suggestions.length === 0);
  const attempts: Attempt[] = [];
  if (unmended.length < findings.length) {
    const program = new ProjectProgram(sources.config);
    for (const file of new Set(findings.map((finding) => finding.file))) {
      const inFile = findings.filter((finding) => finding.file === file);
      attempts.push(...(await mendFile(sources, program, file, inFile)));
    }
  }
  return { name, findings: findings.length, unmended, attempts };
}

async function mendFile(
  sources: Sources,
  program: ProjectProgram,
  file: string,
  findings: readonly Finding[],
): Promise<readonly Attempt[]> {
  const path = join(sources.folder, file);
  const source = ts.sys.readFile(path) ?? "";
  const before = program.withText(path, source);
  const messages = findings.map(({ message }) => withoutLines(message));
  const attempts: Attempt[] = [];
  for (const { line, message, suggestions } of findings) {
    for (const suggestion of suggestions) {
      const text = apply(source, suggestion);
      const after = program.withText(path, text);
      const reported = await messagesIn(sources, path, text, after);
      attempts.push({
        file,
        line,
        message,
        suggestion: suggestion.description,
        diff: createTwoFilesPatch(file, file, source, text, undefined, undefined, { context: 3 }),
        problems: [...typeProblems(before, after), ...findingProblems(messages, reported, withoutLines(message))],
      });
    }
  }
  return attempts;
}

function apply(source: string, { start, end, text }: SuggestedEdit): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** What the rule says of a text. The program holds that very text, so types are those of the text. */
async function messagesIn(
  sources: Sources,
  path: string,
  text: string,
  { program }: TypedText,
): Promise<readonly string[]> {
  const results = await eslintFor(sources, program).lintText(text, { filePath: path });
  return results.flatMap(({ messages }) => messages.filter(isOurs).map(({ message }) => withoutLines(message)));
}

function withoutLines(message: string): string {
  return message.replace(/\bline \d+/gu, "line …");
}

function typeProblems(before: TypedText, after: TypedText): readonly Problem[] {
  const errors = without(after.errors, before.errors).map((detail): Problem => ({ kind: "type error", detail }));
  return after.declarations === before.declarations
    ? errors
    : [...errors, { kind: "changed declarations", detail: after.declarations }];
}

function findingProblems(before: readonly string[], after: readonly string[], mended: string): readonly Problem[] {
  const rest = without(before, [mended]);
  return without(after, rest).map((detail) => ({ kind: detail === mended ? "finding stays" : "new finding", detail }));
}

/** What is left of `all` without `taken`, as multisets. */
function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...all];
  for (const one of taken) {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
  }
  return left;
}
