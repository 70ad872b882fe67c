/** Other names and other views of what is held. */
import { type Kind, webLike } from "../dialects/index.js";
import { fromWeb } from "../dialects/web.js";
import { type Held, type Names, dialectOf, holding, pick } from "../names.js";
import type { View } from "../syntax.js";
import { type Printed, type Printer, type Printers, line, nothing } from "./printer.js";

export const viewing: Printers<"view"> = {
  view: (printer, { which, how }, names) => {
    const candidates = names.held.filter(({ kind }) => canBe(how, kind));
    const one = pick(candidates, which);
    return one === null ? nothing : view(printer, how, one, which, names);
  },
};

/** Whether there is such a view of this. */
function canBe(how: View, kind: Kind): boolean {
  switch (how) {
    case "clone":
      return webLike.includes(kind);
    case "wrap":
    case "body":
    case "reader":
    case "readable":
      return kind !== "undiciFetch" && webLike.includes(kind);
    case "tee":
    case "through":
      return kind === "body";
    case "box":
    case "tuple":
    case "alias":
    case "copied":
    case "destructured":
    case "conditional":
    case "pass":
    case "frozen":
    case "ofMany":
    case "found":
    case "filtered":
    case "resolved":
    case "map":
    case "getter":
      return true;
  }
}

function view(printer: Printer, how: View, one: Held, which: number, names: Names): Printed {
  const { name, kind, controller, head } = one;
  /** @param of - The view as an expression, by the name of the variable. */
  const made = (stem: string, code: (own: string) => string, to: Kind = kind, of = (own: string) => own): Printed => {
    const own = printer.fresh(stem);
    return { ...line(code(own)), names: holding(names, to, of(own), { controller, head }) };
  };
  switch (how) {
    case "box":
      return made(
        "box",
        (own) => `const ${own} = { response: ${name}, at: 1 };`,
        kind,
        (own) => `${own}.response`,
      );
    case "tuple":
      return made(
        "pair",
        (own) => `const ${own} = [${name}, 1] as const;`,
        kind,
        (own) => `${own}[0]`,
      );
    case "clone":
      return made("copy", (own) => `const ${own} = ${name}.clone();`);
    case "wrap":
      return made("wrapped", (own) => `const ${own} = new Response(${name}.body);`, "fetch");
    case "alias":
      return made("same", (own) => `const ${own} = ${name};`);
    case "copied": {
      const own = printer.fresh("held");
      const text = `let ${own}: ${dialectOf(one).type} | undefined;\n${own} = ${name};\n`;
      return { text, leaves: false, names: holding(names, kind, own, { controller, head }) };
    }
    case "destructured":
      return made("taken", (own) => `const { response: ${own} } = { response: ${name} };`);
    case "conditional": {
      const alike = names.held.filter((other) => other.kind === kind);
      const other = pick(alike, which + 1) ?? one;
      return made("either", (own) => `const ${own} = flip() ? ${name} : ${other.name};`);
    }
    case "body":
      return made(
        "body",
        (own) => (which % 2 === 0 ? `const ${own} = ${name}.body;` : `const { body: ${own} } = ${name};`),
        "body",
      );
    case "reader":
      return made("reader", (own) => `const ${own} = ${name}.body?.getReader();`, "reader");
    case "readable":
      return made("stream", (own) => `const ${own} = ${name}.body === null ? null : ${fromWeb(name)};`, "readable");
    case "through":
      return made(
        "decoded",
        (own) => `const ${own} = ${name}?.pipeThrough(new TransformStream<Uint8Array, Uint8Array>()) ?? null;`,
        "body",
      );
    case "frozen":
      return made(
        "frozen",
        (own) => `const ${own} = Object.freeze({ response: ${name} });`,
        kind,
        (own) => `${own}.response`,
      );
    case "getter":
      return made(
        "lazy",
        (own) => `const ${own} = { get response() { return ${name}; } };`,
        kind,
        (own) => `${own}.response`,
      );
    case "ofMany":
      return made(
        "first",
        (own) =>
          `const [${own} = ${name}] = Array.${which % 2 === 0 ? "of" : "from"}(${which % 2 === 0 ? name : `[${name}]`});`,
      );
    case "found":
      return made("found", (own) => `const ${own} = [${name}].find(() => true) ?? ${name};`);
    case "filtered":
      return made("chosen", (own) => `const [${own} = ${name}] = [${name}].filter(() => true);`);
    case "resolved":
      if (!names.place.async) return nothing;
      return made("resolved", (own) => `const ${own} = await Promise.resolve(${name});`);
    case "map":
      return made("entry", (own) => `const ${own} = new Map([["last", ${name}]]).get("last") ?? ${name};`);
    case "tee": {
      const [left, right] = [printer.fresh("left"), printer.fresh("right")];
      const text = `const [${left}, ${right}] = ${name}?.tee() ?? [null, null];\n`;
      return { text, leaves: false, names: holding(holding(names, "body", left), "body", right) };
    }
    case "pass": {
      const pass = names.helpers.find(({ role, client }) => role === "pass" && client === kind);
      if (pass === undefined || !names.place.async) return nothing;
      return made("passed", (own) => `const ${own} = await ${pass.name}(${name});`);
    }
  }
}
