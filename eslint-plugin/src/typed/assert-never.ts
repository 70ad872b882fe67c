/**
 * Ends an exhaustive `switch`: it does not compile while a variant of the union is left over.
 *
 * @param value - What no case took; its type is `never` as long as every variant has one.
 * @throws Error always: reached only if a value lied about its type.
 * @example
 * ```ts
 * switch (terminal.kind) {
 *   case "goto": …
 *   default: return assertNever(terminal);
 * }
 * ```
 */
export function assertNever(value: never): never {
  throw new Error(
    `Unexpected variant: ${JSON.stringify(value, (key, part: unknown) => (key === "node" ? "…" : part))}`,
  );
}
