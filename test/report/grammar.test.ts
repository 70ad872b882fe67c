import { describe, expect, it } from "vitest";
import { grammar } from "./grammar.js";
import { handmade, sentence, type LeakByHand, type StepByHand } from "./handmade.js";

describe("every case of the grammar", () => {
  it.each(grammar)("$title", ({ code, leak, sentence: expected }) => {
    expect(sentence(handmade(code, leak))).toBe(expected);
  });
});

const code = `async function f(a: any, b: any, c: any, list: any) {
  let r = await client
    .get(a);
  try {
    if (a) { b; }
    while (b) { c; }
  } catch (error) {
    return null;
  }
  const copy = r.tee();
  await r.body.pipeTo();
  namespace.inner;
}
namespace N { const r = await fetch(a); }
class C { static { fetch(b); } }
for (const r of list) { fetch(c); }`;

const acquired: LeakByHand = {
  site: "client\n    .get(a)",
  callee: "client\n    .get",
  kind: "exit",
  at: "return null;",
  variable: "r",
};
const [a, b, c] = ["a", "b", "c"].map((condition): StepByHand => ({ condition, holds: true })) as [
  StepByHand,
  StepByHand,
  StepByHand,
];
const caught: StepByHand = { caught: "catch (error) {\n    return null;\n  }" };
const what = "The body of `r` (client.get, line 2)";
const unread = `${what} is neither read nor cancelled`;

describe("the clause", () => {
  it.each<[string, Partial<LeakByHand>, string]>([
    ["one catch", { path: [caught] }, `${unread} when an error is caught.`],
    ["a catch before a condition", { path: [caught, a] }, `${unread} when an error is caught and \`a\`.`],
    ["a catch after conditions", { path: [a, b, c, caught] }, `${unread} when \`b\`, \`c\` and the error is caught.`],
    ["a catch before the last two conditions", { path: [caught, a, b] }, `${unread} when \`a\` and \`b\`.`],
    ["two catches", { path: [caught, a, caught] }, `${unread} when \`a\` and the error is caught.`],
    ["a condition that holds again", { path: [a, b, a, b] }, `${unread} when \`a\` and \`b\`.`],
    [
      "a rejection that is caught",
      { path: [{ rejected: "r.body.pipeTo()" }, caught] },
      `${unread} when \`r.body.pipeTo()\` rejects and the error is caught.`,
    ],
    ["nothing, at an expression", { at: "r.body.pipeTo()" }, `${unread} on this path.`],
    ["the end of a block", { at: "end of if (a)" }, `${unread} by the end of the block.`],
    ["the end of a module", { at: "end of module" }, `${unread} by the end of the module.`],
    ["the end of a namespace", { at: "end of namespace N" }, `${unread} by the end of the namespace.`],
    ["the end of a static block", { at: "end of static" }, `${unread} by the end of the static block.`],
    [
      "the end under two conditions",
      { at: "end of list: any)", path: [a, b] },
      `${unread} by the end of the function when \`a\` and \`b\`.`,
    ],
    ["an assignment, always", { kind: "overwritten" }, `${unread} before \`r\` is assigned again.`],
    ["a next turn, always", { kind: "nextTurn" }, `${unread} when the loop goes on to its next turn.`],
    [
      "a next turn under two conditions",
      { kind: "nextTurn", path: [a, b] },
      `${unread} when \`a\`, \`b\` and the loop goes on to its next turn.`,
    ],
    ["a reader let go", { locked: true, path: [a] }, `${what} is neither read to its end nor cancelled when \`a\`.`],
  ])("%s", (_, by, expected) => {
    expect(sentence(handmade(code, { ...acquired, ...by }))).toBe(expected);
  });
});

describe("the subject", () => {
  it.each<[string, Partial<LeakByHand>, string]>([
    ["no variable", {}, "The body of the response"],
    ["a list", { kind: "element", variable: "list" }, "The body of a response in `list`"],
    ["a list without a name", { kind: "element" }, "The body of a response in a list"],
    ["a body", { variable: "responseBody" }, "The body `responseBody`"],
    ["a branch without a name", { split: true }, "A branch of the body"],
  ])("%s", (_, by, expected) => {
    expect(sentence(handmade(code, { ...acquired, variable: null, ...by }))).toContain(
      `${expected} (client.get, line 2)`,
    );
  });
});

it("shortens a callee that would drown the sentence", () => {
  const callee = `make({ ${"option: true, ".repeat(20)}}).get`;
  expect(sentence(handmade(code, { ...acquired, callee }))).toMatch(
    /^The body of `r` \(make\(\{ option: .{20,50}\.get, line 2\)/u,
  );
});
