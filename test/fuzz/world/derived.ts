/** What streams are made of others: who has the one can still get at the other. */
const sources = new WeakMap<object, object>();

export function derive(made: unknown, source: unknown): void {
  if (typeof made === "object" && made !== null && typeof source === "object" && source !== null) {
    sources.set(made, source);
  }
}

/** What `made` was made of; null: nothing that is known. */
export function sourceOf(made: object): object | null {
  return sources.get(made) ?? null;
}

/** Readers, branches and transformed streams keep no property that leads back, so the platform's own methods are asked to tell. */
function tellOf(name: "getReader" | "pipeThrough" | "tee"): void {
  const { prototype } = ReadableStream;
  const method = Reflect.get(prototype, name) as () => unknown;
  Object.defineProperty(prototype, name, {
    value: function (this: ReadableStream, ...args: readonly unknown[]) {
      const made = Reflect.apply(method, this, args) as unknown;
      for (const one of Array.isArray(made) ? made : [made]) derive(one, this);
      return made;
    },
  });
}
(["getReader", "pipeThrough", "tee"] as const).forEach(tellOf);
