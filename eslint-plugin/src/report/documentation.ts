/** Where our pages stand. */

const repository = "https://github.com/enhance-your-calm/enhance-your-calm/blob/main";

/**
 * The page of a rule.
 *
 * @example
 * documentationUrl("no-unconsumed-body"); // "https://github.com/…/eslint-plugin/docs/rules/no-unconsumed-body.md"
 */
export function documentationUrl(rule: string): string {
  return `${repository}/eslint-plugin/docs/rules/${rule}.md`;
}

/** The page about what unread and cancelled bodies cost, and `ENHANCE_YOUR_CALM`. */
export const guideUrl = `${repository}/docs/enhance-your-calm.md`;
