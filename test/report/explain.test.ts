/** What `calm --explain` says of calls that acquire nothing, of errors of ours and of empty lines; its text; and that every word of it is reached. */
import { describe, expect, it } from "vitest";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import { explanationText } from "../../eslint-plugin/src/report/explain-text.js";
import * as words from "../../eslint-plugin/src/report/explain-words.js";
import { faultyProgram } from "../rules/faulty.js";
import { ask, first, modules, program, question, type Name } from "./explain-cases.js";

describe("why a call acquires nothing", () => {
  it.each<[Name, string]>([
    ["row", "`JSON.stringify(…)` acquires nothing: it is declared by TypeScript as `JSON.stringify`, which only looks"],
    ["timer", "which runs its callback later (policy: "],
    ["wrap", "which gives another view of a body it is given (measured: "],
    ["selfContained", "which takes care of its bodies itself (policy: "],
    ["takes", "which reads, cancels or takes over what it is given (measured: "],
    ["noSignature", words.flaws.noSignature()],
    ["processExit", "which ends the process (documented: "],
    ["builtin", "which belongs to the language or its surroundings (documented: ECMAScript)"],
    ["helper", words.nothing.headline("helper(…)", words.nothing.body(["helper.ts:6"]))],
    ["import", words.nothing.headline("missing.get(…)", words.nothing.import("not-installed"))],
    ["undeclared", words.nothing.headline("nobodyKnows(…)", words.nothing.name("nobodyKnows"))],
    ["any", words.nothing.headline("anything(…)", words.nothing.any())],
    ["noUrl", words.flaws.noArguments()],
    ["wrongResult", words.flaws.result("void")],
    ["wrongParameters", words.flaws.parameters()],
    ["tagged", words.flaws.construction()],
    ["unused", words.nothing.unused()],
    ["member", words.nothing.headline("handed.text()", words.nothing.member())],
  ])("%s: %s", (name, said) => {
    const { answers } = ask(name);
    const headlines = answers.filter(({ kind }) => kind === "acquiresNothing").map(({ headline }) => headline);
    expect(headlines.join("\n")).toContain(said);
  });
});

describe("calls that nobody asks about", () => {
  it("are those that give no response, and the language's own, beside one that does", () => {
    expect(ask("chained").answers.map(({ headline }) => headline)).toEqual([
      expect.stringMatching(/^`handle\(…\)` acquires nothing/u),
    ]);
  });

  it("are those that give no response, beside an obligation", () => {
    expect(ask("amid").answers.map(({ kind }) => kind)).toEqual(["clean"]);
  });
});

describe("what would change it", () => {
  it.each<[Name, string]>([
    [
      "leaks",
      "Read it before line 10, so that its connection can be used again: `await res.arrayBuffer().catch(() => {})`. Or, if it may be large, cancel it: `await res.body?.cancel().catch(() => {})`.",
    ],
    [
      "byTheEnd",
      "Read it by line 12, so that its connection can be used again: `await res.arrayBuffer().catch(() => {})`. Or, if it may be large, cancel it: `await res.body?.cancel().catch(() => {})`.",
    ],
    [
      "never",
      "Read it after the call, so that its connection can be used again: `await res.arrayBuffer().catch(() => {})`. Or, if it may be large, cancel it: `await res.body?.cancel().catch(() => {})`.",
    ],
    ["never", words.changes.head()],
    ["leaks", words.changes.silence()],
    ["onThrow", words.changes.guard()],
    ["imprecise", words.changes.simplify()],
    ["returned", words.changes.readHere()],
    ["helper", words.changes.lookInside()],
    ["import", "Install `not-installed`, or its declarations."],
    ["any", words.changes.annotate()],
    ["member", words.changes.askEarlier()],
    [
      "split",
      "Read or cancel it after the call: `await copy.arrayBuffer().catch(() => {})`, or `copy.body?.cancel().catch(() => {})`.",
    ],
    ["wrongParameters", words.changes.strict()],
  ])("%s: %s", (name, said) => {
    expect(ask(name).answers.flatMap(({ change }) => change)).toContain(said);
  });
});

