/** Writes a generated module as TypeScript. */
import { type Client, clientDialects, imports } from "../dialects/index.js";
import { type HelperName, type Names, type Opener, holding, inFunction, outermost, pick } from "../names.js";
import type { Helper, Module, OpenerSyntax } from "../syntax.js";
import { condition } from "./conditions.js";
import { Printer } from "./printer.js";

/** What modules may call: the world they run in decides what these do, and the analysis knows nothing of them. */
const declarations = {
  flip: "declare function flip(): boolean;",
  limit: "declare function limit(): number;",
  items: "declare function items(): readonly number[];",
  log: "declare function log(...values: readonly unknown[]): void;",
  pause: "declare function pause(): Promise<void>;",
  keep: "declare function keep(value: unknown): void;",
  later: "declare function later(run: () => void): void;",
  listener: "declare const listener: ((res: unknown) => void) | undefined;",
  shelf: "declare const shelf: { last?: unknown };",
};

/** Functions that every module may use. */
const common = {
  fail: 'function fail(): never {\n  throw new Error("failed");\n}\n',
  retry: `async function retry(run: () => Promise<Response>): Promise<Response> {
  let last = await run();
  while (flip()) {
    await last.body?.cancel();
    last = await run();
  }
  return last;
}
`,
  again: `async function again(run: () => Promise<Response>): Promise<Response> {
  let last = await run();
  while (last.status === 404 && flip()) {
    last = await run();
  }
  return last;
}
`,
  attempt: `async function attempt<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (flip()) throw error;
    }
  }
}
`,
};

export function print(module: Module): string {
  const printer = new Printer();
  const clientFor = (which: number): Client => pick(module.clients, which) ?? "fetch";
  const helpers = module.helpers.map(({ role, form, async, flagged, client }, index): HelperName => ({
    name: `${form === "static" ? "Api." : ""}${role}${index}`,
    role,
    async: role === "pass" || role === "with" || (role !== "check" && async),
    flagged: flagged && (role === "use" || role === "ensure"),
    client: clientFor(client),
  }));
  const openers = module.openers.map(({ form }, index): Opener => ({
    name: `open${index}`,
    client: clientFor(index),
    form,
  }));
  const { clients } = module;
  const none: Names = {
    held: [],
    choices: [],
    closures: [],
    helpers: [],
    openers: [],
    clients,
    place: outermost,
  };
  const written = helpers.flatMap((name, index) => {
    const helper = module.helpers[index];
    // A helper may call those before it.
    const names = { ...none, helpers: helpers.slice(0, index) };
    return helper === undefined ? [] : [{ form: helper.form, text: printHelper(printer, helper, name, names) }];
  });
  const statics = written.flatMap(({ form, text }) => (form === "static" ? [text] : []));
  const functions = [
    ...written.flatMap(({ form, text }) => (form === "static" ? [] : [text])),
    ...(statics.length === 0 ? [] : [`class Api {\n${statics.join("\n")}\n}`]),
    ...openers.map((opener, index) => printOpener(printer, module.openers[index], opener, { ...none, helpers })),
    `export async function entry(): Promise<unknown> ${printer.body(module.entry, { ...none, helpers, openers })}`,
  ].join("\n\n");
  return assemble(clients, functions);
}

/** Puts before it what it uses. */
function assemble(clients: readonly Client[], functions: string): string {
  const isCalled = ([name]: readonly [string, string]): boolean => new RegExp(`\\b${name}\\(`, "u").test(functions);
  const helpers = Object.entries(common).flatMap((entry) => (isCalled(entry) ? [entry[1]] : []));
  const code = withoutIdleLabels([...helpers, functions].join("\n"));
  const isNamed = ([name]: readonly [string, string]): boolean => new RegExp(`\\b${name}\\b`, "u").test(code);
  const own = [...new Set(clients)].map((client) => clientDialects[client].import).filter((line) => line !== "");
  const others = imports.flatMap(([name, line]) => (name.test(code) ? [line] : []));
  const declared = Object.entries(declarations).flatMap((entry) => (isNamed(entry) ? [entry[1]] : []));
  return `${indented([...own, ...others, ...declared, "", code].join("\n"))}\n`;
}

