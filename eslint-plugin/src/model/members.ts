/** Short forms for the tables of members. */
import type { EventEffect, MemberEffect } from "./types.js";

/** Words of a list that is written as prose would be: separated by white space. */
function words(list: string): readonly string[] {
  return list.split(/\s+/u).filter((word) => word !== "");
}

/**
 * Members that all have one effect.
 *
 * @param names - The members' names, separated by white space.
 * @example members("text json", { effect: "read" }) // { text: { effect: "read" }, json: { effect: "read" } }
 */
export function members(names: string, effect: MemberEffect): Readonly<Record<string, MemberEffect>> {
  return Object.fromEntries(words(names).map((name) => [name, effect]));
}

/** Members that leave the duty where it is. */
export function borrows(names: string): Readonly<Record<string, MemberEffect>> {
  return members(names, { effect: "borrow" });
}

/** Methods that leave the duty where it is and return their receiver. */
export function chains(names: string): Readonly<Record<string, MemberEffect>> {
  return members(names, { effect: "borrow", result: "self" });
}

/** Events that all do one thing to the duty. */
export function events(names: string, effect: EventEffect): Readonly<Record<string, EventEffect>> {
  return Object.fromEntries(words(names).map((name) => [name, effect]));
}