describe("an error of ours", () => {
  const source = `export async function g(url: string, faulty: typeof fetch) {\n  return (await faulty(url)).ok; // ?\n}\n`;

  it("comes with its stack and where to report it, on every line of its function", () => {
    const typed = program("faulty.ts");
    const broken = faultyProgram(typed.program);
    const analysis = analyze({ ...typed, program: broken, checker: broken.getTypeChecker() });
    const explanation = question({ kind: "analysed", analysis }, source);
    expect(explanation.answers).toEqual([
      {
        kind: "internalError",
        headline: "An internal error kept this function from being checked: TypeError: no symbol for faulty.",
        path: [],
        because: [],
        change: [expect.stringContaining("/issues")],
        stack: expect.stringMatching(/^TypeError: no symbol\nfor faulty\n {4}at /u) as string,
      },
    ]);
    expect(explanationText(explanation)).toMatch(/\n {2}TypeError: no symbol\n {2}for faulty\n {6}at /u);
  });

  it("is none where TypeScript cannot say what is called", () => {
    const typed = program("faulty.ts");
    const deep = faultyProgram(typed.program, new RangeError("Maximum call stack size exceeded"));
    const analysis = analyze({ ...typed, program: deep, checker: deep.getTypeChecker() });
    expect(question({ kind: "analysed", analysis }, source).answers).toEqual([
      {
        kind: "notAnalysed",
        headline: "Not analysed: this function is nested too deeply for TypeScript: its call stack overflowed.",
        path: [],
        because: [],
        change: [],
      },
    ]);
  });

  it("may be one of the whole file", () => {
    const error = { reason: "RangeError: too deep", stack: "RangeError: too deep\n    at f" };
    expect(first(question({ kind: "failed", error }, source))).toMatchObject({
      kind: "internalError",
      stack: error.stack,
    });
  });
});

describe("a line that has nothing", () => {
  it("names the nearest that have", () => {
    expect(explanationText(ask("nothing"))).toBe(`src/a.ts:10: const a = 1; // ?

Nothing on this line acquires, reads, cancels or loses a response.
The nearest lines that have something:
  8: \`fetch\` acquires a body`);
  });

  it("says so if the file has none", () => {
    const explanation = question(
      { kind: "analysed", analysis: analyze(program("empty.ts")) },
      "export const a = 1; // ?\n",
    );
    expect(explanationText(explanation)).toBe(`src/a.ts:1: export const a = 1; // ?

Nothing on this line acquires, reads, cancels or loses a response.
No call in this file acquires a response.`);
  });
});

describe("every word is reached", () => {
  const strict = { options: { strict: true } };
  const told = (Object.keys(modules) as Name[])
    .flatMap((name) => [ask(name), ask(name, strict)])
    .map(explanationText)
    .join("\n");

  /** Whatever a placeholder may stand for. */
  const hole = "\u0000";

  const tables = {
    discharges: words.discharges,
    transfers: words.transfers,
    excuses: words.excuses,
    acquisitions: words.acquisitions,
    nothing: words.nothing,
    rows: words.rows,
    flaws: words.flaws,
    steps: words.steps,
  };
  const entries = Object.entries(tables).flatMap(([table, entry]) =>
    Object.entries<(...args: never[]) => string>(entry).map(([key, word]) => [`${table}.${key}`, word] as const),
  );

  it.each(entries)("%s", (name, word) => {
    const args = Array.from({ length: word.length }, () => (name === "nothing.body" ? [hole] : hole));
    const parts = word(...(args as never[])).split(hole);
    const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")).join(".+");
    expect(new RegExp(pattern, "iu").test(told), pattern).toBe(true);
  });
});

it("is text with the line, the finding, the path, the reasons and what to do", () => {
  expect(explanationText(ask("leaks"))).toBe(`src/a.ts:10: throw new Error("x"); // ?

Reported: The body of \`res\` (fetch, line 8) is neither read nor cancelled when \`!res.ok\`.

  8:23  const res = await fetch(url);
        \`fetch\` acquires the body
  9:10  if (!res.ok) {
        \`!res.ok\` holds
  10:7  throw new Error("x"); // ?
        the body is still neither read nor cancelled here

  Because:
  - \`fetch\` is declared by TypeScript as \`fetch\`, and the table of clients has it (measured: unread fetch bodies pin connections).
  - On other paths, line 12: \`res.json()\` reads the body.

  What would change it:
  - Read it before line 10, so that its connection can be used again: \`await res.arrayBuffer().catch(() => {})\`. Or, if it may be large, cancel it: \`await res.body?.cancel().catch(() => {})\`.
  - If it is right as it is, say so: \`// eslint-disable-next-line calm/no-unconsumed-body -- why\`.`);
});
