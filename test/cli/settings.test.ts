/** `--settings`: what the command is told of functions that it does not know. */
import { describe, expect, test } from "vitest";
import { calm, project } from "./command.js";

/** Milliseconds; see command.test.ts. */
const timeout = 120_000;

const files = {
  "http.ts": "export declare function look(res: Response): void;\n",
  "use.ts": `import { look } from "./http.js";
export async function use(url: string): Promise<void> {
  const res = await fetch(url);
  look(res);
}
`,
  "calm.json": JSON.stringify({ borrow: [{ from: "file", path: "http.ts", name: "look" }] }),
  "typo.json": JSON.stringify({ borow: [] }),
  "broken.json": "{",
};

describe.concurrent("--settings", { timeout }, () => {
  test("adds to what the rules know", async () => {
    const cwd = project(files);
    expect((await calm(["use.ts"], { cwd })).status).toBe(0);
    const run = await calm(["--settings", "calm.json", "use.ts"], { cwd });
    expect(run.stdout).toMatch(/ 3:\d+ .*never read or cancelled/u);
    expect(run.status).toBe(1);
  });

  test("belongs to the question, too", async () => {
    const cwd = project(files);
    const { status, stdout } = await calm(["--explain", "use.ts:3", "--settings", "calm.json"], { cwd });
    expect(stdout).toContain("never read or cancelled");
    expect(status).toBe(0);
    const { stdout: call } = await calm(["--explain", "use.ts:4", "--settings", "calm.json"], { cwd });
    expect(call).toContain("configured: settings.calm.borrow");
  });

  test.each([
    ["typo.json", `typo.json: settings.calm has no "borow": did you mean "borrow"? Valid are`],
    ["broken.json", "broken.json is no JSON: "],
    ["none.json", "cannot read none.json: ENOENT"],
  ])("%s: a mistake ends the run with one line", async (file, message) => {
    const cwd = project(files);
    for (const args of [["use.ts"], ["--explain", "use.ts:3"]]) {
      const { status, stdout, stderr } = await calm(["--settings", file, ...args], { cwd });
      expect(stderr).toMatch(/^calm: .*\n$/u);
      expect(stderr).toContain(message);
      expect([status, stdout]).toEqual([2, ""]);
    }
  });
});
