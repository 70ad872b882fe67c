// What a user gets: the packed tarball, installed beside ESLint 10 into a folder that knows nothing of this repository.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { npm, pack, temporaryFolder, type Outcome } from "./npm.js";

const consumer = temporaryFolder();
const message = "The body of `res` (fetch, line 2) is neither read nor cancelled when `!res.ok`.";

beforeAll(() => {
  cpSync(join(import.meta.dirname, "fixtures/consumer"), consumer, { recursive: true });
  const { tarball } = pack(consumer);
  const quietly = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, stderr } = npm(["install", ...quietly, tarball, "eslint@^10", "typescript-eslint@^8"], consumer);
  expect(status, stderr).toBe(0);
}, 240_000);

afterAll(() => {
  rmSync(consumer, { force: true, recursive: true });
});

test.each(["leaky.js", "leaky.ts"])("eslint reports the leak in %s through calm.configs.recommended", (path) => {
  const { status, stdout, stderr } = run("eslint", "bin/eslint.js", "--format=json", path);
  expect(stderr).toBe("");
  const [file] = JSON.parse(stdout) as { messages: { ruleId: string; line: number; message: string }[] }[];
  expect(file?.messages).toEqual([expect.objectContaining({ ruleId: "calm/no-unconsumed-body", line: 3, message })]);
  expect(status).toBe(1);
});

test.each(["calm", "eslint-plugin-calm"])("npx %s reports the leak without any configuration", (command) => {
  rmSync(join(consumer, "eslint.config.js"), { force: true });
  const { status, stdout } = npm(["exec", "--offline", "--", command, "leaky.ts"], consumer);
  expect(stdout).toContain(message.replace(/\.$/, "")); // ESLint's formatter drops the full stop.
  expect(stdout).toContain("calm/no-unconsumed-body");
  expect(status).toBe(1);
});

test("the types fit eslint's defineConfig, from ESM and from CommonJS", () => {
  const { status, stdout } = run("typescript", "bin/tsc", "--project", ".");
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

test("Node's types come under an alias and stay out of the user's own", () => {
  expect(existsSync(join(consumer, "node_modules/calm-node-types/index.d.ts"))).toBe(true);
  expect(existsSync(join(consumer, "node_modules/@types/node"))).toBe(false);
});

/** Runs a program of an installed package. */
function run(packageName: string, program: string, ...args: string[]): Outcome {
  return spawnSync(process.execPath, [join("node_modules", packageName, program), ...args], {
    cwd: consumer,
    encoding: "utf8",
  });
}
