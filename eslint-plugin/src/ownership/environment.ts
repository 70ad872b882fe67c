/**
 * What the places of a state hold: an immutable map that shares what does not change (a hash array mapped trie).
 *
 * Nearly every instruction makes a new state out of an old one and changes one place. A function with hundreds of responses has hundreds of
 * places, and copying them all at every step would make it cost the cube of its length. Equal environments have equal shape, whatever the
 * order of writes, so they are compared by walking both, and parts that are shared are passed by.
 */
import { type Value, valueKey } from "./value.js";

/** A variable (`v12`) or a temporary of a frame (`f0t3`). */
export type PlaceId = string;

interface Leaf {
  readonly place: PlaceId;
  readonly value: Value;
}

/** At least two leaves. Bit n of `slots` is set if there is a child for slot n; children are in the order of their slots. */
interface Branch {
  readonly slots: number;
  readonly children: readonly Node[];
}

type Node = Leaf | Branch;

/** Only what is not `unknown`; null where that is nothing. */
export type Environment = Node | null;

export const emptyEnvironment: Environment = null;

export function valueAt(env: Environment, place: PlaceId): Value | undefined {
  let node = env;
  for (let level = 0; node !== null && isBranch(node); level++) node = childAt(node, slotOf(place, level));
  return node?.place === place ? node.value : undefined;
}

export function* placesIn(env: Environment): Generator<Leaf> {
  if (env === null) return;
  const waiting: Node[] = [env];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isBranch(node)) waiting.push(...node.children);
    else yield node;
  }
}

/** The same environment, where `place` holds that value already. */
export function withValue(env: Environment, place: PlaceId, value: Value): Environment {
  return value.kind === "unknown" ? remove(env, place, 0) : insert(env, { place, value }, 0);
}

/** The same environment, where none of `places` holds anything. */
export function withoutPlaces(env: Environment, places: readonly PlaceId[]): Environment {
  return places.reduce((rest, place) => remove(rest, place, 0), env);
}

export function isSameEnvironment(left: Environment, right: Environment): boolean {
  if (left === right) return true;
  if (left === null || right === null || isBranch(left) !== isBranch(right)) return false;
  if (isBranch(left) && isBranch(right)) {
    const others = right.children;
    return (
      left.slots === right.slots &&
      left.children.every((child, index) => isSameEnvironment(child, others[index] ?? null))
    );
  }
  return !isBranch(left) && !isBranch(right) && left.place === right.place && isSame(left.value, right.value);
}

/** A place that does not hold the same in two environments; undefined: it holds nothing known there. */
interface Difference {
  readonly place: PlaceId;
  readonly left: Value | undefined;
  readonly right: Value | undefined;
}

/** Where two environments differ. What they share is passed by, so that this costs as much as there are differences. */
export function* differencesOf(left: Environment, right: Environment, level = 0): Generator<Difference> {
  if (left === right) return;
  if (left !== null && right !== null && (isBranch(left) || isBranch(right))) {
    const slots = slotsOf(left, level) | slotsOf(right, level);
    for (let slot = 0; slot < 32; slot++) {
      if ((slots & (1 << slot)) !== 0) {
        yield* differencesOf(partAt(left, slot, level), partAt(right, slot, level), level + 1);
      }
    }
    return;
  }
  if (left === null || right === null || isBranch(left) || isBranch(right)) {
    for (const { place, value } of placesIn(left)) yield { place, left: value, right: undefined };
    for (const { place, value } of placesIn(right)) yield { place, left: undefined, right: value };
  } else if (left.place !== right.place) {
    yield { place: left.place, left: left.value, right: undefined };
    yield { place: right.place, left: undefined, right: right.value };
  } else if (!isSame(left.value, right.value)) {
    yield { place: left.place, left: left.value, right: right.value };
  }
}

function slotsOf(node: Node, level: number): number {
  return isBranch(node) ? node.slots : 1 << slotOf(node.place, level);
}

/** What of `node` goes into a slot of that level; a leaf goes into its own. */
function partAt(node: Node, slot: number, level: number): Environment {
  if (isBranch(node)) return childAt(node, slot);
  return slotOf(node.place, level) === slot ? node : null;
}

function insert(node: Environment, leaf: Leaf, level: number): Node {
  if (node === null) return leaf;
  if (!isBranch(node)) {
    if (node.place !== leaf.place) return fork(node, leaf, level);
    return isSame(node.value, leaf.value) ? node : leaf;
  }
  const slot = slotOf(leaf.place, level);
  const old = childAt(node, slot);
  const child = insert(old, leaf, level + 1);
  return child === old ? node : withChild(node, slot, child);
}

/** The smallest branch of two leaves. */
function fork(left: Leaf, right: Leaf, level: number): Branch {
  const first = slotOf(left.place, level);
  const second = slotOf(right.place, level);
  const slots = (1 << first) | (1 << second);
  if (first === second) return { slots, children: [fork(left, right, level + 1)] };
  return { slots, children: first < second ? [left, right] : [right, left] };
}

function remove(node: Environment, place: PlaceId, level: number): Environment {
  if (node === null || !isBranch(node)) return node?.place === place ? null : node;
  const slot = slotOf(place, level);
  const old = childAt(node, slot);
  if (old === null) return node;
  const child = remove(old, place, level + 1);
  if (child === old) return node;
  if (child !== null && (isBranch(child) || node.children.length > 1)) return withChild(node, slot, child);
  // A leaf alone takes its branch's place: the shape must not tell what has been there.
  if (child !== null) return child;
  const rest = node.children.filter((other) => other !== old);
  const [only] = rest;
  return rest.length === 1 && only !== undefined && !isBranch(only)
    ? only
    : { slots: node.slots & ~(1 << slot), children: rest };
}

function withChild(node: Branch, slot: number, child: Node): Branch {
  const children = [...node.children];
  const isThere = (node.slots & (1 << slot)) !== 0;
  children.splice(indexOf(node, slot), isThere ? 1 : 0, child);
  return { slots: node.slots | (1 << slot), children };
}

function childAt(node: Branch, slot: number): Node | null {
  return (node.slots & (1 << slot)) === 0 ? null : (node.children[indexOf(node, slot)] ?? null);
}

/** How many children come before the slot's. */
function indexOf({ slots }: Branch, slot: number): number {
  let before = slots & ((1 << slot) - 1);
  let count = 0;
  for (; before !== 0; before &= before - 1) count++;
  return count;
}

/** Another 5 bits on every level; where a hash of 30 bits does not tell places apart, the next one does. */
function slotOf(place: PlaceId, level: number): number {
  const hash = level < 6 ? firstHash(place) : hashOf(place, Math.floor(level / 6));
  return (hash >>> (5 * (level % 6))) & 31;
}

/** There are as many places as a function has variables and temporaries, and all functions call theirs alike. */
const firstHashes = new Map<PlaceId, number>();

function firstHash(place: PlaceId): number {
  let hash = firstHashes.get(place);
  if (hash === undefined) {
    hash = hashOf(place, 0);
    firstHashes.set(place, hash);
  }
  return hash;
}

function hashOf(place: PlaceId, round: number): number {
  let hash = round;
  for (let index = 0; index < place.length; index++) hash = Math.imul(hash ^ place.charCodeAt(index), 0x01000193);
  return hash ^ (hash >>> 15);
}

function isBranch(node: Node): node is Branch {
  return "children" in node;
}

function isSame(left: Value, right: Value): boolean {
  return left === right || (left.kind === right.kind && valueKey(left) === valueKey(right));
}
