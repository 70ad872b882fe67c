/** Writes blocks of statements. What has no meaning where it stands (a jump outside a loop, nothing to name) is left out. */
import { type Client, clientDialects } from "../dialects/index.js";
import { type Held, type Names, pick } from "../names.js";
import type { Block, Statement, StatementKind, StatementOf } from "../syntax.js";
import { acquisitions } from "./acquisitions.js";
import { callbacks } from "./callbacks.js";
import { control } from "./control.js";
import { instances } from "./instances.js";
import { uses } from "./uses.js";
import { viewing } from "./views.js";

export interface Printed {
  /** Lines, not indented. */
  readonly text: string;
  /** Control never comes to its end. */
  readonly leaves: boolean;
  /** What may be named after it, where that is more than before. */
  readonly names?: Names;
}

/** How statements of some kinds are written. */
export type Printers<Kind extends StatementKind> = {
  readonly [K in Kind]: (printer: Printer, statement: StatementOf<K>, names: Names) => Printed;
};

export const nothing: Printed = { text: "", leaves: false };

export function line(code: string): Printed {
  return { text: code === "" ? "" : `${code}\n`, leaves: false };
}

/** A line about one of them. */
export function about(held: readonly Held[], which: number, code: (one: Held) => string): Printed {
  const one = pick(held, which);
  return one === null ? nothing : line(code(one));
}

const printers: Printers<StatementKind> = {
  ...acquisitions,
  ...callbacks,
  ...control,
  ...instances,
  ...uses,
  ...viewing,
};

export class Printer {
  #count = 0;
  #requests = 0;

  readonly fresh = (stem: string): string => {
    this.#count += 1;
    return `${stem}${this.#count}`;
  };

  url(): string {
    return `"https://example.test/${this.fresh("")}"`;
  }

  /** What a request is: a promise of the response for most clients. */
  request(client: Client, options = "", url = this.url()): string {
    const { request, also = [] } = clientDialects[client];
    const other = options === "" ? (pick([null, ...also], this.#requests++) ?? null) : null;
    return other === null ? request(url, options) : other(url);
  }

  /** The response, where one may await. */
  response(client: Client, options = ""): string {
    return clientDialects[client].promised ? `await ${this.request(client, options)}` : this.request(client, options);
  }

  /** A promise of it, whatever the client gives. */
  promise(client: Client, url = this.url()): string {
    const request = this.request(client, "", url);
    if (clientDialects[client].promised) return request;
    return `(async () => { const stream = ${request}; await pause(); return stream; })()`;
  }

  block(statements: Block, outer: Names): Printed {
    let names = outer;
    let text = "";
    for (const statement of statements) {
      const printed = this.#statement(statement, names);
      names = printed.names ?? names;
      text += printed.text;
      if (printed.leaves) return { text, leaves: true };
    }
    return { text, leaves: false };
  }

  /** In braces. */
  nested(statements: Block, names: Names): Printed {
    const { text, leaves } = this.block(statements, names);
    return { text: `{\n${text}}`, leaves };
  }

  /**
   * A function's body in braces.
   *
   * @param first - A line before all others.
   */
  body(statements: Block, names: Names, last = "return undefined;", first = ""): string {
    const { text, leaves } = this.block(statements, names);
    return `{\n${first === "" ? "" : `${first}\n`}${text}${leaves ? "" : `${last}\n`}}`;
  }

  callback(statements: Block, parameter: string, names: Names): string {
    return `${names.place.async ? "async " : ""}(${parameter}) => ${this.body(statements, names)}`;
  }

  #statement(statement: Statement, names: Names): Printed {
    const print = printers[statement.kind] as (printer: Printer, one: Statement, around: Names) => Printed;
    return print(this, statement, names);
  }
}
