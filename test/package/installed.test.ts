// What a user gets: the packed tarball, installed beside ESLint 10 into a folder that knows nothing of this repository.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { npm, pack, temporaryFolder, type Outcome } from "./npm.js";

const consumer = temporaryFolder();
const modernConsumer = temporaryFolder();
const message = "The body of `res` (fetch, line 2) is neither read nor cancelled when `!res.ok`.";

beforeAll(() => {
  for (const folder of [consumer, modernConsumer]) {
    cpSync(join(import.meta.dirname, "fixtures/consumer"), folder, { recursive: true });
  }
  const { tarball } = pack(consumer);
  install(consumer, tarball, "eslint@^10", "typescript-eslint@^8");
  install(modernConsumer, tarball, "eslint@^10", "typescript@^7");
}, 240_000);

afterAll(() => {
  for (const folder of [consumer, modernConsumer]) {
    rmSync(folder, { force: true, recursive: true });
  }
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

test("npx calm works beside TypeScript 7, which has no API for a parser", () => {
  const { status, stdout, stderr } = npm(["exec", "--offline", "--", "calm", "leaky.ts"], modernConsumer);
  expect(stdout, stderr).toContain("calm/no-unconsumed-body");
  expect(status).toBe(1);
});

test("the rule works beside TypeScript 7", () => {
  const config = 'import calm from "eslint-plugin-calm"; export default [calm.configs.recommended];';
  writeFileSync(join(modernConsumer, "eslint.config.js"), config);
  const { status, stdout, stderr } = npm(["exec", "--offline", "--", "eslint", "leaky.js"], modernConsumer);
  expect(stdout, stderr).toContain("calm/no-unconsumed-body");
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

function install(folder: string, ...packages: string[]): void {
  const quietly = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, stderr } = npm(["install", ...quietly, ...packages], folder);
  expect(status, stderr).toBe(0);
}

/** Runs a program of an installed package. */
function run(packageName: string, program: string, ...args: string[]): Outcome {
  return spawnSync(process.execPath, [join("node_modules", packageName, program), ...args], {
    cwd: consumer,
    encoding: "utf8",
  });
}
