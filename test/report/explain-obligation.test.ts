/** Every kind of verdict and every cause of one, as `calm --explain` tells it. */
import { describe, expect, it } from "vitest";
import type { AnalyzeOptions } from "../../eslint-plugin/src/analyze.js";
import * as words from "../../eslint-plugin/src/report/explain-words.js";
import { explanationText } from "../../eslint-plugin/src/report/explain-text.js";
import type { Answer } from "../../eslint-plugin/src/report/explanation.js";
import { ask, clause, elsewhere, first, question, type Name } from "./explain-cases.js";

describe("verdicts", () => {
  it.each<[Name, Answer["kind"], string]>([
    ["leaks", "reported", "Reported: The body of `res` (fetch, line 8) is neither read nor cancelled when `!res.ok`."],
    [
      "decided",
      "reported",
      "Reported at line 10: The body of `res` (fetch, line 8) is neither read nor cancelled when `!res.ok`.",
    ],
    ["never", "reported", "Reported: The body of the response (fetch, line 8) is never read or cancelled."],
    [
      "split",
      "reported",
      "Reported: The branch `copy` (res.clone, line 9) is never read or cancelled: what the other branch reads stays in memory.",
    ],
    ["read", "clean", "Not reported: the body of the response (fetch, line 7) is read or cancelled on every path."],
    ["returned", "clean", words.verdicts.transferred("the body of the response (fetch, line 7)")],
    ["head", "clean", words.verdicts.nothingOwed("the body of the response (fetch, line 7)")],
    ["onThrow", "quiet", words.verdicts.leaksOnThrow("the body of the response (fetch, line 10)")],
    ["imprecise", "quiet", words.verdicts.imprecise("the body of the response (fetch, line 9)")],
  ])("%s: %s", (name, kind, headline) => {
    expect(first(ask(name))).toMatchObject({ kind, headline });
  });

  it("gave up", () => {
    const answer = first(ask("never", { options: { limits: { mostSteps: 3 } } }));
    expect(answer).toMatchObject({
      kind: "notAnalysed",
      headline: "Not decided: the body of the response (fetch, line 8) could not be followed: more than 3 steps.",
      change: ["Split the function."],
    });
  });

  it("silenced by a comment", () => {
    const answer = first(ask("never", { reported: false }));
    expect(answer.kind).toBe("silenced");
    expect(answer.headline).toBe(
      "Found, but a comment silences it: The body of the response (fetch, line 8) is never read or cancelled.",
    );
    expect(answer.change).toContain("Remove the comment, and it is reported.");
  });

  it("each finding of one response has an answer at its call, and at its own line there is that one alone", () => {
    const { answers } = ask("twoLeaks");
    expect(answers.map(({ headline }) => headline)).toEqual([
      expect.stringContaining("when `res.status === 404`"),
      expect.stringContaining("when `res.status === 500`"),
    ]);
    expect(ask("leaks").answers).toHaveLength(1);
    const said = explanationText(ask("twoLeaks"));
    expect(said.split("Because:")).toHaveLength(3);
    expect(said).toContain("\n  Because: as above.\n");
  });

  it("a file that cannot hold a response, one without types, one whose tsconfig is broken", () => {
    const source = "export const a = 1; // ?\n";
    expect(first(question({ kind: "gated" }, source)).headline).toMatch(/^Not analysed: nothing in the text/u);
    expect(first(question({ kind: "untyped", why: { kind: "none", reason: "no libraries" } }, source)).headline).toBe(
      "Not analysed: there are no types for this file: no libraries.",
    );
  });
});

describe("paths", () => {
  it("lead from the acquisition over the decisions to the loss, in the lines of the source", () => {
    expect(first(ask("leaks")).path).toEqual([
      { line: 8, column: 23, source: "const res = await fetch(url);", text: "`fetch` acquires the body" },
      { line: 9, column: 10, source: "if (!res.ok) {", text: "`!res.ok` holds" },
      { line: 10, column: 7, source: 'throw new Error("x"); // ?', text: expect.stringContaining("still") as string },
    ]);
  });

  it("end at the brace where the body is forgotten", () => {
    const { path } = first(ask("byTheEnd"));
    expect(path.at(-1)).toMatchObject({ line: 12, column: 3, source: "} // ?" });
  });

  it("are one line where no path reads the body", () => {
    expect(first(ask("never")).path.map(({ text: said }) => said)).toEqual(["`fetch` acquires the body"]);
  });

  it("end where the variable gets another response", () => {
    const { path } = ask("reassigned").answers.find(({ kind }) => kind === "reported") ?? { path: [] };
    expect(path.at(-1)).toMatchObject({
      source: "res = await fetch(url); // ?",
      text: "`res` is assigned again here, and its last body is still neither read nor cancelled",
    });
  });

  it("show what would have to throw", () => {
    expect(clause("onThrow")).toBe(words.steps.mayThrow());
    expect(first(ask("onThrow")).path.at(-1)?.source).toBe("log(res.status); // ?");
  });
});

