import { RuleCreator } from "@typescript-eslint/utils/eslint-utils";
import { documentationUrl } from "../report/documentation.js";

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

export const createRule = RuleCreator<RuleDocs>(documentationUrl);
