/** Single lines of generated modules, each about one response. */
import { type Names, pick } from "./names.js";
import type { End, Hand, Leave, Look, Test } from "./syntax.js";

/** @param fresh - Makes a name that is used nowhere else. */
export function end(name: string, how: End, async: boolean, fresh: (stem: string) => string): string {
  switch (how) {
    case "text":
    case "json":
    case "arrayBuffer":
      return async ? `log(await ${name}.${how}());` : `void ${name}.${how}().catch(() => undefined);`;
    case "float":
      return `void ${name}.text().catch(() => "");`;
    case "cancel":
      return async ? `await ${name}.body?.cancel();` : `void ${name}.body?.cancel().catch(() => undefined);`;
    case "pipe":
      return async
        ? `await ${name}.body?.pipeTo(new WritableStream());`
        : `void ${name}.body?.pipeTo(new WritableStream()).catch(() => undefined);`;
    case "iterate": {
      const chunk = fresh("chunk");
      return async ? `for await (const ${chunk} of ${name}.body ?? []) log(${chunk});` : "";
    }
    case "readAll": {
      const reader = fresh("reader");
      const read = `for (;;) { const { done } = await ${reader}.read(); if (done) break; }`;
      return async ? `if (${name}.body !== null) { const ${reader} = ${name}.body.getReader(); ${read} }` : "";
    }
    case "peek": {
      const reader = fresh("reader");
      const read = `await ${reader}.read(); ${reader}.releaseLock();`;
      return async ? `if (${name}.body !== null) { const ${reader} = ${name}.body.getReader(); ${read} }` : "";
    }
  }
}

export function look(name: string, how: Look): string {
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
    case "reader":
      return `${name}.body?.getReader().releaseLock();`;
  }
}

export function hand(name: string, how: Hand): string {
  switch (how) {
    case "keep":
      return `keep(${name});`;
    case "map":
      return `new Map<string, Response>().set("last", ${name});`;
    case "later":
      return `later(() => void ${name}.text().catch(() => ""));`;
    case "listener":
      return `listener?.(${name});`;
    case "field":
      return `shelf.last = ${name};`;
  }
}

export function condition({ on, which }: Test, names: Names): string {
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
    case "predicate":
      return about((it) => `failed(${it})`);
  }
}

export function leave(how: Leave, { place, responses }: Names, which: number): string {
  const name = pick(responses, which)?.name;
  if (place.returns === "response" && how.startsWith("return")) return name === undefined ? "" : `return ${name};`;
  switch (how) {
    case "return":
      return "return undefined;";
    case "throw":
      return 'throw new Error("failed");';
    case "returnValue":
      return name === undefined ? "return 1;" : `return ${name}.status;`;
    case "returnText":
      return name === undefined ? "return 3;" : place.async ? `return await ${name}.text();` : `return ${name}.text();`;
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
