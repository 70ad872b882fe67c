// `npm start -- path`: the `calm` command of this checkout, as if called in the folder where npm was called. Without a
// path it lints the sample project.
import { join, relative } from "node:path";
import { parseArguments } from "../eslint-plugin/dist/cli/options.js";
import { repository, runNode } from "./run.mjs";

const cwd = process.env["INIT_CWD"] ?? process.cwd();
const args = process.argv.slice(2);
if (isRunWithoutPath(args)) {
  args.push(relative(cwd, join(repository, "examples/leaky-service")));
}
process.exitCode = runNode([join(repository, "eslint-plugin/bin/calm.js"), ...args], { cwd });

/**
 * @param {string[]} args as the command would get them
 * @returns {boolean} whether it would lint the current directory for want of a path
 */
function isRunWithoutPath(args) {
  try {
    const request = parseArguments(args);
    return request.kind === "run" && request.options.paths.length === 0;
  } catch {
    return false; // The command itself says what is wrong with its arguments.
  }
}
