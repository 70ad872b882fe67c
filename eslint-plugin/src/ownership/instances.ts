/**
 * Objects of classes that are written out in the program (`typed/exact-class.ts`): a cell like an object literal's, whose constructor, fields,
 * methods and accessors run with it as `this`.
 *
 * Only an object that is given something of the response when it is made is followed; what any other keeps is handed over.
 */
import ts from "typescript";
import { type ClassMember, type ExactClass, exactClassMadeBy, memberName } from "../typed/exact-class.js";
import type { CallNode } from "../typed/types.js";
import { isFunctionNode } from "../ir/function-nodes.js";
import type { FunctionNode } from "../ir/types.js";
import { argumentsFor, runHelper } from "./callees.js";
import { allocation } from "./frame.js";
import type { Activation, Machine, Result } from "./machine.js";
import { receiverPlace } from "./places.js";
import { holds } from "./reach.js";
import type { Slice } from "./slice.js";
import { type State, cellOf, property, write, writeCell } from "./state.js";
import { type Cell, type Value, undefinedValue, unknown } from "./value.js";

type Instance = Extract<Value, { kind: "cell" }>;

/**
 * Makes an object.
 *
 * @returns null if it is not followed: then its constructor runs with an unknown `this`.
 */
export function makeInstance(
  machine: Machine,
  state: State,
  node: ts.NewExpression,
  args: readonly Value[],
): Activation | null {
  const { slice, frame } = machine;
  const of = exactClassMadeBy(node, slice.file);
  if (of === null || seesLocals(slice, of)) return null;
  const instance = { kind: "cell", id: allocation(frame, node) } as const;
  // In a loop, that of an earlier turn may still have what is followed.
  if (state.heap.has(instance.id) && holds(slice, state, instance)) return null;
  const entry = writeCell(state, instance.id, { kind: "object", properties: new Map(), class: of });
  return construct(machine, entry, instance, of, args, node);
}

/** `super(…)` in a constructor that runs with a known `this`; null if that is not followed. */
export function callSuper(
  machine: Machine,
  state: State,
  receiver: Value,
  args: readonly Value[],
  node: CallNode,
): Activation | null {
  const home = receiver.kind === "cell" ? homeOf(cellOf(state, receiver), node) : null;
  if (receiver.kind !== "cell" || home?.base == null) return null;
  const above = construct(machine, state, receiver, home.base, args, node);
  return andThen(above, (after) => initialise(machine, after, receiver, home, node));
}

/** Whether it was made of a class of which all is known. */
export function isInstance(cell: Cell | undefined): boolean {
  return cell?.kind === "object" && cell.class !== undefined;
}

/** What `object.name` is, of a local object: its own property, or a method or accessor of its class. */
export function memberOf(slice: Slice, cell: Cell, name: string, access: ts.Node): Value {
  const member = cell.kind === "object" ? classMember(cell, name, access) : null;
  const fn = member?.get ?? member?.method ?? member?.set;
  if (fn === undefined || !isFunctionNode(fn)) return isOfSuper(access) ? unknown : property(cell, name);
  return { kind: "closure", function: fn, captures: slice.scopes.capturesOf(fn) };
}

/** The accessor that writing `object.name` runs, if any; null for one that cannot be written. */
export function setterOf(cell: Cell, name: string, access: ts.Node): FunctionNode | null | undefined {
  if (ts.isPropertyDeclaration(access)) return undefined;
  const member = cell.kind === "object" ? classMember(cell, name, access) : null;
  return member?.get === undefined && member?.set === undefined ? undefined : (member.set ?? null);
}

/** A class whose functions see variables of the function it is written in may do with them what it likes. */
function seesLocals({ scopes }: Slice, of: ExactClass): boolean {
  for (let at: ExactClass | null = of; at !== null; at = at.base) {
    if (ts.isSourceFile(at.declaration.parent)) continue;
    const functions = at.declaration.members.filter((member) => isFunctionNode(member));
    if (functions.some((fn) => scopes.capturesOf(fn).some(({ owner }) => !ts.isSourceFile(owner)))) return true;
  }
  return false;
}

/** An own property comes before what the class has under that name; `super.name` begins above the class it is written in. */
function classMember(
  { properties, class: of }: Extract<Cell, { kind: "object" }>,
  name: string,
  access: ts.Node,
): ClassMember | null {
  if (of === undefined) return null;
  const isAbove = isOfSuper(access);
  if (!isAbove && properties.has(name)) return null;
  let at: ExactClass | null | undefined = isAbove ? homeIn(of, access)?.base : of;
  while (at != null) {
    const member = at.members.get(name);
    if (member !== undefined) return member;
    at = at.base;
  }
  return null;
}

