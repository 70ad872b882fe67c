/** Which of ESLint's messages are about our subject. */
import type { Linter } from "eslint";

/** Whether a rule is one of ours, by the name that users write. */
export const isOurRule = (rule: string): boolean => rule.startsWith("calm/");

/**
 * Whether a message is a finding of ours, or a syntax error.
 *
 * ESLint objects to a directive comment that names a rule it does not know, or that is written in a way it no longer
 * understands (`eslint-env`). In a stranger's project most of them are meant for a configuration that we do not load,
 * and say nothing to us.
 */
export function isOurs({ ruleId, message }: Linter.LintMessage): boolean {
  return ruleId === null ? message.startsWith("Parsing error: ") : isOurRule(ruleId);
}
