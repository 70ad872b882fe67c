import type { Client } from "./dialects.js";

/** What may be named at a place of a generated module. */

export interface Names {
  /** The latest first. */
  readonly responses: readonly Response[];
  readonly choices: readonly string[];
  readonly closures: readonly string[];
  readonly place: Place;
  /** What helpers the module has. */
  readonly helpers: readonly HelperName[];
  readonly openers: readonly Opener[];
  /** What the module uses. */
  readonly clients: readonly Client[];
}

export interface Response {
  /** An expression. */
  readonly name: string;
  /** It may be assigned to. */
  readonly mutable: boolean;
  readonly client: Client;
}

export interface HelperName {
  readonly name: string;
  readonly async: boolean;
  readonly client: Client;
}

export interface Opener {
  readonly name: string;
  readonly client: Client;
}

export interface Place {
  readonly inLoop: boolean;
  /** A `break` here would leave the switch. */
  readonly inSwitch: boolean;
  readonly async: boolean;
  /** What the function around returns. */
  readonly returns: "unknown" | Client;
}

export function pick<Item>(items: readonly Item[], which: number): Item | null {
  return items.length === 0 ? null : (items[which % items.length] ?? null);
}

export function withResponse(names: Names, client: Client, name: string, mutable = false): Names {
  return { ...names, responses: [{ name, mutable, client }, ...names.responses] };
}

export function clientOf({ clients }: Names, which: number): Client {
  return pick(clients, which) ?? "fetch";
}

/** The same names, in a function of its own. What a closure sees may have changed when it runs, so it assigns to nothing. */
export function inFunction(names: Names, place: Partial<Place>): Names {
  return { ...names, place: { inLoop: false, inSwitch: false, async: true, returns: "unknown", ...place } };
}
