import calm from "eslint-plugin-calm";
import { typedParse } from "./shared.mjs";

/** @type {import("eslint").Linter.Config[]} */
export default [...typedParse, { plugins: { calm }, rules: { "calm/no-unconsumed-body": "error" } }];
