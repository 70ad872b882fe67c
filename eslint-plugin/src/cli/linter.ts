/** ESLint with our configuration alone. */
import { parse } from "node:path";
import { ESLint, type Linter } from "eslint";
import calm from "../index.js";
import { lintedExtensions } from "../linting/files.js";
import type { CalmSettings } from "../settings.js";
import type { Options } from "./options.js";
import { isOurRule, isOurs } from "../linting/only-ours.js";
import { loadParser } from "../linting/parser.js";

/** A processor is ESLint's own place to drop messages that say nothing to us before it counts them. */
const onlyOurs: Linter.Processor = {
  meta: { name: "calm/only-ours" },
  preprocess: (text) => [text],
  postprocess: (messages) => messages.flat().filter(isOurs),
  supportsAutofix: true,
};

export interface LinterOptions extends Pick<Options, "strict"> {
  readonly settings?: CalmSettings | undefined;
  readonly comments?: boolean;
}

/**
 * Makes the linter of a run.
 *
 * @param options - `strict` chooses the rules; `settings` are what rules find in `settings.calm`; without `comments` no directive in the code
 *   has an effect
 * @returns an ESLint that reads no configuration from the disk, for files anywhere on it
 *
 * @example
 * const [result] = await createLinter({ strict: false }).lintText("fetch(url);", { filePath: "/tmp/a.js" });
 */
export function createLinter({ strict, settings, comments = true }: LinterOptions): ESLint {
  return new ESLint({
    // ESLint lints nothing outside its working directory, while we are asked for files anywhere.
    cwd: parse(process.cwd()).root,
    overrideConfigFile: true,
    allowInlineConfig: comments,
    overrideConfig: [
      // Which files are linted is decided before ESLint sees them; these are what it would leave out by itself.
      { name: "calm/anywhere", ignores: ["!**/node_modules/", "!**/.git/"] },
      {
        name: "calm/command",
        files: lintedExtensions.map((extension) => `**/*${extension}`),
        languageOptions: { parser: loadParser() },
        linterOptions: { reportUnusedDisableDirectives: "off" },
        processor: onlyOurs,
        settings: { calm: settings },
      },
      strict ? calm.configs.strict : calm.configs.recommended,
    ],
    // A comment may switch on rules of ESLint's own.
    ruleFilter: ({ ruleId }) => isOurRule(ruleId),
  });
}
