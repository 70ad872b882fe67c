/** What the user has told all rules: `settings.calm`. */
import type { TSESLint } from "@typescript-eslint/utils";
import type { Knowledge } from "../model/knowledge.js";
import { knowledgeIn, SettingsError } from "../settings.js";

/**
 * What `settings.calm` says, if it is there.
 *
 * @throws SettingsError for a mistake in it, which ESLint prints, and ends: with what it knows wrong, a rule would report what is none.
 */
export function knowledgeFrom({
  settings,
  cwd,
}: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>): Knowledge | undefined {
  try {
    return knowledgeIn(settings["calm"], cwd);
  } catch (error) {
    // ESLint prints the stack: where in our code the mistake was noticed is of no use to whoever made it.
    if (error instanceof SettingsError) error.stack = `${error.name}: ${error.message}`;
    throw error;
  }
}