function isOfSuper(access: ts.Node): boolean {
  const target = ts.isCallExpression(access) ? access.expression : access;
  const isAccess = ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target);
  return isAccess && target.expression.kind === ts.SyntaxKind.SuperKeyword;
}

function homeOf(cell: Cell | undefined, node: ts.Node): ExactClass | null {
  return cell?.kind === "object" && cell.class !== undefined ? homeIn(cell.class, node) : null;
}

/** The class, `of` or above it, that `node` is written in. */
function homeIn(of: ExactClass, node: ts.Node): ExactClass | null {
  const declaration = ts.findAncestor(node, ts.isClassLike);
  let at: ExactClass | null = of;
  while (at !== null && at.declaration !== declaration) at = at.base;
  return at;
}

/** Fields and constructor, from the topmost class down. */
function construct(
  machine: Machine,
  state: State,
  instance: Instance,
  of: ExactClass,
  args: readonly Value[],
  node: CallNode,
): Activation | null {
  const { constructedBy: own, base } = of;
  const runOwn = (after: State): Activation | null =>
    own === null
      ? { returns: [{ state: after, value: instance }], throws: [], yields: [] }
      : runPart(machine, after, instance, own, argumentsFor(node, args, own), node);
  // It says by `super(…)` when those above run.
  if (base !== null && own !== null) return runOwn(state);
  if (base !== null) {
    const above = construct(machine, state, instance, base, args, node);
    return andThen(above, (after) => initialise(machine, after, instance, of, node));
  }
  const given = withProperties(state, instance, [...argumentsKept(args), ...assignedParameters(own, args)]);
  const initialised = initialise(machine, given, instance, of, node);
  return andThen(initialised, (after) => runOwn(withoutArguments(after, instance)));
}

/** While fields are initialised, no parameter holds the arguments yet. */
function argumentsKept(args: readonly Value[]): readonly [string, Value][] {
  return args.map((value, index) => [`${argumentPrefix}${String(index)}`, value]);
}

const argumentPrefix = "argument ";

function withoutArguments(state: State, instance: Instance): State {
  const cell = state.heap.get(instance.id);
  if (cell?.kind !== "object") return state;
  const properties = [...cell.properties].filter(([name]) => !name.startsWith(argumentPrefix));
  return writeCell(state, instance.id, { ...cell, properties: new Map(properties) });
}

/** `constructor(private readonly response: Response)`: where fields may use them, they are there before. */
function assignedParameters(own: ts.ConstructorDeclaration | null, args: readonly Value[]): readonly [string, Value][] {
  return (own?.parameters ?? []).flatMap((parameter, index): [string, Value][] => {
    const value = args[index];
    const isAssigned = own !== null && ts.isParameterPropertyDeclaration(parameter, own);
    return isAssigned && ts.isIdentifier(parameter.name) && value !== undefined && parameter.initializer === undefined
      ? [[parameter.name.text, value]]
      : [];
  });
}

/** The fields of one class. */
function initialise(
  machine: Machine,
  state: State,
  instance: Instance,
  { fields }: ExactClass,
  node: CallNode,
): Activation | null {
  const empty = fields.flatMap((field): [string, Value][] => {
    const name = memberName(field.name);
    return field.initializer === undefined && name !== null ? [[name, undefinedValue]] : [];
  });
  const entry = withProperties(state, instance, empty);
  let activation: Activation | null = { returns: [{ state: entry, value: instance }], throws: [], yields: [] };
  for (const field of fields) {
    if (isFunctionNode(field)) {
      activation = andThen(activation, (it) => runPart(machine, it, instance, field, [], node));
    }
  }
  return activation;
}

function withProperties(state: State, { id }: Instance, properties: readonly [string, Value][]): State {
  const cell = state.heap.get(id);
  if (cell?.kind !== "object" || properties.length === 0) return state;
  return writeCell(state, id, { ...cell, properties: new Map([...cell.properties, ...properties]) });
}

function runPart(
  machine: Machine,
  state: State,
  instance: Instance,
  fn: FunctionNode,
  args: readonly Value[],
  node: CallNode,
): Activation | null {
  const entry = write(state, receiverPlace(machine.frame.depth + 1), instance);
  return runHelper(machine, entry, fn, args, node, "called");
}

/** @returns null where one of them is not followed. */
function andThen(first: Activation | null, next: (state: State) => Activation | null): Activation | null {
  if (first === null) return null;
  const returns: Result[] = [];
  const throws = [...first.throws];
  for (const { state } of first.returns) {
    const activation = next(state);
    if (activation === null) return null;
    returns.push(...activation.returns);
    throws.push(...activation.throws);
  }
  return { returns, throws, yields: [] };
}