function withoutIdleLabels(code: string): string {
  return code.replaceAll(/\b(loop\d+): /gu, (text, label: string) =>
    new RegExp(`(?:break|continue) ${label};`, "u").test(code) ? text : "",
  );
}

/** By the braces that are open: no text of a generated module has any. */
function indented(text: string): string {
  let depth = 0;
  const lines = text.split("\n").map((untidy) => {
    const line = untidy.trim();
    const closing = /^[}\])]+/u.exec(line)?.[0].length ?? 0;
    const result = "  ".repeat(Math.max(0, depth - closing)) + line;
    depth += (line.match(/[{[(]/gu)?.length ?? 0) - (line.match(/[}\])]/gu)?.length ?? 0);
    return line === "" ? "" : result;
  });
  return lines.join("\n");
}

function printHelper(
  printer: Printer,
  helper: Helper,
  { name, role, async, flagged, client }: HelperName,
  names: Names,
): string {
  const { type } = clientDialects[client];
  const choices = flagged ? ["strict"] : [];
  const inside = holding({ ...inFunction(names, { async }), choices }, client, "res");
  const given = `res: ${type}${flagged ? ", strict = true" : ""}`;
  const signature = (result: string): string => `(${given}): ${async ? `Promise<${result}>` : result}`;
  switch (role) {
    case "use":
      return declare(helper, name, async, signature("unknown"), printer.body(helper.body, inside));
    case "ensure": {
      const block = printer.block(helper.body, inside);
      const thrown = block.leaves ? "" : 'throw new Error("not sure");\n';
      const text = `{\nif (${condition(helper.test, inside)}) {\n${block.text}${thrown}}\n}`;
      return declare(helper, name, async, signature("unknown"), text.replace(/\}$/u, "return undefined;\n}"));
    }
    case "check":
      return declare(helper, name, false, `(res: ${type}): boolean`, `{\nreturn ${condition(helper.test, inside)};\n}`);
    case "pass": {
      const returns = { name, client, form: "plain" } as const;
      const passing = { ...inside, place: { ...inside.place, returns } };
      return declare(helper, name, true, signature(type), printer.body(helper.body, passing, "return res;"));
    }
    case "with": {
      const run = `(run: (res: ${type}) => Promise<unknown>): Promise<unknown>`;
      const first = `const res = ${printer.response(client)};`;
      const { text, leaves } = printer.block(helper.body, inside);
      const last = leaves ? "" : helper.async ? "return await run(res);\n" : "return run(res);\n";
      return declare(helper, name, true, run, `{\n${first}\n${text}${last}}`);
    }
  }
}

/** A function in the form that is asked for. */
function declare({ form }: Helper, name: string, async: boolean, signature: string, body: string): string {
  const asynchronous = async ? "async " : "";
  switch (form) {
    case "function":
      return `${asynchronous}function ${name}${signature} ${body}`;
    case "arrow":
      return `const ${name} = ${asynchronous}${signature} => ${body};`;
    case "static":
      return `static ${asynchronous}${name.replace("Api.", "")}${signature} ${body}`;
  }
}

function printOpener(printer: Printer, syntax: OpenerSyntax | undefined, opener: Opener, names: Names): string {
  const { name, client, form } = opener;
  const { type } = clientDialects[client];
  const place = form === "generator" ? ({ yields: client } as const) : { returns: opener };
  const inside = holding(inFunction(names, place), client, "res");
  if (form === "generator") {
    const first = `const res = ${printer.response(client)};`;
    const body = printer.body(syntax?.body ?? [], inside, "yield res;\nreturn undefined;", first);
    return `async function* ${name}(): AsyncGenerator<${type}, unknown> ${body}`;
  }
  const results = { plain: type, box: `{ response: ${type} }`, nullable: `${type} | null` } as const;
  const last = form === "box" ? "return { response: res };" : "return res;";
  // What may be null is, on some path.
  const first = `${form === "nullable" ? "if (flip()) return null;\n" : ""}const res = ${printer.response(client)};`;
  const body = printer.body(syntax?.body ?? [], inside, last, first);
  return `async function ${name}(): Promise<${results[form]}> ${body}`;
}
