import { expect, test } from "vitest";
import { parseLineReference } from "../../eslint-plugin/src/cli/line-reference.js";

test.each([
  ["src/api.ts:12", "src/api.ts", 12],
  ["src/api.ts:12:5", "src/api.ts", 12],
  ["src/api.ts:12:5:", "src/api.ts", 12],
  ["src/api.ts:12:", "src/api.ts", 12],
  ["src/api.ts(12,5)", "src/api.ts", 12],
  ["src/api.ts(12,5):", "src/api.ts", 12],
  ["src/(group)/api.ts:12", "src/(group)/api.ts", 12],
  ["C:\\app\\api.ts:12", "C:\\app\\api.ts", 12],
  ["C:/app/api.ts:12:5", "C:/app/api.ts", 12],
  ["with space.ts:7", "with space.ts", 7],
])("%s", (text, file, line) => {
  expect(parseLineReference(text)).toEqual({ file, line });
});

test.each([
  ["src/api.ts", /needs a file and a line, as in src\/api\.ts:12, and not "src\/api\.ts"/],
  ["C:\\app\\api.ts", /needs a file and a line/],
  ["12", /needs a file and a line/],
  [":12", /needs a file and a line/],
  ["", /needs a file and a line/],
  ["src/api.ts:twelve", /needs a file and a line/],
  ["src/api.ts:-1", /needs a file and a line/],
  ["src/api.ts:0", /^lines are counted from 1: src\/api\.ts:0$/],
])("no line: %s", (text, message) => {
  expect(() => parseLineReference(text)).toThrow(message);
});
