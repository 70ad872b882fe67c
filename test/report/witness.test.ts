import { expect, it } from "vitest";
import { witness } from "../../eslint-plugin/src/report/witness.js";
import { grammar } from "./grammar.js";
import { handmade } from "./handmade.js";

function lines(title: string): readonly string[] {
  const found = grammar.find((candidate) => candidate.title === title);
  if (found === undefined) throw new Error(`No case "${title}"`);
  const { obligation, leak } = handmade(found.code, found.leak);
  return witness(obligation, leak).map(
    ({ node, part, text }) => `${node.getText().split("\n", 1).join("")} (${part}): ${text}`,
  );
}

it("names every decision, not only the last two", () => {
  expect(lines("Several conditions: the last two")).toEqual([
    "fetch(url) (whole): `fetch` acquires the body",
    "dry (whole): `dry` holds",
    "quiet (whole): `quiet` holds",
    "res.status >= 400 (whole): `res.status >= 400` holds",
    "return null; (whole): the body is still neither read nor cancelled here",
  ]);
});

it("says that a branch was made, and ends at the place of the report", () => {
  expect(lines("One branch of `clone()` or `tee()`")).toEqual([
    "res.clone() (whole): `res.clone` makes this branch of the body",
    "debug (whole): `!debug` holds",
    "return res.json(); (whole): the body is still neither read nor cancelled here",
  ]);
});

it("says where an error was caught and what rejected", () => {
  expect(lines("After a `catch` that could still reach it").at(-2)).toBe("catch { (whole): an error is caught");
  expect(lines("`pipeTo` with `preventCancel: true`").at(-2)).toContain("`res.body!.pipeTo(…)` rejects");
});
