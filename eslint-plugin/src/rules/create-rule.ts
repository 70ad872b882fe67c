import { RuleCreator } from "@typescript-eslint/utils/eslint-utils";

/** What `meta.docs` of our rules says besides ESLint's own keys. */
export interface RuleDocs {
  /** In `configs.recommended`; every rule is in `configs.strict`. */
  readonly recommended: boolean;
  /**
   * The rule looks at types. It does not *require* typed linting: where the parser offers no program, it makes one of its own, unless its
   * option `program` forbids that.
   */
  readonly usesTypeInformation: boolean;
}

/**
 * Where the documentation of a rule stands.
 *
 * @example
 * documentationUrl("no-unconsumed-body"); // "https://github.com/…/eslint-plugin/docs/rules/no-unconsumed-body.md"
 */
export function documentationUrl(rule: string): string {
  return `https://github.com/enhance-your-calm/enhance-your-calm/blob/main/eslint-plugin/docs/rules/${rule}.md`;
}

export const createRule = RuleCreator<RuleDocs>(documentationUrl);
