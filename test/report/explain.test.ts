/** Every kind of verdict and every cause, as `calm --explain` tells it: each is reached by code that somebody could have written. */
import { describe, expect, it } from "vitest";
import { type AnalyzeOptions, analyze } from "../../eslint-plugin/src/analyze.js";
import { type Examined, explain } from "../../eslint-plugin/src/report/explain.js";
import { explanationText } from "../../eslint-plugin/src/report/explain-text.js";
import * as words from "../../eslint-plugin/src/report/explain-words.js";
import type { Answer, Explanation } from "../../eslint-plugin/src/report/explanation.js";
import { virtualProgram } from "../typed/virtual.js";
import { faultyProgram } from "../rules/faulty.js";

/** More than can be told apart one after the other. */
const flags = Array.from({ length: 16 }, (_, index) => String(index));

/** One module a case; the line that is asked for ends in `// ?`. */
const modules = {
  leaks: `
    const res = await fetch(url);
    if (!res.ok) {
      throw new Error("x"); // ?
    }
    return res.json();`,
  decided: `
    const res = await fetch(url);
    if (!res.ok) { // ?
      return null;
    }
    return res.json();`,
  never: `
    const { ok } = await fetch(url); // ?
    return ok;`,
  twoLeaks: `
    const res = await fetch(url); // ?
    if (res.status === 404) return null;
    if (res.status === 500) throw new Error("x");
    return res.json();`,
  byTheEnd: `
    const res = await fetch(url);
    if (res.ok) {
      await res.text();
    }
  } // ?
  {`,
  sharedThrow: `
    const checked = (res: Response) => {
      if (res.ok) return res;
      throw new Error("x"); // ?
    };
    const one = checked(await fetch(url));
    const two = checked(await fetch(url));
    return [await one.json(), await two.json()];`,
  othersCall: `
    const checked = (res: Response) => {
      if (res.ok) return res;
      throw new Error("x");
    };
    const one = checked(await fetch(url));
    const two = checked(await fetch(url)); // ?
    return [await one.json(), await two.json()];`,
  split: `
    const res = await fetch(url);
    const copy = res.clone(); // ?
    return res.json();`,
  onThrow: `
    let res;
    try {
      res = await fetch(url);
      log(res.status); // ?
      await res.text();
    } catch {
      return null;
    }
    return 1;`,
  imprecise: `
    let ${flags.map((flag) => `a${flag} = false, b${flag} = false`).join(", ")};
    const res = await fetch(url); // ?
    ${flags.map((flag) => `if (log(${flag})) { a${flag} = true; b${flag} = true; }`).join("\n")}
    if (${flags.map((flag) => `(a${flag} && !b${flag})`).join(" || ")}) return null;
    return res.json();`,
  // Discharged.
  read: `const res = await fetch(url); // ?
    return res.ok ? res.json() : res.text();`,
  cancelled: `const res = await fetch(url);
    await res.body?.cancel(); // ?`,
  flowing: `(await request(url)).body.resume(); // ?`,
  listened: `const { body } = await request(url);
    body.on("data", log); // ?`,
  piped: `const { body } = await request(url);
    await pipeline(body, sink); // ?`,
  aborted: `const controller = new AbortController();
    const res = await fetch(url, { signal: controller.signal });
    log(res.status);
    controller.abort(); // ?`,
  ownerClosed: `const agent = new http.Agent();
    http.get(url, { agent }, (res) => { log(res.statusCode); });
    agent.destroy(); // ?`,
  drained: `const res = await fetch(url);
    const reader = res.body!.getReader();
    for (;;) {
      const { done } = await reader.read();
      if (done) break; // ?
    }`,
  iterated: `const res = await fetch(url);
    for await (const chunk of res.body!) log(chunk); // ?`,
  disposed: `const { body } = await request(url);
    await using owned = body; // ?
    log(1);`,
  // Handed over.
  passed: `const res = await fetch(url);
    return elsewhere(res); // ?`,
  passedToHelper: `const res = await fetch(url);
    base.take(res); // ?`,
  passedToAny: `const res = await fetch(url);
    await missing.save(res); // ?`,
  passedToFetch: `const res = await fetch(url);
    return (await fetch(url, { method: "POST", body: res.body })).text(); // ?`,
  callback: `return fetch(url).then(listener); // ?`,
  stored: `const res = await fetch(url);
    registry.last = res; // ?`,
  returned: `const res = await fetch(url);
    return res; // ?`,
  thrown: `const res = await fetch(url);
    throw Object.assign(new Error("x"), { res }); // ?`,
  thrownItself: `const res = await fetch(url);
    throw res; // ?`,
  yielded: `return 1; }
    export async function* g(url: string) {
    const res = await fetch(url);
    yield res; // ?`,
  opaque: `const res = await fetch(url);
    with (res) { log(1); } // ?`,
  passedOn: `const res = await fetch(url);
    new Request(url, { body: res.body }); // ?`,
  unlisted: `const res = await fetch(url);
    (res as any).collect(); // ?`,
  computed: `const res = await fetch(url);
    (res as any)[name](); // ?`,
  readableListener: `const { body } = await request(url);
    body.on("readable", listener); // ?`,
  computedListener: `const { body } = await request(url);
    body.on(name, listener); // ?`,
  transform: `const res = await fetch(url);
    res.body!.pipeThrough(shared); // ?`,
  // Nothing owed.
  head: `return (await fetch(url, { method: "HEAD" })).ok; // ?`,
  headByCondition: `const res = await fetch(url, { method: name });
    if (name === "HEAD") return res.ok; // ?
    return res.text();`,
  localUrl: `return (await fetch("data:,x")).ok; // ?`,
  noCors: `return (await fetch(url, { mode: "no-cors" })).type; // ?`,
  noListener: `http.get(url); // ?`,
  expected: `expect(fetch(url)).rejects.toThrow(); // ?`,
  caretaker: `const cared = new Agent().compose(interceptors.dump());
    await cared.request({ origin: url, path: "/", method: "GET" }); // ?`,
  composing: `return new Agent().compose(interceptors.dump()); // ?`,
  unasked: `await axios.get(url); // ?`,
  recognising: `return axios.isAxiosError(anything); // ?`,
  careful: `needle.get(url, (error) => log(error)); // ?`,
  emptyStatus: `const res = await fetch(url);
    if (res.status === 204) return null; // ?
    return res.text();`,
  nullBody: `const res = await fetch(url);
    if (res.body === null) return null; // ?
    return res.text();`,
  emptyLength: `const res = await fetch(url);
    if (res.headers.get("content-length") === "0") return null; // ?
    return res.text();`,
  exit: `const res = await fetch(url);
    if (!res.ok) process.exit(1); // ?
    return res.text();`,
  unreached: `return 1;
    await fetch(url); // ?`,
  // Calls that acquire nothing.
  contract: `return (await injected(url)).ok; // ?`,
  row: `console.log(JSON.stringify(url)); // ?`,
  chained: `return handle(new Request(url)).then(log); // ?`,
  amid: `const res = await fetch(String(elsewhere(handed))); // ?
    return res.text();`,
  member: `await elsewhere(handed);
    return handed.text(); // ?`,
  reassigned: `
    let res = await fetch(url);
    if (!res.ok) {
      res = await fetch(url); // ?
    }
    return res.json();`,
  timer: `setTimeout(listener, 1); // ?`,
  wrap: `return new Response("made here"); // ?`,
  selfContained: `return caches.match(url); // ?`,
  takes: `await pipeline(process.stdin, sink); // ?`,
  noSignature: `return (registry as any as { a: 1 })(url); // ?`,
  processExit: `process.exit(0); // ?`,
  builtin: `return Promise.all([1]); // ?`,
  helper: `return helper(1); // ?`,
  import: `return missing.get(url); // ?`,
  undeclared: `return nobodyKnows(url); // ?`,
  any: `return anything(url); // ?`,
  noUrl: `return injected(); // ?`,
  wrongResult: `return listener(url); // ?`,
  wrongParameters: `return handle(new Request(url)); // ?`,
  tagged: "return String.raw`x`; // ?",
  unused: `return compared(url) === null && client.load(url)[name]; // ?`,
  helped: `
    const loaded = async () => fetch(url);
    const res = await loaded(); // ?
    return res.json();`,
  named: `
    const loaded = async () => fetch(url);
    const { status, body } = await loaded();
    log([
      status, // ?
    ]);
    return body?.cancel();`,
  parameter: `
    const reduced = (res: Response) =>
      res; // ?
    return reduced;`,
  nothing: `
    const res = await fetch(url);

    const a = 1; // ?
    log(a);
    return res.json();`,
} as const;

