/** What may be named at a place of a generated module. */
import { type Client, type Kind, dialects, type Dialect } from "./dialects/index.js";
import type { Helper, OpenerForm } from "./syntax.js";

export interface Names {
  /** The latest first. */
  readonly held: readonly Held[];
  readonly choices: readonly string[];
  readonly closures: readonly string[];
  readonly place: Place;
  /** What helpers the module has. */
  readonly helpers: readonly HelperName[];
  readonly openers: readonly Opener[];
  /** What the module uses. */
  readonly clients: readonly Client[];
}

/** A response or a view of one. */
export interface Held {
  /** An expression. */
  readonly name: string;
  readonly kind: Kind;
  /** It may be assigned to. */
  readonly mutable: boolean;
  /** The AbortController of its request. */
  readonly controller: string | null;
  /** Its request was a HEAD request: it never has a body, so that nobody asks whether it has. */
  readonly head: boolean;
}

export interface HelperName {
  /** As it is called. */
  readonly name: string;
  readonly role: Helper["role"];
  readonly async: boolean;
  readonly flagged: boolean;
  readonly client: Client;
}

export interface Opener {
  readonly name: string;
  readonly client: Client;
  readonly form: OpenerForm;
}

export interface Place {
  /** A `break` here would leave a loop, and not a switch. */
  readonly breaks: boolean;
  readonly inLoop: boolean;
  /** Labels of the loops around, the innermost first. */
  readonly labels: readonly string[];
  readonly async: boolean;
  /** What the function around returns. */
  readonly returns: "unknown" | Opener;
  /** What the generator around yields. */
  readonly yields: Client | null;
}

export const outermost: Place = {
  breaks: false,
  inLoop: false,
  labels: [],
  async: true,
  returns: "unknown",
  yields: null,
};

export function pick<Item>(items: readonly Item[], which: number): Item | null {
  return items.length === 0 ? null : (items[which % items.length] ?? null);
}

export function holding(names: Names, kind: Kind, name: string, more: Partial<Held> = {}): Names {
  return { ...names, held: [{ name, kind, mutable: false, controller: null, head: false, ...more }, ...names.held] };
}

export function clientOf({ clients }: Names, which: number): Client {
  return pick(clients, which) ?? "fetch";
}

export function dialectOf({ kind }: Held): Dialect {
  return dialects[kind];
}

/** The same names, in a function of its own. What a closure sees may have changed when it runs, so it assigns to nothing. */
export function inFunction(names: Names, place: Partial<Place>): Names {
  return { ...names, held: names.held.map((one) => ({ ...one, mutable: false })), place: { ...outermost, ...place } };
}

/** @param label - What the loop is called. */
export function inLoop(names: Names, label: string): Names {
  const { place } = names;
  return { ...names, place: { ...place, breaks: true, inLoop: true, labels: [label, ...place.labels] } };
}
