/** Statements with functions in them. */
import { clientDialects } from "../dialects/index.js";
import { clientOf, holding, inFunction, pick } from "../names.js";
import { type Printers, about, line, nothing } from "./printer.js";

export const callbacks: Printers<"chain" | "closure" | "callClosure" | "within" | "yield"> = {
  /** What is done with a response in a callback. */
  chain: (printer, { client: whichClient, form, async, body, handler, last }, names) => {
    const client = clientOf(names, whichClient);
    const res = printer.fresh("res");
    const { listen } = clientDialects[client];
    if (listen !== undefined && !async) {
      const inside = holding(inFunction(names, { async: false }), client, res);
      return line(listen(printer.url(), printer.callback(body, res, inside)));
    }
    const there = inFunction(names, { async });
    const then = `.then(${printer.callback(body, res, holding(there, client, res))})`;
    const caught = handler.length > 0 ? `.catch(${printer.callback(handler, "", there)})` : "";
    const always = last.length > 0 ? `.finally(${printer.callback(last, "", there)})` : "";
    const code = `${printer.promise(client)}${then}${caught}${always};`;
    if (form === "return" && names.place.returns === "unknown") return { text: `return ${code}\n`, leaves: true };
    return line(`${form === "await" && names.place.async ? "await" : "void"} ${code}`);
  },

  closure: (printer, { body }, names) => {
    const name = printer.fresh("finish");
    return {
      ...line(`const ${name} = ${printer.callback(body, "", inFunction(names, {}))};`),
      names: { ...names, closures: [name, ...names.closures] },
    };
  },

  /** A helper acquires, and the callback is given the response. */
  within: (printer, { helper, body }, names) => {
    const givers = names.helpers.filter(({ role }) => role === "with");
    const giver = pick(givers, helper);
    if (giver === null || !names.place.async) return nothing;
    const res = printer.fresh("res");
    const inside = holding(inFunction(names, {}), giver.client, res);
    return line(`await ${giver.name}(${printer.callback(body, res, inside)});`);
  },

  yield: (_printer, { which }, names) => {
    const { yields } = names.place;
    const given = names.held.filter(({ kind }) => kind === yields);
    return about(given, which, ({ name }) => `yield ${name};`);
  },

  callClosure: (_printer, { which }, names) => {
    const name = pick(names.closures, which);
    return line(name === null ? "" : `${names.place.async ? "await" : "void"} ${name}();`);
  },
};
