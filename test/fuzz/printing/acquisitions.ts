/** Statements that make requests. */
import { type Client, clientDialects } from "../dialects/index.js";
import { type Names, clientOf, holding, inLoop, pick } from "../names.js";
import type { Origin, StatementOf } from "../syntax.js";
import { type Printed, type Printer, type Printers, line, nothing } from "./printer.js";

export const acquisitions: Printers<"acquire" | "reassign" | "pair" | "list" | "maybe"> = {
  acquire: (printer, { from, which, client: whichClient, mutable, option }, names) => {
    if (!names.place.async) return nothing;
    const client = clientOf(names, whichClient);
    const name = printer.fresh("res");
    const signalled = option === 1 && clientDialects[client].options.includes("signal");
    const controller = signalled ? printer.fresh("controller") : null;
    const head = option === 2 && clientDialects[client].options.includes("head");
    const options = controller === null ? (head ? 'method: "HEAD"' : "") : `signal: ${controller}.signal`;
    const { before, value } = acquisition(printer, options === "" ? from : "fetch", client, names, which, options);
    const made = controller === null ? "" : `const ${controller} = new AbortController();\n`;
    const text = `${made}${before}${mutable ? "let" : "const"} ${name} = ${value};\n`;
    return { text, leaves: false, names: holding(names, client, name, { mutable, controller, head }) };
  },

  reassign: (printer, { from, which }, names) => {
    const mutable = names.held.filter((one) => one.mutable);
    const target = names.place.async ? pick(mutable, which) : null;
    if (target === null) return nothing;
    const { before, value } = acquisition(printer, from, target.kind as Client, names, which, "");
    return line(`${before}${target.name} = ${value};`);
  },

  pair: (printer, { client: whichClient, form }, names) => {
    if (!names.place.async) return nothing;
    const client = clientOf(names, whichClient);
    const both = `[${printer.promise(client)}, ${printer.promise(client)}]`;
    const [left, right] = [printer.fresh("res"), printer.fresh("res")];
    switch (form) {
      case "all":
        return {
          ...line(`const [${left}, ${right}] = await Promise.all(${both});`),
          names: holding(holding(names, client, left), client, right),
        };
      case "settled": {
        const { type } = clientDialects[client];
        const unwrap = (one: string): string => `(${one}.status === "fulfilled" ? ${one}.value : null)`;
        const [first, second] = [printer.fresh("settled"), printer.fresh("settled")];
        const code = `const [${first}, ${second}] = await Promise.allSettled(${both});`;
        const either = `const ${left}: ${type} | null = ${unwrap(first)} ?? ${unwrap(second)};`;
        return {
          ...line(`${code}\n${either}\nif (${left} === null) throw new Error("none");`),
          names: holding(names, client, left),
        };
      }
      case "race":
      case "any":
        return {
          ...line(`const ${left} = await Promise.${form}(${both});`),
          names: holding(names, client, left),
        };
    }
  },

  list,

  maybe: (printer, { client: whichClient, form, early, body }, names) => {
    if (!names.place.async) return nothing;
    const client = clientOf(names, whichClient);
    const name = printer.fresh("res");
    const inside = holding(names, client, name);
    const text = maybe(printer, form, client, name, names);
    if (early && names.place.returns === "unknown") {
      return { text: `${text}if (${name} === null) return null;\n`, leaves: false, names: inside };
    }
    return { text: `${text}if (${name} !== null) ${printer.nested(body, inside).text}\n`, leaves: false };
  },
};

interface Acquired {
  /** Statements that come before. */
  readonly before: string;
  /** A response. */
  readonly value: string;
}

function acquisition(
  printer: Printer,
  from: Origin,
  client: Client,
  names: Names,
  which: number,
  options: string,
): Acquired {
  const response = (): string => printer.response(client, options);
  const direct = (value: string): Acquired => ({ before: "", value });
  const opener = pick(
    names.openers.filter(({ client: of, form }) => of === client && (form === "plain" || form === "box")),
    which,
  );
  switch (from) {
    case "fetch":
      return direct(response());
    case "open":
      if (opener === null) return direct(response());
      return direct(opener.form === "box" ? `(await ${opener.name}()).response` : `await ${opener.name}()`);
    case "retry":
    case "again":
      return direct(client === "fetch" ? `await ${from}(() => ${printer.request(client)})` : response());
    case "attempt":
      return direct(`await attempt(() => ${printer.promise(client)})`);
    case "then": {
      const res = printer.fresh("res");
      return direct(`await ${printer.promise(client)}.then((${res}) => ${res})`);
    }
    case "promise": {
      const promise = printer.fresh("promise");
      return { before: `const ${promise} = ${printer.promise(client)};\nlog(1);\n`, value: `await ${promise}` };
    }
    case "conditional":
      return direct(`flip() ? ${response()} : ${response()}`);
    case "both":
      return direct(`(await ${printer.promise(client)}.catch(() => null)) ?? (${response()})`);
  }
}

/** Statements that declare a response, or null. */
function maybe(
  printer: Printer,
  form: StatementOf<"maybe">["form"],
  client: Client,
  name: string,
  names: Names,
): string {
  const opener = names.openers.find((one) => one.client === client && one.form === "nullable");
  if (form === "opener" && opener !== undefined) return `const ${name} = await ${opener.name}();\n`;
  if (form === "assigned") {
    const assigned = `${name} = ${printer.response(client)};`;
    return `let ${name}: ${clientDialects[client].type} | null = null;\ntry {\n${assigned}\n} catch {\nlog(1);\n}\n`;
  }
  return `const ${name} = await ${printer.promise(client)}.catch(() => null);\n`;
}

function list(printer: Printer, { client: whichClient, form, body }: StatementOf<"list">, names: Names): Printed {
  if (!names.place.async) return nothing;
  const client = clientOf(names, whichClient);
  const [all, res, label] = [printer.fresh("list"), printer.fresh("res"), printer.fresh("loop")];
  const each = `items().map((item) => ${printer.promise(client, "`https://example.test/${item}`")})`;
  const inside = inLoop(holding(names, client, res), label);
  const block = printer.nested(body, inside).text;
  switch (form) {
    case "all":
      return line(`const ${all} = await Promise.all(${each});\n${label}: for (const ${res} of ${all}) ${block}`);
    case "generator": {
      const generator = names.openers.find((one) => one.client === client && one.form === "generator");
      return generator === undefined
        ? nothing
        : line(`${label}: for await (const ${res} of ${generator.name}()) ${block}`);
    }
    case "forAwait":
      return line(`${label}: for await (const ${res} of ${each}) ${block}`);
    case "settled": {
      const one = printer.fresh("settled");
      const skip = `if (${one}.status === "rejected") continue;\nconst ${res} = ${one}.value;\n`;
      return line(
        `${label}: for (const ${one} of await Promise.allSettled(${each})) ${block.replace("{\n", () => `{\n${skip}`)}`,
      );
    }
    case "push": {
      const { type } = clientDialects[client];
      const fill = `for (const item of items()) {\n${all}.push(${printer.response(client)});\nlog(item);\n}`;
      return line(`const ${all}: (${type})[] = [];\n${fill}\n${label}: for (const ${res} of ${all}) ${block}`);
    }
  }
}
