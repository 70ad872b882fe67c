/** `npm run fuzz:mutations`: a rule of the analysis is broken on purpose, and the fuzzer finds that. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type Plugin, build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Mutation, mutations } from "./mutations.js";

const root = path.resolve(import.meta.dirname, "../../..");
const hunter = path.join(import.meta.dirname, "hunter.ts");

let folder = "";
beforeAll(async () => {
  // Inside, so that what it imports is found.
  await mkdir(path.join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(path.join(root, ".cache/mutants-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Changes one file on its way into the bundle: what is on the disk stays as it is. */
function mutating({ file, from, to }: Mutation): Plugin {
  return {
    name: "mutation",
    setup: (bundle) => {
      const mutated = path.join(root, "eslint-plugin/src", file);
      bundle.onLoad({ filter: /\.ts$/ }, async ({ path: loaded }) => {
        if (loaded !== mutated) return undefined;
        const text = await readFile(loaded, "utf8");
        if (text.split(from).length !== 2) throw new Error(`${file} does not have exactly once: ${from}`);
        return { contents: text.replace(from, () => to), loader: "ts" };
      });
    },
  };
}

it.each(mutations.map((mutation, index) => ({ ...mutation, index })))("$what", async ({ index, ...mutation }) => {
  const outfile = path.join(folder, `${index}.mjs`);
  await build({
    entryPoints: [hunter],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
    plugins: [mutating(mutation)],
  });
  const { status, stdout, stderr } = spawnSync(process.execPath, [outfile], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^(?:missed|missedExit|twice|falseAlarm|falseNever) in module \d+\n/u);
});
