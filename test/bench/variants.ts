/** What is compared. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { repository } from "../../scripts/run.mjs";

/**
 * - `parse`: ESLint with typescript-eslint's parser and `projectService`, no rule.
 * - `calm`: the same with our rule.
 * - `no-floating-promises`: the same with that rule in place of ours.
 * - `command`: `calm`, which reads no configuration and makes its own programs.
 */
export const variants = ["parse", "calm", "no-floating-promises", "command"] as const;
export type Variant = (typeof variants)[number];

const eslint = join(dirname(createRequire(import.meta.url).resolve("eslint/package.json")), "bin/eslint.js");
const command = join(repository, "eslint-plugin/bin/calm.js");

/** What is left of the heap at the end is counted without garbage. */
const exposeGc = "--expose-gc";

/**
 * The arguments of node for a run.
 *
 * @param target what to lint, relative to the folder it runs in
 * @example argumentsOf("parse", ".") // ["--expose-gc", "…/eslint.js", "--no-config-lookup", "--config", "…/parse.mjs", "--format", "json", "."]
 */
export function argumentsOf(variant: Variant, target: string): readonly string[] {
  if (variant === "command") return [exposeGc, command, "--format", "json", target];
  const config = fileURLToPath(new URL(`configs/${variant}.mjs`, import.meta.url));
  return [exposeGc, eslint, "--no-config-lookup", "--config", config, "--format", "json", target];
}
