/** Branches, loops, handlers and jumps. */
import { type Held, type Names, type Opener, dialectOf, inFunction, inLoop, pick } from "../names.js";
import type { Block, Leave, StatementOf } from "../syntax.js";
import { condition } from "./conditions.js";
import { type Printed, type Printer, type Printers, line, nothing } from "./printer.js";

export const control: Printers<"if" | "switch" | "try" | "loop" | "leave"> = {
  if: (printer, { test, yes, no }, names) => {
    const tested = condition(test, names);
    const whenTrue = printer.nested(yes, names);
    const whenFalse = printer.nested(no, names);
    return {
      text: `if (${tested}) ${whenTrue.text}${no.length === 0 ? "" : ` else ${whenFalse.text}`}\n`,
      leaves: whenTrue.leaves && whenFalse.leaves,
    };
  },

  switch: (printer, { which, found, missing, rest, through }, names) => {
    const subjects = names.held.flatMap((one) => dialectOf(one).status?.(one.name) ?? []);
    const subject = pick(subjects, which);
    if (subject === null) return nothing;
    const inside = { ...names, place: { ...names.place, breaks: false } };
    const arm = (label: string, block: Block, falls = false): string => {
      const { text, leaves } = printer.block(block, inside);
      return `${label}: {\n${text}${leaves || falls ? "" : "break;\n"}}\n`;
    };
    const arms = arm("case 204", found, through) + arm("case 404", missing) + arm("default", rest);
    return { text: `switch (${subject}) {\n${arms}}\n`, leaves: false };
  },

  try: (printer, { body, handler, last, form }, names) => {
    const tried = printer.nested(body, names);
    const again = form === "rethrow" ? printer.block(handler, names) : null;
    const caught =
      again === null
        ? printer.nested(handler, names)
        : { text: `{\n${again.text}${again.leaves ? "" : "throw error;\n"}}`, leaves: true };
    const always = printer.nested(last, names);
    const catches = form === "finally" ? "" : ` catch ${again === null ? "" : "(error) "}${caught.text}`;
    const ends = form === "finally" || form === "both";
    return {
      text: `try ${tried.text}${catches}${ends ? ` finally ${always.text}` : ""}\n`,
      leaves: (tried.leaves && (form === "finally" || caught.leaves)) || (ends && always.leaves),
    };
  },

  loop,

  leave: (_printer, { how, which }, names) => {
    const code = leave(how, names, which);
    return { ...line(code), leaves: code !== "" };
  },
};

function loop(printer: Printer, { form, body }: StatementOf<"loop">, names: Names): Printed {
  const [counter, label] = [printer.fresh("i"), printer.fresh("loop")];
  const turns = (): string => printer.nested(body, inLoop(names, label)).text;
  const callback = (async: boolean): string => printer.callback(body, "", inFunction(names, { async }));
  switch (form) {
    case "of":
      return line(`${label}: for (const ${counter} of items()) ${turns()}`);
    case "while":
      return line(`${label}: while (flip()) ${turns()}`);
    case "attempts":
      return line(`${label}: for (let ${counter} = 0; ${counter} < limit(); ${counter}++) ${turns()}`);
    case "do":
      return line(`${label}: do ${turns()} while (flip());`);
    case "forEach":
      return line(`items().forEach(${callback(false)});`);
    case "map":
      return line(names.place.async ? `await Promise.all(items().map(${callback(true)}));` : "");
  }
}

/** A jump; empty: there is no such jump here. */
function leave(how: Leave, { place, held }: Names, which: number): string {
  const { breaks, inLoop: loops, labels } = place;
  const outer = labels[labels.length - 1];
  switch (how) {
    case "throw":
      return 'throw new Error("failed");';
    case "fail":
      return "fail();";
    case "break":
      return breaks ? "break;" : "";
    case "continue":
      return loops ? "continue;" : "";
    case "breakOuter":
      return outer === undefined ? "" : `break ${outer};`;
    case "continueOuter":
      return outer === undefined ? "" : `continue ${outer};`;
    case "throwWith": {
      const one = pick(held, which);
      return one === null ? 'throw new Error("none");' : `throw new Error("with", { cause: ${one.name} });`;
    }
    case "return":
    case "returnValue":
    case "returnText":
    case "returnResponse":
    case "returnBox":
      return place.returns === "unknown"
        ? `return ${returned(how, pick(held, which), place.async && which % 2 === 0)};`
        : returnFrom(place.returns, held, which);
  }
}

/** What a function returns of which nothing is expected. */
function returned(how: Extract<Leave, `return${string}`>, one: Held | null, awaits: boolean): string {
  if (one === null) return "undefined";
  const { status, read } = dialectOf(one);
  switch (how) {
    case "return":
      return "undefined";
    case "returnValue":
      return status?.(one.name) ?? "1";
    case "returnText":
      return read === undefined ? "3" : `${awaits ? "await " : ""}${read(one.name)}`;
    case "returnResponse":
      return one.name;
    case "returnBox":
      return `{ response: ${one.name} }`;
  }
}

/** What a function returns that acquires for its caller; empty: it has nothing of the kind. */
function returnFrom({ client, form }: Opener, held: Names["held"], which: number): string {
  const one = pick(
    held.filter(({ kind }) => kind === client),
    which,
  );
  if (form === "nullable" && which % 2 === 0) return "return null;";
  if (one === null) return "";
  return form === "box" ? `return { response: ${one.name} };` : `return ${one.name};`;
}
