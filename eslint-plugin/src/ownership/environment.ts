/**
 * What the places of a state hold: an immutable map that shares what does not change (an array mapped trie).
 *
 * Nearly every instruction makes a new state out of an old one and changes one place. A function with hundreds of responses has hundreds of
 * places, and copying them all at every step would make it cost the cube of its length. Equal environments have equal shape, whatever the
 * order of writes, so they are compared by walking both, and parts that are shared are passed by. Variables and all other places are kept
 * apart: temporaries change at every step, and nearly none is left where paths meet.
 */
import { type PlaceId, isVariablePlace } from "./places.js";
import { type Value, isSameValue } from "./value.js";

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

/** Null where nothing is known. */
type Trie = Node | null;

/** Only what is not `unknown`. */
export interface Environment {
  readonly variables: Trie;
  readonly others: Trie;
}

export const emptyEnvironment: Environment = { variables: null, others: null };

function environment(variables: Trie, others: Trie): Environment {
  return variables === null && others === null ? emptyEnvironment : { variables, others };
}

export function valueAt({ variables, others }: Environment, place: PlaceId): Value | undefined {
  let node = isVariablePlace(place) ? variables : others;
  for (let level = 0; node !== null && isBranch(node); level++) node = childAt(node, slotOf(place, level));
  return node?.place === place ? node.value : undefined;
}

/** Whether a place holds something for which `test` is true. */
export function someValue(
  { variables, others }: Environment,
  test: (value: Value, place: PlaceId) => boolean,
): boolean {
  return someOf(variables, test) || someOf(others, test);
}

function someOf(node: Trie, test: (value: Value, place: PlaceId) => boolean): boolean {
  if (node === null) return false;
  return isBranch(node) ? node.children.some((child) => someOf(child, test)) : test(node.value, node.place);
}

export function placesIn(env: Environment): readonly Leaf[] {
  const leaves: Leaf[] = [];
  collect(env.variables, leaves);
  collect(env.others, leaves);
  return leaves;
}

function collect(node: Trie, leaves: Leaf[]): void {
  if (node === null) return;
  if (isBranch(node)) for (const child of node.children) collect(child, leaves);
  else leaves.push(node);
}

/** The same environment, where `place` holds that value already. */
export function withValue(env: Environment, place: PlaceId, value: Value): Environment {
  if (value.kind === "unknown") return withoutPlaces(env, [place]);
  const { variables, others } = env;
  if (isVariablePlace(place)) {
    const after = insert(variables, { place, value }, 0);
    return after === variables ? env : { variables: after, others };
  }
  const after = insert(others, { place, value }, 0);
  return after === others ? env : { variables, others: after };
}

/** The same environment, where none of `places` holds anything. */
export function withoutPlaces(env: Environment, places: readonly PlaceId[]): Environment {
  let { variables, others } = env;
  for (const place of places.length > fewPlaces ? heldAmong(env, places) : places) {
    if (isVariablePlace(place)) variables = variables && remove(variables, place, 0);
    else others = others && remove(others, place, 0);
  }
  return variables === env.variables && others === env.others ? env : environment(variables, others);
}

/** More are looked for among what is held: a handler has no use for hundreds of temporaries, of which few hold anything. */
const fewPlaces = 12;
const sets = new WeakMap<readonly PlaceId[], ReadonlySet<PlaceId>>();

function heldAmong(env: Environment, places: readonly PlaceId[]): readonly PlaceId[] {
  let among = sets.get(places);
  if (among === undefined) {
    among = new Set(places);
    sets.set(places, among);
  }
  const held: PlaceId[] = [];
  for (const { place } of placesIn(env)) if (among.has(place)) held.push(place);
  return held;
}

export function isSameEnvironment(left: Environment, right: Environment): boolean {
  return left === right || (isSame(left.others, right.others) && isSame(left.variables, right.variables));
}

