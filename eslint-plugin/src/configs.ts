/** Our configurations, for `eslint.config.js`. */
import type { ESLint, Linter } from "eslint";

export interface Configs extends Record<string, Linter.Config> {
  /** Quiet in every case of doubt. */
  readonly recommended: Linter.Config;
  /** The same, and what only types speak for. */
  readonly strict: Linter.Config;
}

/**
 * @param plugin - The very object that users import: ESLint refuses two plugins of one name that are not the same object.
 * @example
 * export default [createConfigs(plugin).recommended];
 */
export function createConfigs(plugin: ESLint.Plugin): Configs {
  return {
    recommended: {
      name: "calm/recommended",
      plugins: { calm: plugin },
      rules: { "calm/no-unconsumed-body": "error" },
    },
    strict: {
      name: "calm/strict",
      plugins: { calm: plugin },
      rules: { "calm/no-unconsumed-body": ["error", { strict: true }] },
    },
  };
}
