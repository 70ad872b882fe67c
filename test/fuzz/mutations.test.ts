/** A mutation that has lost its place in the source would be found missing only by `npm run fuzz:mutations`, which takes minutes. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { mutations } from "./mutations/mutations.js";

const source = path.resolve(import.meta.dirname, "../../eslint-plugin/src");

it.each(mutations)("$file has the place of: $what", async ({ file, from }) => {
  const text = await readFile(path.join(source, file), "utf8");
  expect(text.split(from)).toHaveLength(2);
});
