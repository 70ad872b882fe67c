/** Statements about one body: what reads it, looks at it, hands it over. */
import { type Held, type Names, dialectOf, pick } from "../names.js";
import type { Hand } from "../syntax.js";
import { condition } from "./conditions.js";
import { type Printer, type Printers, about, line, nothing } from "./printer.js";

type Used = "end" | "look" | "abort" | "hand" | "help" | "choose" | "either" | "using";

export const uses: Printers<Used> = {
  end: (printer, { which, how }, names) => about(names.held, which, (one) => end(printer, one, how, names)),

  look: (_printer, { which, how }, names) =>
    about(names.held, which, (one) => pick(dialectOf(one).looks, how)?.(one.name) ?? ""),

  abort: (_printer, { which }, names) => {
    const controllers = names.held.flatMap(({ controller }) => controller ?? []);
    const controller = pick(controllers, which);
    return line(controller === null ? "" : `${controller}.abort();`);
  },

  hand: (printer, { which, how }, names) => about(names.held, which, (one) => hand(printer, one, how)),

  help: (_printer, { which, helper, flag }, names) => {
    const { async } = names.place;
    const usable = names.helpers.filter(
      (one) => (one.role === "use" || one.role === "ensure") && (async || !one.async),
    );
    const chosen = pick(usable, helper);
    if (chosen === null) return nothing;
    const given = names.held.filter(({ kind }) => kind === chosen.client);
    const also = chosen.flagged ? (pick(["", "", ", false", ", flip()"], flag) ?? "") : "";
    return about(given, which, ({ name }) => `${chosen.async ? "await " : ""}${chosen.name}(${name}${also});`);
  },

  choose: (printer, { test }, names) => {
    const name = printer.fresh("quiet");
    return {
      ...line(`const ${name} = ${condition(test, names)};`),
      names: { ...names, choices: [name, ...names.choices] },
    };
  },

  /** A read that is a part of an expression. */
  either: (_printer, { test, which, form }, names) => {
    const readable = names.held.filter((one) => dialectOf(one).read !== undefined);
    const one = pick(readable, which);
    if (one === null || !names.place.async) return nothing;
    const read = `await ${dialectOf(one).read?.(one.name) ?? ""}`;
    const tested = condition(test, names);
    switch (form) {
      case "ternary":
        return line(`log(${tested} ? ${read} : 1);`);
      case "and":
        return line(`if (${tested} && (${read}) !== "") log(1);`);
      case "or":
        return line(`if (${tested} || (${read}) !== "") log(1);`);
      case "nested":
        return line(`log([1, { text: ${tested} ? null : ${read} }]);`);
    }
  },

  using: (printer, { which, body }, names) => {
    const streams = names.held.filter(({ kind }) => kind === "undici" || kind === "http" || kind === "http2");
    const one = pick(streams, which);
    if (one === null || !names.place.async) return nothing;
    const { text, leaves } = printer.block(body, names);
    const part = one.kind === "undici" ? `${one.name}.body` : one.name;
    return { text: `{\nawait using ${printer.fresh("own")} = ${part};\n${text}}\n`, leaves };
  },
};

function end(printer: Printer, one: Held, how: number, names: Names): string {
  const phrase = pick(dialectOf(one).ends, how)?.(one.name, printer.fresh);
  return (names.place.async ? phrase?.awaited : phrase?.synchronous) ?? "";
}

function hand(printer: Printer, one: Held, how: Hand): string {
  const { type, ends } = dialectOf(one);
  const { name } = one;
  switch (how) {
    case "keep":
      return `keep(${name});`;
    case "map":
      return `new Map<string, ${type}>().set("last", ${name});`;
    case "set":
      return `const ${printer.fresh("set")} = new Set([${name}]);`;
    case "later":
      return `later(() => { ${ends[0]?.(name, printer.fresh).synchronous ?? ""} });`;
    case "listener":
      return `listener?.(${name});`;
    case "field":
      return `shelf.last = ${name};`;
  }
}
