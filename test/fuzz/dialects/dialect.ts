/** How generated modules say things of what they hold: in the words of each client's response, and of the views of it. */

/** Makes a name that is used nowhere else. */
export type Fresh = (stem: string) => string;

export interface Phrase {
  readonly awaited: string;
  /** What is said where nothing may be awaited; null: nothing. */
  readonly synchronous: string | null;
}

export interface Dialect {
  /** The type of what is held. */
  readonly type: string;
  /** Statements that do something to the body. */
  readonly ends: readonly ((name: string, fresh: Fresh) => Phrase)[];
  /** Statements that leave it as it was. */
  readonly looks: readonly ((name: string) => string)[];
  /** An expression; null: it has no status. */
  readonly status: ((name: string) => string) | null;
  /** True of a response that is fine; absent: there is only the status. */
  readonly ok?: (name: string) => string;
  /** True where there is nothing to read; absent: it cannot be asked. */
  readonly isEmpty?: (name: string) => string;
  /** True where it was read before. */
  readonly isUsed?: (name: string) => string;
  /** Its length, as its headers have it. */
  readonly length?: (name: string) => string;
  /** A promise of what it says. */
  readonly read?: (name: string) => string;
}

/** What the requests of a client come to. */
export interface ClientDialect extends Dialect {
  /** The first of a line that the module needs; empty for a global. */
  readonly import: string;
  /** @param options - Properties of the options, as code: `signal: controller.signal`. */
  readonly request: (url: string, options: string) => string;
  /** Other ways to say the same, without options. */
  readonly also?: readonly ((url: string) => string)[];
  /** It is a promise of the response, and not the response. */
  readonly promised: boolean;
  /** Options it understands. */
  readonly options: readonly ("signal" | "head")[];
  /** The request with a listener for the response, as a statement. */
  readonly listen?: (url: string, listener: string) => string;
}

export function both(code: string): Phrase {
  return { awaited: code, synchronous: code };
}

export function onlyAwaited(awaited: string): Phrase {
  return { awaited, synchronous: null };
}

/** @param promise - Code of a promise, perhaps optional. */
export function settling(promise: string): Phrase {
  return { awaited: `await ${promise};`, synchronous: `void ${promise}.catch(() => undefined);` };
}

export function logging(promise: string): Phrase {
  return { awaited: `log(await ${promise});`, synchronous: `void ${promise}.catch(() => undefined);` };
}

/** Settled in the background, also where it could be awaited. */
export function floating(promise: string): Phrase {
  return both(`void ${promise}.catch(() => undefined);`);
}

/** @param iterable - Code of what is iterated. */
export function eachChunk(iterable: string, fresh: Fresh): Phrase {
  const chunk = fresh("chunk");
  return onlyAwaited(`for await (const ${chunk} of ${iterable}) log(${chunk});`);
}

export function firstChunk(iterable: string, fresh: Fresh): Phrase {
  return onlyAwaited(`for await (const ${fresh("chunk")} of ${iterable}) break;`);
}
