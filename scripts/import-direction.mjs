/** @import { Linter } from "eslint" */

/**
 * The engine from source text to words, in the order of the pipeline: what stands at an entry imports only from those
 * before it. Entries that end in `.js` are files beside the folders; `settings.ts` is anyone's.
 */
export const pipeline = [
  "typed",
  "model",
  "ir",
  "ownership",
  "findings",
  "analyze.js",
  "report",
  "rules",
  "configs.js",
  "index.js",
  "linting",
  "server",
  "cli",
];

const source = "eslint-plugin/src";

// The analysis serves the rules, the command and the editor alike, so it knows none of them.
const eslintPackages = "^(?:eslint|@eslint/.*|@typescript-eslint/(?:utils|parser)(?:/.*)?)$";
const beforeRules = pipeline.slice(0, pipeline.indexOf("rules"));

/**
 * The direction of imports between the engine's folders, as lint configuration.
 *
 * @returns {Linter.Config[]} one config for each entry of the pipeline
 */
export function importDirection() {
  return pipeline.map((entry, index) => {
    const later = pipeline.slice(index + 1);
    return {
      name: `calm/import-direction/${entry}`,
      files: [entry.endsWith(".js") ? `${source}/${entry.replace(/\.js$/, ".ts")}` : `${source}/${entry}/**/*.ts`],
      rules: {
        "no-restricted-imports": [
          "error",
          {
            patterns: [
              ...later.map((target) => ({
                regex: `^\\.{1,2}/(?:\\.\\./)*${target.endsWith(".js") ? target.replace(".", "\\.") : `${target}/`}`,
                message: `${entry} comes before ${target} in the pipeline (scripts/import-direction.mjs).`,
              })),
              ...(beforeRules.includes(entry)
                ? [{ regex: eslintPackages, message: "The analysis does not know ESLint: rules/ does." }]
                : []),
            ],
          },
        ],
      },
    };
  });
}
