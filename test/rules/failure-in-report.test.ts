/** An error of ours while a finding is put into words or its repair is sought costs that function, and the others are reported. */
import { Linter } from "eslint";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Obligation } from "../../eslint-plugin/src/findings/types.js";
import calm from "../../eslint-plugin/src/index.js";
import { errorLines } from "./error-lines.js";

const code = `export async function before(url) { const res = await fetch(url); return res.ok; }
export async function broken(url) {
  const first = await fetch(url);
  if (!first.ok) throw new Error();
  const text = await first.text();
  const second = await fetch(url);
  if (!second.ok) throw new Error();
  return text + (await second.text());
}
export async function after(url) { const res = await fetch(url); return res.ok; }
`;

interface Fault {
  readonly in: "words" | "repair";
  readonly error: Error;
}

const injected = vi.hoisted((): { fault: Fault | null } => ({ fault: null }));

function failIn(where: Fault["in"], { function: fn }: Obligation): void {
  const { fault } = injected;
  if (fault?.in === where && "name" in fn && fn.name.getText() === "broken") throw fault.error;
}

vi.mock(import("../../eslint-plugin/src/report/describe.js"), async (importOriginal) => {
  const { describe: describeLeak, ...rest } = await importOriginal();
  return {
    ...rest,
    describe: (report, file) => {
      failIn("words", report.obligation);
      return describeLeak(report, file);
    },
  };
});

vi.mock(import("../../eslint-plugin/src/report/suggest/scene.js"), async (importOriginal) => {
  const { sceneOf, ...rest } = await importOriginal();
  return {
    ...rest,
    sceneOf: (file, obligation, leak) => {
      failIn("repair", obligation);
      return sceneOf(file, obligation, leak);
    },
  };
});

const said = errorLines();

afterEach(() => {
  injected.fault = null;
});

/** @returns line and number of suggestions of each report */
function lint(path: string, fault: Fault | null): readonly string[] {
  injected.fault = fault;
  return new Linter({ cwd: "/" })
    .verify(code, [{ files: ["**/*.js"] }, calm.configs.recommended], { filename: path })
    .map(({ line, suggestions = [] }) => `${String(line)}: ${String(suggestions.length)}`);
}

describe("an error of ours", () => {
  it("is none where nothing fails", () => {
    expect(lint("/virtual/sound.js", null)).toEqual(["1: 2", "4: 2", "7: 2", "10: 2"]);
    expect(said).toEqual([]);
  });

  it.each(["words", "repair"] as const)(
    "in the %s for a function's findings is told once, and costs no other",
    (where) => {
      const path = `/virtual/${where}.js`;
      expect(lint(path, { in: where, error: new TypeError("none") })).toEqual(["1: 2", "10: 2"]);
      expect(said).toEqual([expect.stringContaining(`internal error in ${path}:2, in \`broken\`: TypeError: none.`)]);
    },
  );

  it("is none where the search for a repair overflows the call stack: the finding is worth more", () => {
    const error = new RangeError("Maximum call stack size exceeded");
    expect(lint("/virtual/deep.js", { in: "repair", error })).toEqual(["1: 2", "4: 0", "7: 0", "10: 2"]);
    expect(said).toEqual([]);
  });
});
