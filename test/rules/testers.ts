/** The two ways in which users run a rule: with typed linting set up, and with nothing set up at all. */
import { RuleTester as TypedRuleTester } from "@typescript-eslint/rule-tester";
import { RuleTester as PlainRuleTester } from "eslint";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";

Object.assign(TypedRuleTester, { afterAll, describe, it, itOnly: it.only });
Object.assign(PlainRuleTester, { describe, it, itOnly: it.only });

/** Where cases seem to lie; a `tsconfig.json` is there. */
export const fixtures = join(import.meta.dirname, "fixtures");

/** Every case names the message, what is in its placeholders, and the whole location. */
export const assertionOptions = { requireMessage: true, requireLocation: true, requireData: true } as const;

/** The parser offers a program. */
export function typedTester(): TypedRuleTester {
  return new TypedRuleTester({
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: fixtures } },
  });
}

/** ESLint's own parser: JavaScript, no types. */
export function plainTester(): PlainRuleTester {
  return new PlainRuleTester({ languageOptions: { ecmaVersion: "latest", sourceType: "module" } });
}
