/** Writes a generated module as TypeScript. What has no meaning where it stands (a jump outside a loop, no variable to name) is left out. */
import type { Block, End, Leave, Look, Module, Statement, Test } from "./syntax.js";

/** What every module may call: the world it runs in decides what these do, and the analysis knows nothing of them. */
const preamble = `declare function flip(): boolean;
declare function limit(): number;
declare function items(): readonly number[];
declare function log(...values: readonly unknown[]): void;
declare function keep(value: unknown): void;
`;

interface Names {
  readonly responses: readonly Named[];
  readonly choices: readonly string[];
  readonly inLoop: boolean;
  /** A `break` here would leave the switch. */
  readonly inSwitch: boolean;
}
interface Named {
  readonly name: string;
  readonly mutable: boolean;
}

export function print(module: Module): string {
  const printer = new Printer();
  const body = printer.block(module.entry, { responses: [], choices: [], inLoop: false, inSwitch: false }, "  ");
  return `${preamble}\nexport async function entry(): Promise<unknown> {\n${body.text}${body.leaves ? "" : "  return undefined;\n"}}\n`;
}

interface Printed {
  readonly text: string;
  /** Control never comes to its end. */
  readonly leaves: boolean;
}

class Printer {
  #count = 0;

  #fresh(stem: string): string {
    this.#count += 1;
    return `${stem}${this.#count}`;
  }

  block(statements: Block, outer: Names, indent: string): Printed {
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
    const { text, leaves } = this.block(statements, names, `${indent}  `);
    return { text: `{\n${text}${indent}}`, leaves };
  }

  #statement(statement: Statement, names: Names, indent: string): Printed & { readonly names?: Names } {
    const line = (code: string): Printed => ({ text: code === "" ? "" : `${indent}${code}\n`, leaves: false });
    switch (statement.kind) {
      case "acquire": {
        const name = this.#fresh("res");
        const response = { name, mutable: statement.mutable };
        return {
          ...line(`${statement.mutable ? "let" : "const"} ${name} = await ${this.#acquisition()};`),
          names: { ...names, responses: [response, ...names.responses] },
        };
      }
      case "reassign": {
        const target = pick(
          names.responses.filter(({ mutable }) => mutable),
          statement.which,
        );
        return line(target === null ? "" : `${target.name} = await ${this.#acquisition()};`);
      }
      case "choose": {
        const name = this.#fresh("quiet");
        return { ...line(`const ${name} = flip();`), names: { ...names, choices: [name, ...names.choices] } };
      }
      case "end":
        return line(forResponse(names, statement.which, (name) => this.#end(name, statement.how)));
      case "look":
        return line(forResponse(names, statement.which, (name) => look(name, statement.how)));
      case "hand":
        return line(forResponse(names, statement.which, (name) => `keep(${name});`));
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
        const inside = { ...names, inSwitch: true };
        const arm = (label: string, block: Block): string => {
          const { text, leaves } = this.block(block, inside, `${indent}    `);
          return `${indent}  ${label}: {\n${text}${leaves ? "" : `${indent}    break;\n`}${indent}  }\n`;
        };
        const arms =
          arm("case 204", statement.found) + arm("case 404", statement.missing) + arm("default", statement.rest);
        return { text: `${indent}switch (${subject.name}.status) {\n${arms}${indent}}\n`, leaves: false };
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
        const inside = { ...names, inLoop: true, inSwitch: false };
        const body = this.#nested(statement.body, inside, indent).text;
        const counter = this.#fresh("i");
        const head = {
          of: `for (const ${counter} of items())`,
          while: "while (flip())",
          attempts: `for (let ${counter} = 0; ${counter} < limit(); ${counter}++)`,
        }[statement.form];
        return { text: `${indent}${head} ${body}\n`, leaves: false };
      }
      case "leave": {
        const code = leave(statement.how, names, statement.which);
        return { ...line(code), leaves: code !== "" };
      }
    }
  }

  #acquisition(): string {
    return `fetch("https://example.test/${this.#fresh("")}")`;
  }

  #end(name: string, how: End): string {
    switch (how) {
      case "text":
      case "json":
      case "arrayBuffer":
        return `log(await ${name}.${how}());`;
      case "float":
        return `void ${name}.text().catch(() => "");`;
      case "cancel":
        return `await ${name}.body?.cancel();`;
      case "iterate": {
        const chunk = this.#fresh("chunk");
        return `for await (const ${chunk} of ${name}.body ?? []) log(${chunk});`;
      }
    }
  }
}

function pick<Item>(items: readonly Item[], which: number): Item | null {
  return items.length === 0 ? null : (items[which % items.length] ?? null);
}

function forResponse(names: Names, which: number, code: (name: string) => string): string {
  const response = pick(names.responses, which);
  return response === null ? "" : code(response.name);
}

function look(name: string, how: Look): string {
  switch (how) {
    case "status":
      return `log(${name}.status);`;
    case "console":
      return `console.log(${name});`;
    case "header":
      return `log(${name}.headers.get("etag"));`;
    case "body":
      return `log(${name}.body === null);`;
    case "nothing":
      return `${name}.url;`;
  }
}

function condition({ on, which }: Test, names: Names): string {
  const name = pick(names.responses, which)?.name;
  const choice = pick(names.choices, which);
  const about = (code: (response: string) => string): string => (name === undefined ? "flip()" : code(name));
  switch (on) {
    case "chosen":
      return choice ?? "flip()";
    case "notChosen":
      return choice === null ? "flip()" : `!${choice}`;
    case "opaque":
      return "flip()";
    case "ok":
      return about((it) => `${it}.ok`);
    case "notOk":
      return about((it) => `!${it}.ok`);
    case "missing":
      return about((it) => `${it}.status === 404`);
    case "empty":
      return about((it) => `${it}.status === 204`);
    case "bodyNull":
      return about((it) => `${it}.body === null`);
    case "both":
      return about((it) => `${it}.ok && flip()`);
    case "either":
      return about((it) => `${it}.status === 204 || ${it}.status === 404`);
  }
}

function leave(how: Leave, names: Names, which: number): string {
  const name = pick(names.responses, which)?.name;
  switch (how) {
    case "return":
      return "return undefined;";
    case "throw":
      return 'throw new Error("failed");';
    case "returnValue":
      return name === undefined ? "return 1;" : `return ${name}.status;`;
    case "returnResponse":
      return name === undefined ? "return 2;" : `return ${name};`;
    case "returnBox":
      return name === undefined ? "return {};" : `return { response: ${name} };`;
    case "throwWith":
      return name === undefined ? 'throw new Error("none");' : `throw new Error("with", { cause: ${name} });`;
    case "break":
      return names.inLoop && !names.inSwitch ? "break;" : "";
    case "continue":
      return names.inLoop ? "continue;" : "";
  }
}
