/** What may be named at a place of a generated module. */

export interface Names {
  /** The latest first. */
  readonly responses: readonly Response[];
  readonly choices: readonly string[];
  readonly closures: readonly string[];
  readonly place: Place;
  /** What helpers the module has. */
  readonly helpers: readonly HelperName[];
  readonly openers: readonly string[];
}

export interface Response {
  /** An expression. */
  readonly name: string;
  /** It may be assigned to. */
  readonly mutable: boolean;
}

export interface HelperName {
  readonly name: string;
  readonly async: boolean;
}

export interface Place {
  readonly inLoop: boolean;
  /** A `break` here would leave the switch. */
  readonly inSwitch: boolean;
  readonly async: boolean;
  /** What the function around returns. */
  readonly returns: "unknown" | "response";
}

export function pick<Item>(items: readonly Item[], which: number): Item | null {
  return items.length === 0 ? null : (items[which % items.length] ?? null);
}

export function withResponse(names: Names, name: string, mutable = false): Names {
  return { ...names, responses: [{ name, mutable }, ...names.responses] };
}

/** The same names, in a function of its own. What a closure sees may have changed when it runs, so it assigns to nothing. */
export function inFunction(names: Names, place: Partial<Place>): Names {
  return { ...names, place: { inLoop: false, inSwitch: false, async: true, returns: "unknown", ...place } };
}
