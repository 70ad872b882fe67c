/** Runs the whole analysis over files of one program, and counts verdicts, steps and errors. */
import path from "node:path";
import ts from "typescript";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import { overflowReason } from "../../eslint-plugin/src/findings/attempt.js";
import { optionsForAnalysis, defaultOptions } from "../../eslint-plugin/src/typed/default-options.js";
import { nodeTypesFor } from "../../eslint-plugin/src/typed/node-types.js";
import { Maximum, Tally } from "./tally.js";

/** Steps per character of a file: past this, a file does not cost in proportion to its size. */
const mostStepsPerCharacter = 10;
const smallFile = 5000;

const options = optionsForAnalysis({ ...defaultOptions, types: [] });
const nodeTypes = nodeTypesFor(import.meta.dirname, options);

/** Parsed declarations of the language and of Node, which all programs share. Anything else is dropped with its program. */
const shared = new Map<string, ts.SourceFile | undefined>();
const libraries = path.dirname(ts.getDefaultLibFilePath({})).replaceAll("\\", "/");
const isShared = (file: string): boolean =>
  file.startsWith(libraries) || (nodeTypes !== undefined && file.startsWith(path.posix.dirname(nodeTypes)));

export class TypedSurvey {
  readonly tally = new Tally();
  readonly verdicts = new Tally();
  readonly gaveUp = new Tally();
  readonly mostSteps = new Maximum();
  /** Errors of ours, and files that take steps out of proportion: there should be none. */
  readonly faults: string[] = [];

  /**
   * Analyses `files` in one program that has them all, and what they import.
   *
   * @param texts - Files that exist only in the test.
   */
  visit(files: readonly string[], texts: ReadonlyMap<string, string> = new Map()): void {
    const program = ts.createProgram({
      rootNames: nodeTypes === undefined ? files : [...files, nodeTypes],
      options,
      host: hostFor(texts),
    });
    const checker = program.getTypeChecker();
    for (const name of files) {
      this.tally.add("files");
      const sourceFile = program.getSourceFile(name);
      if (sourceFile === undefined) {
        this.tally.add("files that TypeScript does not take into a program");
        continue;
      }
      const { obligations, unresolved, failures, functionsAnalysed, steps } = analyze({ sourceFile, program, checker });
      this.tally.add("functions that acquire", functionsAnalysed);
      this.tally.add("steps", steps);
      for (const { reason, stack } of unresolved) {
        this.gaveUp.add(reason);
        if (!isOfTypeScript(stack)) this.faults.push(`${name}: ${reason}\n${stack}`);
      }
      this.mostSteps.see(steps, name);
      if (steps > mostStepsPerCharacter * (sourceFile.text.length + smallFile)) {
        this.faults.push(`${name}: ${String(steps)} steps`);
      }
      for (const { verdict } of obligations) {
        this.verdicts.add(verdict.kind);
        if (verdict.kind !== "gaveUp") continue;
        this.gaveUp.add(verdict.reason);
        if (verdict.reason === overflowReason) this.faults.push(`${name}: ${verdict.reason}`);
      }
      this.faults.push(...failures.map(({ reason, stack }) => `${name}: ${reason}\n${stack}`));
    }
  }

  report(): string {
    return [
      ...this.tally.lines(),
      `Most steps of a file: ${this.mostSteps.toString()}`,
      "Obligations by verdict:",
      ...this.verdicts.lines(),
      "Given up, by reason:",
      ...(this.gaveUp.lines().length === 0 ? ["  none"] : this.gaveUp.lines()),
    ].join("\n");
  }
}

/** Whether the recursion that overflowed is TypeScript's: then nobody else is at the top of the stack. */
export function isOfTypeScript(stack: string): boolean {
  const [, ...frames] = stack.split("\n");
  return frames.length > 0 && frames.every((frame) => frame.includes("/typescript/lib/typescript.js:"));
}

function hostFor(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  return {
    ...host,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    getSourceFile: (file, parseOptions) => {
      const text = texts.get(file);
      if (text !== undefined) return ts.createSourceFile(file, text, parseOptions, true);
      if (!isShared(file)) return host.getSourceFile(file, parseOptions);
      if (!shared.has(file)) shared.set(file, host.getSourceFile(file, parseOptions));
      return shared.get(file);
    },
  };
}
