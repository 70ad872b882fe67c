/** Code for every kind of verdict and every cause, each as somebody could have written it, and how to ask about it. */
import { type AnalyzeOptions, analyze } from "../../eslint-plugin/src/analyze.js";
import { type Examined, explain } from "../../eslint-plugin/src/report/explain.js";
import { explanationText } from "../../eslint-plugin/src/report/explain-text.js";
import type { Answer, Explanation } from "../../eslint-plugin/src/report/explanation.js";
import { virtualProgram } from "../typed/virtual.js";

const flags = ["1", "2", "3", "4", "5", "6"];

/** One module a case; the line that is asked for ends in `// ?`. */
export const modules = {
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
    await helper(res); // ?`,
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
  nothing: `
    const res = await fetch(url);

    const a = 1; // ?
    log(a);
    return res.json();`,
} as const;

export type Name = keyof typeof modules;

const prelude = `import * as http from "node:http"; import { pipeline } from "node:stream/promises"; import { request } from "undici"; import missing from "not-installed";
declare function log(value: unknown): boolean; declare function elsewhere(res: Response): Promise<void>; declare const anything: any; declare const name: string;
declare const sink: NodeJS.WritableStream; declare const registry: { last: Response }; declare const shared: TransformStream; declare const listener: (value: unknown) => void;
declare const injected: (url?: string) => Promise<Response>; declare const handle: (request: Request) => Promise<Response>; declare const compared: (url: string) => unknown;
declare const handed: Response; declare const client: { load(url: string): Promise<Response> };
async function helper(value: unknown): Promise<void> { log(value); }
export async function f(url: string): Promise<unknown> {`;

const text = (name: Name): string => `${prelude}${modules[name]}\n}\n`;
const lineOf = (source: string): number => source.slice(0, source.indexOf("// ?")).split("\n").length;

export const program = virtualProgram(
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

export function ask(name: Name, { options = {}, reported = true }: Asked = {}): Explanation {
  const analysis = analyze(program(`${name}.ts`), options);
  return question({ kind: "analysed", analysis }, text(name), options.strict, reported);
}

export function question(examined: Examined, source: string, strict = false, reported = true): Explanation {
  return explain(examined, {
    file: "src/a.ts",
    line: lineOf(source),
    text: source,
    strict,
    nameOf: (path) => path.replace(/^.*\//u, ""),
    isReported: () => reported,
  });
}

export function first(explanation: Explanation): Answer {
  const [answer] = explanation.answers;
  if (answer === undefined) throw new Error(`no answer:\n${explanationText(explanation)}`);
  return answer;
}

/** The clause about the line that was asked for. */
export function clause(name: Name, asked?: Asked): string | undefined {
  const explanation = ask(name, asked);
  const step = first(explanation).path.findLast(({ line }) => line === explanation.line);
  return step?.text;
}

/** The clause about the line, among what happens on other paths. */
export function elsewhere(name: Name): readonly string[] {
  return first(ask(name)).because.filter((sentence) => sentence.startsWith("On other paths"));
}
