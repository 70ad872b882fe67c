import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { project } from "./command.js";

const bin = fileURLToPath(new URL("../../eslint-plugin/bin", import.meta.url));

/** Starts a copy of the program whose command is `main`, with Node's version as `version`. */
function start(main: string, version = process.versions.node): { status: number | null; stderr: string } {
  const folder = project({
    "package.json": `{ "type": "module" }`,
    "dist/cli/main.js": main,
    "version.cjs": `Object.defineProperty(process, "versions", { value: { node: ${JSON.stringify(version)} } });`,
  });
  cpSync(bin, join(folder, "bin"), { recursive: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", join(folder, "version.cjs"), join(folder, "bin/calm.js")],
    { encoding: "utf8" },
  );
  return { status, stderr };
}

test("the exit code is the command's", () => {
  expect(start("export const main = async () => 7;")).toEqual({ status: 7, stderr: "" });
});

test.each(["18.20.4", "20.18.3"])("Node %s is too old: one line, 2", (version) => {
  expect(start("syntax error", version)).toEqual({
    status: 2,
    stderr: `calm: needs Node 20.19 or later, and this is ${version}\n`,
  });
});

test.each(["20.19.0", "22.13.0", "24.0.0"])("Node %s is not", (version) => {
  expect(start("export const main = async () => 0;", version)).toEqual({ status: 0, stderr: "" });
});

test("a missing ESLint is named: one line, 2", () => {
  expect(start(`import "eslint"; export const main = async () => 0;`)).toEqual({
    status: 2,
    stderr: "calm: needs ESLint beside it: npm install --save-dev eslint\n",
  });
});

test("anything else that is missing is an incomplete installation: one line, 2", () => {
  const { status, stderr } = start(`import "globby"; export const main = async () => 0;`);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^calm: the installation is incomplete, .*globby.*\n$/);
});
