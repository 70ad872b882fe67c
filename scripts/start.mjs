// `npm start -- path`: the `calm` command of this checkout, as if called in the folder where npm was called. With
// nothing but options, it lints the sample project.
import { join, relative } from "node:path";
import { repository, runNode } from "./run.mjs";

const cwd = process.env["INIT_CWD"] ?? process.cwd();
const args = process.argv.slice(2);
if (args.every((argument) => argument.startsWith("-"))) {
  args.push(relative(cwd, join(repository, "examples/leaky-service")));
}
process.exitCode = runNode([join(repository, "eslint-plugin/bin/calm.js"), ...args], { cwd });
