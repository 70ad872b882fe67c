import { Writable } from "node:stream";
import { expect, test, vi } from "vitest";
import { Progress } from "../../eslint-plugin/src/cli/progress.js";

class Screen extends Writable {
  readonly isTTY: boolean;
  readonly columns = 80;
  shown = "";

  constructor(isTTY: boolean) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.shown += chunk;
    done();
  }
}

/** Lets three files take a second each. */
function watch(screen: Screen): string[] {
  let time = 0;
  const progress = new Progress(3, screen, () => time);
  const seen: string[] = [];
  for (let file = 0; file < 3; file += 1) {
    time += 700;
    progress.advance();
    seen.push(screen.shown);
  }
  progress.stop();
  return seen;
}

test("nothing is drawn in the first second, and then how many files are done", () => {
  vi.stubEnv("CI", "");
  const [first, second] = watch(new Screen(true));
  expect(first).toBe("");
  expect(second).toContain("2/3 files");
  vi.unstubAllEnvs();
});

test("nothing is drawn where nobody watches", () => {
  vi.stubEnv("CI", "");
  expect(watch(new Screen(false)).join("")).toBe("");
  vi.stubEnv("CI", "true");
  expect(watch(new Screen(true)).join("")).toBe("");
  vi.unstubAllEnvs();
});
