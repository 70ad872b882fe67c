/** Writes a generated module as TypeScript. What has no meaning where it stands (a jump outside a loop, no variable to name) is left out. */
import { type Client, dialects } from "./dialects.js";
import {
  type HelperName,
  type Names,
  type Opener,
  type Response,
  clientOf,
  inFunction,
  pick,
  withResponse,
} from "./names.js";
import { condition, end, hand, leave, look } from "./phrases.js";
import type { Block, Module, Origin, Statement, View } from "./syntax.js";

/** What modules may call: the world they run in decides what these do, and the analysis knows nothing of them. */
const declarations = {
  flip: "declare function flip(): boolean;",
  limit: "declare function limit(): number;",
  items: "declare function items(): readonly number[];",
  log: "declare function log(...values: readonly unknown[]): void;",
  keep: "declare function keep(value: unknown): void;",
  later: "declare function later(run: () => void): void;",
  listener: "declare const listener: ((res: unknown) => void) | undefined;",
  shelf: "declare const shelf: { last?: unknown };",
};

/** Functions that every module may use. */
const common = {
  failed: "function failed(res: Response): boolean {\n  return !res.ok;\n}\n",
  retry: `async function retry(run: () => Promise<Response>): Promise<Response> {
  let last = await run();
  while (flip()) {
    await last.body?.cancel();
    last = await run();
  }
  return last;
}
`,
};

