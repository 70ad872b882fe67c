/** The plugin: `import calm from "eslint-plugin-calm"`. */
import { createRequire } from "node:module";
import type { ESLint } from "eslint";
import { createConfigs, type Configs } from "./configs.js";
import { rules } from "./rules/index.js";

const manifest = createRequire(import.meta.url)("#manifest") as {
  readonly name: string;
  readonly version: string;
};

const base: ESLint.Plugin = {
  meta: { name: manifest.name, version: manifest.version, namespace: "calm" },
  // typescript-eslint types the context of a rule more narrowly than ESLint does; at run time it is the same object.
  rules: rules as unknown as NonNullable<ESLint.Plugin["rules"]>,
};

/**
 * Rules that find HTTP responses whose bodies are neither read nor cancelled.
 *
 * @example
 * // eslint.config.js
 * import calm from "eslint-plugin-calm";
 * export default [calm.configs.recommended];
 */
const plugin: ESLint.Plugin & { readonly configs: Configs } = Object.assign(base, { configs: createConfigs(base) });

export default plugin;
export { settingsSchema } from "./settings.js";
export type { CalmSettings, FunctionSpecifier } from "./settings.js";
