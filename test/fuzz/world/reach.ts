import { EventEmitter } from "node:events";
import { sourceOf } from "./derived.js";

/**
 * Everything that leads from `roots`.
 *
 * @param internals - Also through what web streams keep to themselves.
 */
export function reach(roots: readonly unknown[], internals = true): ReadonlySet<unknown> {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const source = sourceOf(value);
    if (source !== null) visit(source);
    if (value instanceof EventEmitter || (!internals && isOfPlatform(value))) return;
    if ("bodyUsed" in value && "body" in value) visit(value.body);
    else if (value instanceof Map || value instanceof Set) [...value.values()].forEach(visit);
    else for (const key of Reflect.ownKeys(value)) visit((value as Record<PropertyKey, unknown>)[key]);
  };
  roots.forEach(visit);
  return seen;
}

/** Of which nothing that a module could get at leads anywhere. */
function isOfPlatform(value: object): boolean {
  return value instanceof ReadableStream || value instanceof ReadableStreamDefaultReader || value instanceof Promise;
}
