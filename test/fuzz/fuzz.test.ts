/** Generated modules, executed: the analysis agrees with what running them shows. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const main = join(import.meta.dirname, "main.ts");

// A process of its own: generated modules leave rejected promises behind, which vitest would take for its own.
function fuzz(...options: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", main, ...options], {
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

it("agrees on 400 modules", () => {
  const { status, output } = fuzz("--seed", "1", "--runs", "400");
  expect(output).toContain("0 disagreements");
  expect(status).toBe(0);
});

it("says what is wrong with the command line", () => {
  expect(fuzz("--runs", "many")).toEqual({ status: 2, output: expect.stringContaining("whole numbers") as string });
});
