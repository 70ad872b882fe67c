/** Single lines of generated modules, each about one response. */
import { dialects } from "./dialects.js";
import { type Names, type Response, pick } from "./names.js";
import type { End, Hand, Leave, Look, Test } from "./syntax.js";

/** @param fresh - Makes a name that is used nowhere else. */
export function end({ name, client }: Response, how: End, async: boolean, fresh: (stem: string) => string): string {
  const { awaited, synchronous } = dialects[client].ends[how](name, fresh);
  return async ? awaited : (synchronous ?? "");
}

export function look({ name, client }: Response, how: Look): string {
  return dialects[client].looks[how](name);
}

export function hand({ name, client }: Response, how: Hand): string {
  const { type, ends } = dialects[client];
  switch (how) {
    case "keep":
      return `keep(${name});`;
    case "map":
      return `new Map<string, ${type}>().set("last", ${name});`;
    case "later":
      return `later(() => { ${ends.float(name, String).awaited} });`;
    case "listener":
      return `listener?.(${name});`;
    case "field":
      return `shelf.last = ${name};`;
  }
}

export function condition({ on, which }: Test, names: Names): string {
  const response = pick(names.responses, which);
  const choice = pick(names.choices, which);
  if (on === "chosen") return choice ?? "flip()";
  if (on === "notChosen") return choice === null ? "flip()" : `!${choice}`;
  if (response === null || on === "opaque") return "flip()";
  const { name, client } = response;
  const { failed, status, isEmpty } = dialects[client];
  switch (on) {
    case "ok":
      return client === "fetch" ? `${name}.ok` : `${status(name)} === 200`;
    case "notOk":
      return failed(name);
    case "missing":
      return `${status(name)} === 404`;
    case "empty":
      return `${status(name)} === 204`;
    case "bodyNull":
      return isEmpty(name) ?? "flip()";
    case "both":
      return `${status(name)} === 200 && flip()`;
    case "either":
      return `${status(name)} === 204 || ${status(name)} === 404`;
    case "predicate":
      return client === "fetch" ? `failed(${name})` : "flip()";
  }
}

export function leave(how: Leave, { place, responses }: Names, which: number): string {
  const { returns } = place;
  const candidates = returns === "unknown" ? responses : responses.filter(({ client }) => client === returns);
  const { name, client = "fetch" } = pick(candidates, which) ?? {};
  if (returns !== "unknown" && how.startsWith("return")) return name === undefined ? "" : `return ${name};`;
  switch (how) {
    case "return":
      return "return undefined;";
    case "throw":
      return 'throw new Error("failed");';
    case "returnValue":
      return name === undefined ? "return 1;" : `return ${dialects[client].status(name)};`;
    case "returnText":
      if (name === undefined || client === "http") return "return 3;";
      if (client === "undici") return `return ${name}.body.text();`;
      return place.async ? `return await ${name}.text();` : `return ${name}.text();`;
    case "returnResponse":
      return name === undefined ? "return 2;" : `return ${name};`;
    case "returnBox":
      return name === undefined ? "return {};" : `return { response: ${name} };`;
    case "throwWith":
      return name === undefined ? 'throw new Error("none");' : `throw new Error("with", { cause: ${name} });`;
    case "break":
      return place.inLoop && !place.inSwitch ? "break;" : "";
    case "continue":
      return place.inLoop ? "continue;" : "";
  }
}
