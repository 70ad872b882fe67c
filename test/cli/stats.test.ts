/** `--stats` asks for the type of every call, so nobody else pays for that. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { run } from "../../eslint-plugin/src/cli/run.js";
import { responseTyped } from "../../eslint-plugin/src/findings/response-typed.js";

vi.mock(import("../../eslint-plugin/src/findings/response-typed.js"), async (original) => {
  const { responseTyped: real } = await original();
  return { responseTyped: vi.fn(real) };
});
vi.spyOn(console, "log").mockReturnValue();
vi.spyOn(console, "error").mockReturnValue();

const folder = mkdtempSync(join(tmpdir(), "calm-stats-"));
writeFileSync(join(folder, "a.js"), "fetch('/a').then((res) => res.text());\n");
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  vi.mocked(responseTyped).mockClear();
});

it.each([
  { stats: true, times: 1 },
  { stats: false, times: 0 },
])("counts what owes nothing $times times with stats: $stats", async ({ stats, times }) => {
  const options = { format: "json", maxWarnings: null, quiet: false, strict: false, settings: null, color: false };
  expect(await run({ ...options, paths: [folder], stats })).toBe(0);
  expect(responseTyped).toHaveBeenCalledTimes(times);
});