export function print(module: Module): string {
  const printer = new Printer();
  const clientFor = (which: number): Client => pick(module.clients, which) ?? "fetch";
  const helpers = module.helpers.map(({ async, client }, index): HelperName => ({
    name: `use${index}`,
    async,
    client: clientFor(client),
  }));
  const openers = module.openers.map((_, index): Opener => ({ name: `open${index}`, client: clientFor(index) }));
  const place = { inLoop: false, inSwitch: false, async: true, returns: "unknown" } as const;
  const { clients } = module;
  const none: Names = { responses: [], choices: [], closures: [], helpers: [], openers: [], clients, place };
  const functions = [
    ...helpers.map(({ name, async, client }, index) => {
      // A helper may call those before it.
      const inside = inFunction({ ...none, helpers: helpers.slice(0, index) }, { async });
      const head = `${async ? "async " : ""}function ${name}(res: ${dialects[client].type}): ${async ? "Promise<unknown>" : "unknown"}`;
      const body = module.helpers[index]?.body ?? [];
      return `${head} ${printer.body(body, withResponse(inside, client, "res"), "", "return undefined;")}\n`;
    }),
    ...openers.map(({ name, client }, index) => {
      const names = withResponse(inFunction({ ...none, helpers }, { returns: client }), client, "res");
      const text = printer.body(module.openers[index] ?? [], names, "", "return res;");
      const first = `  const res = await ${printer.request(client)};\n`;
      return `async function ${name}(): Promise<${dialects[client].type}> ${text.replace("{\n", () => `{\n${first}`)}\n`;
    }),
    `export async function entry(): Promise<unknown> ${printer.body(module.entry, { ...none, helpers, openers }, "", "return undefined;")}\n`,
  ].join("\n");
  const isUsed = ([name]: readonly [string, string]): boolean =>
    new RegExp(`\\b${name}\\b`, "u").test(functions + common.retry);
  const uses = ([name]: readonly [string, string]): boolean => functions.includes(`${name}(`);
  const imports = [...new Set(clients)].map((client) => dialects[client].import).filter((line) => line !== "");
  return [
    ...imports,
    ...Object.entries(declarations)
      .filter(isUsed)
      .map(([, text]) => text),
    "",
    ...Object.entries(common)
      .filter(uses)
      .map(([, text]) => text),
    functions,
  ].join("\n");
}

interface Printed {
  readonly text: string;
  /** Control never comes to its end. */
  readonly leaves: boolean;
}

type Continued = Printed & { readonly names?: Names };

class Printer {
  #count = 0;
  readonly #fresh = (stem: string): string => {
    this.#count += 1;
    return `${stem}${this.#count}`;
  };

  /** A promise of a response. */
  request(client: Client): string {
    return dialects[client].request(`"https://example.test/${this.#fresh("")}"`);
  }

  /** A function's body in braces. */
  body(statements: Block, names: Names, indent: string, last: string): string {
    const { text, leaves } = this.#block(statements, names, `${indent}  `);
    return `{\n${text}${leaves ? "" : `${indent}  ${last}\n`}${indent}}`;
  }

  #block(statements: Block, outer: Names, indent: string): Printed {
    let names = outer;
    let text = "";
    for (const statement of statements) {
      const printed = this.#statement(statement, names, indent);
      names = printed.names ?? names;
      text += printed.text;
      if (printed.leaves) return { text, leaves: true };
    }
    return { text, leaves: false };
  }

  #nested(statements: Block, names: Names, indent: string): Printed {
    const { text, leaves } = this.#block(statements, names, `${indent}  `);
    return { text: `{\n${text}${indent}}`, leaves };
  }

  #statement(statement: Statement, names: Names, indent: string): Continued {
    const { async } = names.place;
    const line = (code: string): Printed => ({ text: code === "" ? "" : `${indent}${code}\n`, leaves: false });
    const aboutOne = (of: readonly Response[], which: number, code: (response: Response) => string): Printed => {
      const response = pick(of, which);
      return line(response === null ? "" : code(response));
    };
    const about = (which: number, code: (response: Response) => string): Printed =>
      aboutOne(names.responses, which, code);
    const callback = (body: Block, parameter: string, inside: Names): string =>
      this.#callback(body, parameter, inside, indent);
    switch (statement.kind) {
      case "acquire": {
        if (!async) return line("");
        const name = this.#fresh("res");
        const client = clientOf(names, statement.client);
        const code = this.#acquisition(statement.from, client, names, statement.which);
        return {
          ...line(code.replaceAll("TARGET", `${statement.mutable ? "let" : "const"} ${name}`)),
          names: withResponse(names, client, name, statement.mutable),
        };
      }
      case "reassign": {
        const mutable = names.responses.filter((response) => response.mutable);
        const target = async ? pick(mutable, statement.which) : null;
        if (target === null) return line("");
        return line(
          this.#acquisition(statement.from, target.client, names, statement.which).replaceAll("TARGET", target.name),
        );
      }
      case "pair": {
        if (!async) return line("");
        const client = clientOf(names, statement.client);
        const [left, right] = [this.#fresh("res"), this.#fresh("res")];
        return {
          ...line(`const [${left}, ${right}] = await Promise.all([${this.request(client)}, ${this.request(client)}]);`),
          names: withResponse(withResponse(names, client, left), client, right),
        };
      }
      case "list": {
        if (!async) return line("");
        const client = clientOf(names, statement.client);
        const [list, res] = [this.#fresh("list"), this.#fresh("res")];
        const inside = withResponse(
          { ...names, place: { ...names.place, inLoop: true, inSwitch: false } },
          client,
          res,
        );
        const body = this.#nested(statement.body, inside, indent).text;
        const made = `const ${list} = await Promise.all(items().map((item) => ${dialects[client].request("`https://example.test/${item}`")}));`;
        return { text: `${indent}${made}\n${indent}for (const ${res} of ${list}) ${body}\n`, leaves: false };
      }
      case "choose": {
        const name = this.#fresh("quiet");
        return { ...line(`const ${name} = flip();`), names: { ...names, choices: [name, ...names.choices] } };
      }
      case "end":
        return about(statement.which, (response) => end(response, statement.how, async, this.#fresh));
      case "look":
        return about(statement.which, (response) => look(response, statement.how));
      case "hand":
        return about(statement.which, (response) => hand(response, statement.how));
      case "view":
        return this.#view(statement.how, names, statement.which, line);
      case "help": {
        const usable = names.helpers.filter((helper) => async || !helper.async);
        const helper = pick(usable, statement.helper);
        if (helper === null) return line("");
        const given = names.responses.filter(({ client }) => client === helper.client);
        return aboutOne(
          given,
          statement.which,
          ({ name }) => `${helper.async ? "await " : ""}${helper.name}(${name});`,
        );
      }
      case "chain":
        return this.#chain(statement, names, indent);
      case "closure": {
        const name = this.#fresh("finish");
        const inside = inFunction(names, {});
        return {
          ...line(`const ${name} = ${callback(statement.body, "", inside)};`),
          names: { ...names, closures: [name, ...names.closures] },
        };
      }
      case "callClosure": {
        const name = pick(names.closures, statement.which);
        return line(name === null ? "" : `${async ? "await" : "void"} ${name}();`);
      }
      case "if": {
        const test = condition(statement.test, names);
        const yes = this.#nested(statement.yes, names, indent);
        const no = this.#nested(statement.no, names, indent);
        return {
          text: `${indent}if (${test}) ${yes.text}${statement.no.length === 0 ? "" : ` else ${no.text}`}\n`,
          leaves: yes.leaves && no.leaves,
        };
      }
      case "switch": {
        const subject = pick(names.responses, statement.which);
        if (subject === null) return line("");
        const inside = { ...names, place: { ...names.place, inSwitch: true } };
        const arm = (label: string, block: Block): string => {
          const { text, leaves } = this.#block(block, inside, `${indent}    `);
          return `${indent}  ${label}: {\n${text}${leaves ? "" : `${indent}    break;\n`}${indent}  }\n`;
        };
        const arms =
          arm("case 204", statement.found) + arm("case 404", statement.missing) + arm("default", statement.rest);
        return {
          text: `${indent}switch (${dialects[subject.client].status(subject.name)}) {\n${arms}${indent}}\n`,
          leaves: false,
        };
      }
      case "try": {
        const body = this.#nested(statement.body, names, indent);
        const handler = this.#nested(statement.handler, names, indent);
        const last = this.#nested(statement.last, names, indent);
        const caught = statement.form === "finally" ? "" : ` catch ${handler.text}`;
        const always = statement.form === "catch" ? "" : ` finally ${last.text}`;
        const through = body.leaves && (statement.form === "finally" || handler.leaves);
        return {
          text: `${indent}try ${body.text}${caught}${always}\n`,
          leaves: through || (always !== "" && last.leaves),
        };
      }
      case "loop": {
        const counter = this.#fresh("i");
        const inside = { ...names, place: { ...names.place, inLoop: true, inSwitch: false } };
        switch (statement.form) {
          case "of":
            return line(`for (const ${counter} of items()) ${this.#nested(statement.body, inside, indent).text}`);
          case "while":
            return line(`while (flip()) ${this.#nested(statement.body, inside, indent).text}`);
          case "attempts": {
            const head = `for (let ${counter} = 0; ${counter} < limit(); ${counter}++)`;
            return line(`${head} ${this.#nested(statement.body, inside, indent).text}`);
          }
          case "forEach":
            return line(`items().forEach(${callback(statement.body, "", inFunction(names, { async: false }))});`);
          case "map":
            return line(
              async ? `await Promise.all(items().map(${callback(statement.body, "", inFunction(names, {}))}));` : "",
            );
        }
      }
      // eslint-disable-next-line no-fallthrough -- the switch above is exhaustive and returns
      case "leave": {
        const code = leave(statement.how, names, statement.which);
        const leaves = code !== "";
        return { ...line(code), leaves };
      }
    }
  }

  #callback(body: Block, parameter: string, inside: Names, indent: string): string {
    return `${inside.place.async ? "async " : ""}(${parameter}) => ${this.body(body, inside, indent, "return undefined;")}`;
  }

  /** What is done with a response in a callback. */
  #chain(statement: Extract<Statement, { kind: "chain" }>, names: Names, indent: string): Continued {
    const client = clientOf(names, statement.client);
    const res = this.#fresh("res");
    if (client === "http" && !statement.async) {
      const inside = withResponse(inFunction(names, { async: false }), client, res);
      const listener = this.#callback(statement.body, res, inside, indent);
      const url = `"https://example.test/${this.#fresh("")}"`;
      return { text: `${indent}http.get(${url}, ${listener}).on("error", () => undefined);\n`, leaves: false };
    }
    const there = inFunction(names, { async: statement.async });
    const then = `.then(${this.#callback(statement.body, res, withResponse(there, client, res), indent)})`;
    const handled = statement.handler.length > 0;
    const caught = handled ? `.catch(${this.#callback(statement.handler, "", there, indent)})` : "";
    const code = `${this.request(client)}${then}${caught};`;
    if (statement.form === "return" && names.place.returns === "unknown") {
      return { text: `${indent}return ${code}\n`, leaves: true };
    }
    const awaited = statement.form === "await" && names.place.async;
    return { text: `${indent}${awaited ? "await" : "void"} ${code}\n`, leaves: false };
  }

  #view(how: View, names: Names, which: number, line: (code: string) => Printed): Continued {
    const response = pick(names.responses, which);
    if (response === null) return line("");
    const { name, client } = response;
    const made = (stem: string, code: (own: string) => string, expression = (own: string) => own): Continued => {
      const own = this.#fresh(stem);
      return { ...line(code(own)), names: withResponse(names, client, expression(own)) };
    };
    switch (how) {
      case "box":
        return made(
          "box",
          (own) => `const ${own} = { response: ${name}, at: 1 };`,
          (own) => `${own}.response`,
        );
      case "tuple":
        return made(
          "pair",
          (own) => `const ${own} = [${name}, 1] as const;`,
          (own) => `${own}[0]`,
        );
      case "clone":
        if (client !== "fetch") return line("");
        return made("copy", (own) => `const ${own} = ${name}.clone();`);
      case "wrap":
        if (client !== "fetch") return line("");
        return made("wrapped", (own) => `const ${own} = new Response(${name}.body);`);
      case "alias":
        return made("same", (own) => `const ${own} = ${name};`);
      case "destructured":
        return made("taken", (own) => `const { response: ${own} } = { response: ${name} };`);
      case "conditional": {
        const alike = names.responses.filter((one) => one.client === client);
        const other = pick(alike, which + 1) ?? response;
        return made("either", (own) => `const ${own} = flip() ? ${name} : ${other.name};`);
      }
    }
  }

  /** Statements that make `TARGET` a response. */
  #acquisition(from: Origin, client: Client, names: Names, which: number): string {
    switch (from) {
      case "fetch":
        return `TARGET = await ${this.request(client)};`;
      case "open": {
        const opener = pick(
          names.openers.filter((one) => one.client === client),
          which,
        );
        return opener === null ? `TARGET = await ${this.request(client)};` : `TARGET = await ${opener.name}();`;
      }
      case "retry":
        if (client !== "fetch") return `TARGET = await ${this.request(client)};`;
        return `TARGET = await retry(() => ${this.request(client)});`;
      case "then": {
        const res = this.#fresh("res");
        return `TARGET = await ${this.request(client)}.then((${res}) => ${res});`;
      }
      case "promise": {
        const promise = this.#fresh("promise");
        return `const ${promise} = ${this.request(client)}; log(1); TARGET = await ${promise};`;
      }
    }
  }
}
