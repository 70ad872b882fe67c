/** Responses that are kept in an object of a class, whose methods look at them, throw on them, end them. */
import { type Held, type Names, dialectOf, holding, pick } from "../names.js";
import type { ClassForm } from "../syntax.js";
import { condition } from "./conditions.js";
import { type Printers, nothing } from "./printer.js";

export const instances: Printers<"instance"> = {
  instance: (printer, { which, form, how, test, body, closes }, names) => {
    const one = pick(names.held, which);
    if (one === null || !names.place.async) return nothing;
    const own = printer.fresh("holder");
    const ending = pick(dialectOf(one).ends, how)?.(kept[form], printer.fresh).awaited ?? "";
    const inClass = { ...names, held: [{ ...one, name: "held" }], choices: [] };
    const methods = [
      `get response() { return ${kept[form]}; }`,
      // Where a run loses a body is told by variables.
      `check() {\nconst held = ${kept[form]};\nif (${condition(test, inClass)}) throw new Error("held");\nreturn this;\n}`,
      `async close() { ${ending} }`,
    ];
    const { text, leaves } = printer.block(body, within(names, one, own));
    const last = closes && !leaves ? `await ${own}.close();\n` : "";
    const checked = how % 3 === 0 ? `${own}.check();\n` : "";
    const made = `const ${own} = ${construction(form, dialectOf(one).type, one.name, methods)};`;
    return { text: `{\n${made}\n${checked}${text}${last}}\n`, leaves };
  },
};

/** How the class's own code names it. */
const kept: Readonly<Record<ClassForm, string>> = {
  private: "this.#held",
  property: "this.held",
  derived: "this.held",
  arrow: "this.take()",
  function: "this.held",
};

/** The class is written where the object is made of it. */
function construction(form: ClassForm, type: string, name: string, methods: readonly string[]): string {
  const written = (heritage: string, members: readonly string[]): string =>
    `class${heritage} {\n${[...members, ...methods].join("\n")}\n}`;
  switch (form) {
    case "private":
      return `new (${written("", [`readonly #held: ${type};`, `constructor(held: ${type}) { this.#held = held; }`])})(${name})`;
    case "property":
      return `new (${written("", [`constructor(readonly held: ${type}) {}`])})(${name})`;
    case "derived": {
      const base = `class { constructor(protected readonly held: ${type}) {} }`;
      return `new (${written(` extends ${base}`, [`constructor(held: ${type}) { super(held); }`])})(${name})`;
    }
    case "arrow":
      return `new (${written("", [`take = () => this.held;`, `constructor(private readonly held: ${type}) {}`])})(${name})`;
    case "function":
      return `((given: ${type}) => new (${written("", [`constructor(readonly held: ${type}) {}`])})(given))(${name})`;
  }
}

/** It is named by the object from here on. */
function within(names: Names, { kind, controller, head }: Held, own: string): Names {
  return holding(names, kind, `${own}.response`, { controller, head });
}
