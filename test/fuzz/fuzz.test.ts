/** Generated modules, executed: the analysis agrees with what running them shows. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { optionsOf } from "./options.js";

const main = join(import.meta.dirname, "main.ts");

// A process of its own: generated modules leave rejected promises behind, which vitest would take for its own.
function fuzz(...options: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", main, ...options], {
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

it("agrees on 300 modules", () => {
  const { status, output } = fuzz("--seed", "1", "--runs", "300");
  expect(output).toContain("0 disagreements");
  expect(status).toBe(0);
});

it.each([
  [["--runs", "many"], '--runs takes a number of modules from 1 to 9999999, not "many".'],
  [["--runs", "0"], '--runs takes a number of modules from 1 to 9999999, not "0".'],
  [["--seed", "1.5"], '--seed takes a whole number, not "1.5".'],
  [["--sede", "1"], "Unknown option '--sede'."],
  [["--seed"], "Option '--seed <value>' argument missing."],
  [["100"], "Unexpected argument '100'."],
])("refuses %s in one line", (args, message) => {
  expect(optionsOf(args)).toBe(message);
});

it("exits 2 when the command line is wrong", () => {
  const { status, output } = fuzz("--runs", "many");
  expect(status).toBe(2);
  expect(output).toMatch(/^--runs takes .* Usage: npm run fuzz .*\n$/u);
});
