/** `calm --explain file:line`: why is this reported, or why not? */
import { stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { mayMatter } from "../model/gate.js";
import { type Examined, explain } from "../report/explain.js";
import { explanationText } from "../report/explain-text.js";
import type { Explanation } from "../report/explanation.js";
import { observeAnalyses, observeFailures, observeUntyped } from "../rules/observer.js";
import { knowledgeIn } from "../settings.js";
import { systemReason, UsageError } from "../linting/errors.js";
import { foreignReason, isLinted } from "../linting/files.js";
import { lintFile } from "./lint-file.js";
import type { LineReference } from "./line-reference.js";
import { createLinter, type LinterOptions } from "./linter.js";
import type { ExplainOptions } from "./options.js";
import { readSettings } from "./settings.js";
import { readSource } from "../linting/source.js";

/**
 * Prints on stdout what there is to say of each line.
 *
 * @param options - of the command line
 * @returns 0, also if a line is reported: the question was answered
 * @throws UsageError if there is no such file or line, or nothing can be said of it
 */
export async function runExplain({ lines, json, strict, settings }: ExplainOptions): Promise<0> {
  const known = readSettings(settings, process.cwd());
  const explanations: Explanation[] = [];
  for (const line of lines) {
    explanations.push(await explainLine(line, { strict, settings: known }));
  }
  console.log(json ? JSON.stringify(explanations, null, 2) : explanations.map(explanationText).join("\n\n\n"));
  return 0;
}

type AnalysisOptions = Pick<LinterOptions, "strict" | "settings">;

async function explainLine({ file, line }: LineReference, analysis: AnalysisOptions): Promise<Explanation> {
  const path = resolve(file);
  const text = await textOf(file, path);
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
  const count = lines.at(-1) === "" ? lines.length - 1 : lines.length;
  if (line > count) {
    throw new UsageError(`there is no line ${line} in ${file}: it has ${count} ${count === 1 ? "line" : "lines"}`);
  }
  const { examined, messages } = await examine(file, path, text, analysis);
  return explain(examined, {
    file,
    line,
    text,
    strict: analysis.strict,
    nameOf: (other) => relative(process.cwd(), other),
    isReported: (finding) =>
      messages.some((message) => message.message === finding.message && message.line === finding.line),
  });
}

async function textOf(file: string, path: string): Promise<string> {
  const stats = await stat(path).catch((error: unknown) => {
    throw new UsageError(`cannot read ${file}: ${systemReason(error)}`);
  });
  if (stats.isDirectory()) {
    throw new UsageError(`${file} is a folder: --explain needs a file and a line, as in ${file}/api.ts:12`);
  }
  if (!isLinted(path)) {
    throw new UsageError(`cannot explain ${file}: ${foreignReason(path)}`);
  }
  const source = await readSource(path);
  if (source.kind !== "text") {
    throw new UsageError(`cannot explain ${file}: ${source.reason}`);
  }
  return source.text;
}

interface Message {
  readonly message: string;
  readonly line: number;
}

/** Lints the file as a run would, and listens to what the rule's analysis says of it. */
async function examine(
  file: string,
  path: string,
  text: string,
  analysis: AnalysisOptions,
): Promise<{ readonly examined: Examined; readonly messages: readonly Message[] }> {
  if (!mayMatter(text, knowledgeIn(analysis.settings, process.cwd()))) {
    return { examined: { kind: "gated" }, messages: [] };
  }
  const { examined, messages } = await lintAndListen(file, path, { ...analysis, comments: true });
  if (examined !== null) {
    return { examined, messages };
  }
  // A comment has switched the rule off: it reports nothing, but what it would have seen can still be told.
  const all = await lintAndListen(file, path, { ...analysis, comments: false });
  if (all.examined === null) {
    throw new UsageError(`cannot explain ${file}: the rule did not look at it`);
  }
  return { examined: all.examined, messages };
}

async function lintAndListen(
  file: string,
  path: string,
  options: LinterOptions,
): Promise<{ readonly examined: Examined | null; readonly messages: readonly Message[] }> {
  const heard: Examined[] = [];
  const stops = [
    observeAnalyses((_, analysis) => heard.push({ kind: "analysed", analysis })),
    observeUntyped((_, why) => heard.push({ kind: "untyped", why })),
    observeFailures((_, { reason, stack }) => heard.push({ kind: "failed", error: { reason, stack } })),
  ];
  const outcome = await lintFile(path, createLinter(options));
  for (const stop of stops) {
    stop();
  }
  if (outcome.kind !== "linted") {
    throw new UsageError(`cannot explain ${file}: ${outcome.reason}`);
  }
  const { messages } = outcome.result;
  const fatal = messages.find((message) => message.fatal);
  if (fatal !== undefined) {
    throw new UsageError(`cannot explain ${file}: line ${fatal.line}: ${fatal.message}`);
  }
  // An analysis comes before the failures it tells of itself.
  return { examined: heard[0] ?? null, messages };
}