type Name = keyof typeof modules;

const prelude = `import * as http from "node:http"; import { pipeline } from "node:stream/promises"; import { Agent, interceptors, request } from "undici"; import axios from "axios"; import needle from "needle"; import { expect } from "vitest"; import missing from "not-installed";
declare function log(value: unknown): boolean; declare function elsewhere(res: Response): Promise<void>; declare const anything: any; declare const name: string;
declare const sink: NodeJS.WritableStream; declare const registry: { last: Response }; declare const shared: TransformStream; declare const listener: (value: unknown) => void;
declare const injected: (url?: string) => Promise<Response>; declare const handle: (request: Request) => Promise<Response>; declare const compared: (url: string) => unknown;
declare const handed: Response; declare const client: { load(url: string): Promise<Response> };
async function helper(value: unknown): Promise<void> { log(value); } class Base { take(value: unknown): void { log(value); } } class Other extends Base { override take(): void {} } const base: Base = new Other();
export async function f(url: string): Promise<unknown> {`;

const text = (name: Name): string => `${prelude}${modules[name]}\n}\n`;
const lineOf = (source: string): number => source.slice(0, source.indexOf("// ?")).split("\n").length;

const program = virtualProgram(
  Object.fromEntries(
    (Object.keys(modules) as Name[]).flatMap((name) => [
      [`${name}.ts`, text(name)],
      [
        "faulty.ts",
        `export async function g(url: string, faulty: typeof fetch) {\n  return (await faulty(url)).ok; // ?\n}\n`,
      ],
      ["empty.ts", "export const a = 1; // ?\n"],
    ]),
  ),
);