describe("what reads or cancels", () => {
  it.each<[Name, string]>([
    ["cancelled", "`res.body?.cancel()` gives the body up"],
    ["flowing", "`(await request(url)).body.resume()` sets the body flowing"],
    ["listened", words.discharges.event("data")],
    ["piped", words.discharges.argument("pipeline(…)")],
    ["aborted", words.discharges.controller()],
    ["ownerClosed", words.discharges.owner()],
    ["drained", words.discharges.drained()],
    ["iterated", words.discharges.iteration()],
    ["disposed", words.discharges.disposal()],
  ])("%s: %s", (name, said) => {
    const found = [clause(name), ...elsewhere(name)].filter((one) => one !== undefined);
    expect(found.join("\n")).toContain(said);
  });

  it("reads, on which line", () => {
    expect(first(ask("read")).path.map(({ text: said }) => said)).toEqual([
      "`fetch` acquires the body",
      "`res.json()` reads the body",
      "`res.text()` reads the body",
    ]);
    expect(elsewhere("leaks")).toEqual(["On other paths, line 12: `res.json()` reads the body."]);
  });
});

describe("who takes it over", () => {
  it.each<[Name, string]>([
    [
      "passed",
      "it goes to `elsewhere(…)`, which may read it: it is declared in this program as `elsewhere`, which no table of clients knows",
    ],
    [
      "passedToHelper",
      "it goes to `helper(…)`, which may read it: its body is in this program (passedToHelper.ts:6), and helpers are not followed yet",
    ],
    [
      "passedToAny",
      "it goes to `missing.save(…)`, which may read it: its type is `any`, because no declarations of `not-installed` were found",
    ],
    ["passedToFetch", words.transfers.passedOn()],
    ["callback", words.transfers.callback()],
    ["stored", words.transfers.stored()],
    ["returned", words.transfers.returned()],
    ["thrown", "it goes to `Object.assign(…)`, which may read it: it is declared by TypeScript"],
    ["thrownItself", words.transfers.thrown()],
    ["yielded", words.transfers.yielded()],
    ["opaque", words.transfers.opaque()],
    ["unlisted", words.transfers.member("collect")],
    ["computed", words.transfers.computedMember()],
    ["readableListener", words.transfers.listener("readable")],
    ["computedListener", words.transfers.computedListener()],
    ["transform", words.transfers.transform()],
  ])("%s: %s", (name, said) => {
    expect(first(ask(name)).headline).toMatch(/^Not reported: .* goes to other code/u);
    expect(clause(name)).toContain(said);
  });
});

describe("why nothing is owed", () => {
  it.each<[Name, string]>([
    ["head", words.excuses.head()],
    ["headByCondition", words.excuses.head()],
    ["localUrl", words.excuses.localUrl()],
    ["noCors", words.excuses.option()],
    ["noListener", words.excuses.noListener()],
    ["emptyStatus", words.excuses.emptyStatus()],
    ["nullBody", words.excuses.nullBody()],
    ["emptyLength", words.excuses.emptyLength()],
    ["exit", words.excuses.exit()],
    ["unreached", words.excuses.unreached()],
  ])("%s: %s", (name, said) => {
    expect(clause(name)).toBe(said);
  });
});

describe("who decided that a call acquires", () => {
  it.each<[Name, AnalyzeOptions, string]>([
    [
      "never",
      {},
      "`fetch` is declared by TypeScript as `fetch`, and the table of clients has it (measured: unread fetch bodies pin connections).",
    ],
    [
      "noListener",
      {},
      "`http.get` is declared in @types/node as `http.get`, and the table of clients has it (measured: ",
    ],
    ["contract", {}, words.acquisitions.contract("injected")],
    ["wrongParameters", { strict: true }, words.acquisitions.byType("handle")],
    ["split", {}, words.acquisitions.split("res.clone")],
  ])("%s %j", (name, options, said) => {
    expect(first(ask(name, { options })).because[0]).toContain(said);
  });
});