function isSame(left: Trie, right: Trie): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (isBranch(left)) {
    if (!isBranch(right) || left.slots !== right.slots) return false;
    const others = right.children;
    return left.children.every((child, index) => isSame(child, others[index] ?? null));
  }
  return !isBranch(right) && left.place === right.place && isSameValue(left.value, right.value);
}

/** A place that does not hold the same in two environments; undefined: it holds nothing known there. */
interface Difference {
  readonly place: PlaceId;
  readonly left: Value | undefined;
  readonly right: Value | undefined;
}

/** Where two environments differ. What they share is passed by, so that this costs as much as there are differences. */
export function differencesOf(left: Environment, right: Environment): readonly Difference[] {
  const differences: Difference[] = [];
  const note: Note = (place, ofLeft, ofRight) => differences.push({ place, left: ofLeft, right: ofRight }) > 0;
  compare(left.variables, right.variables, 0, note);
  compare(left.others, right.others, 0, note);
  return differences;
}

/**
 * In how many places they differ.
 *
 * @param most - More are not counted.
 */
export function countDifferences(left: Environment, right: Environment, most: number): number {
  let count = 0;
  const note: Note = () => ++count < most;
  if (most > 0 && compare(left.variables, right.variables, 0, note)) compare(left.others, right.others, 0, note);
  return count;
}

/** Is told of a difference; says whether to go on. */
type Note = (place: PlaceId, left: Value | undefined, right: Value | undefined) => boolean;

/** @returns whether to go on */
function compare(left: Trie, right: Trie, level: number, note: Note): boolean {
  if (left === right) return true;
  if (left !== null && right !== null && (isBranch(left) || isBranch(right))) {
    for (let slots = slotsOf(left, level) | slotsOf(right, level); slots !== 0; slots &= slots - 1) {
      const slot = 31 - Math.clz32(slots & -slots);
      if (!compare(partAt(left, slot, level), partAt(right, slot, level), level + 1, note)) return false;
    }
    return true;
  }
  if (left !== null && right !== null && !isBranch(left) && !isBranch(right) && left.place === right.place) {
    return isSameValue(left.value, right.value) || note(left.place, left.value, right.value);
  }
  const ofLeft: Leaf[] = [];
  const ofRight: Leaf[] = [];
  collect(left, ofLeft);
  collect(right, ofRight);
  return (
    ofLeft.every(({ place, value }) => note(place, value, undefined)) &&
    ofRight.every(({ place, value }) => note(place, undefined, value))
  );
}

function slotsOf(node: Node, level: number): number {
  return isBranch(node) ? node.slots : 1 << slotOf(node.place, level);
}

/** What of `node` goes into a slot of that level; a leaf goes into its own. */
function partAt(node: Node, slot: number, level: number): Trie {
  if (isBranch(node)) return childAt(node, slot);
  return slotOf(node.place, level) === slot ? node : null;
}

function insert(node: Trie, leaf: Leaf, level: number): Node {
  if (node === null) return leaf;
  if (!isBranch(node)) {
    if (node.place !== leaf.place) return fork(node, leaf, level);
    return isSameValue(node.value, leaf.value) ? node : leaf;
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

function remove(node: Trie, place: PlaceId, level: number): Trie {
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
  const index = indexOf(node, slot);
  if (isThere) children[index] = child;
  else children.splice(index, 0, child);
  return { slots: node.slots | (1 << slot), children };
}

function childAt(node: Branch, slot: number): Trie {
  return (node.slots & (1 << slot)) === 0 ? null : (node.children[indexOf(node, slot)] ?? null);
}

/** How many children come before the slot's. */
function indexOf({ slots }: Branch, slot: number): number {
  let before = slots & ((1 << slot) - 1);
  let count = 0;
  for (; before !== 0; before &= before - 1) count++;
  return count;
}

/** Another 5 bits on every level; 31 bits tell all places of a kind apart. */
function slotOf(place: PlaceId, level: number): number {
  return ((place < 0 ? ~place : place) >>> (5 * level)) & 31;
}

function isBranch(node: Node): node is Branch {
  return "children" in node;
}
