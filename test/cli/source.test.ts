import { join } from "node:path";
import { expect, test } from "vitest";
import { createLinter } from "../../eslint-plugin/src/cli/linter.js";
import { lintFile } from "../../eslint-plugin/src/cli/lint-file.js";
import { readSource } from "../../eslint-plugin/src/linting/source.js";
import { project } from "./command.js";

test("text is read with its byte order mark, which ESLint knows how to handle", async () => {
  const folder = project({ "a.js": "\uFEFF// ü" });
  expect(await readSource(join(folder, "a.js"))).toEqual({ kind: "text", text: "\uFEFF// ü" });
});

test("what nobody wrote by hand is skipped", async () => {
  const folder = project({
    "video.ts": new Uint8Array([0x47, 0x40, 0x00, 0x10]),
    "bundle.js": "x".repeat(4 * 1024 * 1024 + 1),
    "large.js": "x".repeat(4 * 1024 * 1024),
  });
  expect(await readSource(join(folder, "video.ts"))).toEqual({ kind: "skipped", reason: "not a text file" });
  expect(await readSource(join(folder, "bundle.js"))).toEqual({ kind: "skipped", reason: "larger than 4 MiB" });
  expect(await readSource(join(folder, "large.js"))).toMatchObject({ kind: "text" });
});

test("a file that cannot be read is a fatal result of that file", async () => {
  // A folder in the place of a file cannot be read by any user, not even by root.
  const path = join(project({ "a.js/": "" }), "a.js");
  expect(await lintFile(path, createLinter({ strict: false }))).toMatchObject({
    kind: "linted",
    result: {
      filePath: path,
      errorCount: 1,
      fatalErrorCount: 1,
      messages: [{ fatal: true, message: "Cannot be read: EISDIR: illegal operation on a directory" }],
    },
  });
});