interface Asked {
  readonly options?: AnalyzeOptions;
  readonly reported?: boolean;
}

function ask(name: Name, { options = {}, reported = true }: Asked = {}): Explanation {
  const analysis = analyze(program(`${name}.ts`), options);
  return question({ kind: "analysed", analysis }, text(name), options.strict, reported);
}

function question(examined: Examined, source: string, strict = false, reported = true): Explanation {
  return explain(examined, {
    file: "src/a.ts",
    line: lineOf(source),
    text: source,
    strict,
    nameOf: (path) => path.replace(/^.*\//u, ""),
    isReported: () => reported,
  });
}

function first(explanation: Explanation): Answer {
  const [answer] = explanation.answers;
  if (answer === undefined) throw new Error(`no answer:\n${explanationText(explanation)}`);
  return answer;
}

/** The clause about the line that was asked for. */
function clause(name: Name, asked?: Asked): string | undefined {
  const explanation = ask(name, asked);
  const step = first(explanation).path.findLast(({ line }) => line === explanation.line);
  return step?.text;
}

/** The clause about the line, among what happens on other paths. */
function elsewhere(name: Name): readonly string[] {
  return first(ask(name)).because.filter((sentence) => sentence.startsWith("On other paths"));
}

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
    const answer = first(ask("never", { options: { limits: { mostSteps: 1 } } }));
    expect(answer).toMatchObject({
      kind: "notAnalysed",
      headline: "Not decided: the body of the response (fetch, line 8) could not be followed: more than 1 steps.",
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

  it("what several calls lose at one throw of a helper is one answer there, and has one at each call", () => {
    const finding = "(fetch, line 12) is neither read nor cancelled when `!res.ok`; nor are those of (fetch, line 13).";
    expect(ask("sharedThrow").answers.map(({ headline }) => headline)).toEqual([expect.stringContaining(finding)]);
    expect(ask("othersCall").answers.map(({ headline }) => headline)).toEqual([expect.stringContaining(finding)]);
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
      "it goes to `base.take(…)`, which may read it: its body is in this program (passedToHelper.ts:6), where it cannot be followed",
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
    ["caretaker", words.excuses.caretaker()],
    ["unasked", words.excuses.unasked()],
    ["careful", words.excuses.callback()],
    ["expected", words.excuses.rejection()],
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
    ["helped", {}, words.acquisitions.helper("loaded", "fetch(…)", "helped.ts:8")],
  ])("%s %j", (name, options, said) => {
    expect(first(ask(name, { options })).because[0]).toContain(said);
  });
});

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

describe("a line that only names a response", () => {
  it("is about the call that gave it", () => {
    expect(first(ask("named")).headline).toBe(
      "Not reported: the body of the response (loaded, line 9) is read or cancelled on every path.",
    );
    expect(first(ask("named")).because[1]).toContain("`fetch` is declared by TypeScript");
  });

  it("is about the function's callers, where it is given one", () => {
    expect(first(ask("parameter"))).toMatchObject({
      kind: "acquiresNothing",
      headline: words.names.parameter("res"),
      change: [words.names.askCaller()],
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
