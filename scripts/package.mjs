// Both deliverables into dist/: the npm tarball of the plugin, checked as its users will resolve it, and the VS Code
// extension. Compiled from nothing, so that no output of a removed source is shipped.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { objectionsTo } from "./check-tarball.mjs";
import { repository, runNode, runNpm } from "./run.mjs";
import { vsce } from "./vsce.mjs";

const tarball = `dist/${nameAndVersion("eslint-plugin")}.tgz`;
const vsix = `dist/${nameAndVersion(".")}.vsix`;

rmSync(join(repository, "eslint-plugin/dist"), { force: true, recursive: true });
rmSync(join(repository, "dist"), { force: true, recursive: true });
orExit((await build()) ? 0 : 1);

/** @type {import("node:child_process").StdioOptions} */
const quietly = ["ignore", "ignore", "inherit"];
orExit(
  runNpm(["pack", "--workspace=eslint-plugin", "--pack-destination=dist", "--loglevel=error"], { stdio: quietly }),
);
console.log(tarball);

const objections = objectionsTo(join(repository, tarball));
for (const objection of objections) {
  console.error(objection);
}
orExit(objections.length);

orExit(runNode(vsce("package", `--out=${vsix}`), { stdio: quietly }));
console.log(vsix);

/**
 * @param {string} folder of a package.json
 * @returns {string} as both npm and vsce begin the names of their archives
 */
function nameAndVersion(folder) {
  /** @type {{ name: string; version: string }} */
  const { name, version } = JSON.parse(readFileSync(join(repository, folder, "package.json"), "utf8"));
  return `${name}-${version}`;
}

/** @param {number} failures ends the process unless there are none */
function orExit(failures) {
  if (failures !== 0) {
    process.exit(1);
  }
}
