/** Conditions, of which most are about a response. */
import { type Held, type Names, dialectOf, pick } from "../names.js";
import type { Test } from "../syntax.js";

const opaque = "flip()";

export function condition({ on, which }: Test, names: Names): string {
  const choice = pick(names.choices, which);
  if (on === "chosen") return choice ?? opaque;
  if (on === "notChosen") return choice === null ? opaque : `!${choice}`;
  const one = pick(names.held, which);
  return (one === null ? null : about(on, one, names)) ?? opaque;
}

/** null: it cannot be asked of this one. */
function about(on: Exclude<Test["on"], "chosen" | "notChosen">, one: Held, names: Names): string | null {
  const { name, kind } = one;
  const dialect = dialectOf(one);
  const status = dialect.status?.(name) ?? null;
  const fine = dialect.ok?.(name) ?? (status === null ? null : `${status} === 200`);
  switch (on) {
    case "opaque":
      return null;
    case "noBody":
      return one.head ? null : (dialect.isEmpty?.(name) ?? null);
    case "used":
      return dialect.isUsed?.(name) ?? null;
    case "noLength":
      return dialect.length === undefined ? null : `${dialect.length(name)} === "0"`;
    case "predicate": {
      const check = names.helpers.find(({ role, client }) => role === "check" && client === kind);
      return check === undefined ? null : `${check.name}(${name})`;
    }
    case "ok":
      return fine;
    case "notOk":
      return dialect.ok === undefined ? status && `${status} !== 200` : `!${dialect.ok(name)}`;
    case "both":
      return fine && `${fine} && ${opaque}`;
    case "missing":
      return status && `${status} === 404`;
    case "empty":
      return status && `${status} === 204`;
    case "either":
      return status && `${status} === 204 || ${status} === 404`;
    case "neither":
      return status && `!(${status} === 404 || ${opaque})`;
    case "atLeast":
      return status && `(${status} ?? 0) >= 400`;
  }
}
