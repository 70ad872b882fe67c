/** What a shape comes to: lowered alone, analysed with types beside a function that leaks, and linted. */
import calm from "../../eslint-plugin/src/index.js";
import * as typescriptParser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import type { FileAnalysis } from "../../eslint-plugin/src/findings/types.js";
import { observeAnalyses, observeFailures } from "../../eslint-plugin/src/rules/observer.js";
import { isTypedFile, ownSource } from "../../eslint-plugin/src/typed/program-source.js";
import { LoweringSurvey } from "./lowering-survey.js";
import type { Shape } from "./shapes.js";

/** Reasons that our limits give; each is the same on every machine and at every height of the call stack. */
export const limits =
  /^(?:nested more than 600 levels deep|more than 200000 instructions|more than \d+ steps(?: for all responses of the function)?)$/u;

/** What JavaScript throws where somebody recurses without a limit. */
export const stackOverflow = /Maximum call stack size exceeded/u;

/** @returns faults, which there should be none of, and reasons for which something was given up. */
export function lowerShape({ name, source }: Shape): {
  readonly faults: readonly string[];
  readonly gaveUp: readonly string[];
} {
  const survey = new LoweringSurvey();
  const gaveUp = survey.visit(
    `${name}.ts`,
    `async function shape(a, b, c, f, p) { ${source}\n} function bystander() { return 1; }`,
  );
  return { faults: survey.faults, gaveUp };
}

const parameters = ["a", "b", "c", "f", "p"];
const leaky = `if (!res.ok) throw new Error("no"); return res.text();`;

/** The shape stands between an acquisition and its leak; a second function leaks all the same. */
function asFile({ source }: Shape, type: string): string {
  const names = parameters.map((name) => `${name}${type}`).join(", ");
  return [
    `export async function shape(${names}) { const res = await fetch(a); ${source}\n ${leaky} }`,
    `export async function bystander(${names}) { const res = await fetch(a); ${leaky} }`,
  ].join("\n");
}

const own = ownSource();

/** @returns the reason where TypeScript makes no program of it. */
export function analyzeShape(shape: Shape): FileAnalysis | string {
  const answer = own.fileFor({ path: "/virtual/typed/file.ts", text: asFile(shape, ": any") });
  return isTypedFile(answer) ? analyze(answer) : answer.reason;
}

/** Where the shapes are, too: ESLint lints nothing outside its working directory. */
const linter = new Linter({ cwd: "/" });

export interface Linted {
  readonly messages: readonly Linter.LintMessage[];
  readonly failures: readonly string[];
  /** Whether TypeScript made a program of it. */
  readonly isAnalysed: boolean;
}

/** Lints a shape with a parser and our rule; null where ESLint or the parser fails without any rule. */
export function lintShape(shape: Shape, parser: "espree" | "typescript"): Linted | null {
  const text = asFile(shape, "");
  const languageOptions = parser === "espree" ? {} : { parser: typescriptParser };
  const verify = (rules: Linter.RulesRecord): Linter.LintMessage[] =>
    linter.verify(text, [{ files: ["**/*.js"], languageOptions, plugins: { calm }, rules }], "/virtual/linted/file.js");
  try {
    if (verify({}).some(({ fatal }) => fatal)) return null;
  } catch {
    return null;
  }
  const failures: string[] = [];
  let isAnalysed = false;
  const ends = [
    observeFailures((_, { stack }) => failures.push(stack)),
    observeAnalyses(() => {
      isAnalysed = true;
    }),
  ];
  const messages = verify({ "calm/no-unconsumed-body": "error" });
  for (const end of ends) end();
  return { messages, failures, isAnalysed };
}
