/** Which program the rule looks into. */
import type { TSESLint } from "@typescript-eslint/utils";
import { isTypedFile, ownSource, servicesSource, type ProgramSource } from "../typed/program-source.js";
import type { TypedFile } from "../typed/types.js";
import { announceUntyped } from "./observer.js";
import { printSkipped } from "./debug.js";
import { warnOnce } from "./warning.js";

/** `auto`: the parser's program, else our own. `parser`: the parser's or none. */
export type ProgramChoice = "auto" | "parser";

/** Shared by all files of a process, so that they share programs; it makes none before it is asked. */
const own = ownSource();

const none: ProgramSource = {
  fileFor: () => ({ kind: "none", reason: "the parser offers no program, and the rule may not make one" }),
};

/**
 * A program that contains the linted text. What the user can mend is said once: a parser's program that could not be used, a
 * `tsconfig.json` that cannot be read.
 *
 * @returns null where there is none: the file is not checked.
 */
export function programFor(
  { sourceCode, physicalFilename: path }: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>,
  choice: ProgramChoice,
): TypedFile | null {
  const { parserServices: services, ast } = sourceCode;
  const parsed = { program: services?.program, nodes: services?.tsNodeToESTreeNodeMap, tokens: ast.tokens };
  const source = servicesSource(parsed, choice === "auto" ? own : none);
  const answer = source.fileFor({ path, text: sourceCode.text });
  if (!isTypedFile(answer)) {
    announceUntyped(path, answer);
    if (answer.error === undefined) {
      printSkipped(path, answer.reason);
    } else {
      warnOnce(answer.error.message);
    }
    return null;
  }
  if (answer.replaced !== undefined) {
    warnOnce(`${answer.replaced}; the rule makes its own program instead.`);
  }
  return answer;
}
