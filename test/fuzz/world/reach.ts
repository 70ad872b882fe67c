import { Readable } from "node:stream";

/** Everything that leads from `roots`. */
export function reach(roots: readonly unknown[]): ReadonlySet<unknown> {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Readable) return;
    if ("bodyUsed" in value && "body" in value) visit(value.body);
    else if (value instanceof Map || value instanceof Set) [...value.values()].forEach(visit);
    else for (const key of Reflect.ownKeys(value)) visit((value as Record<PropertyKey, unknown>)[key]);
  };
  roots.forEach(visit);
  return seen;
}
