/**
 * Where what is known stops to matter: a variable that no code still reads, a condition that no code still asks. To forget it there loses
 * nothing, and keeps states together that would else be merged by force.
 *
 * Only what belongs to one function has such an end: its own variables where no function inside it sees them, and conditions on its own
 * variables that no function inside it asks. Whoever else sees a variable, `this` or a global may use it later.
 */
import ts from "typescript";
import { BitSet } from "../ir/bit-set.js";
import { flowSuccessors } from "../ir/graph.js";
import { lower } from "../ir/lower.js";
import type { Scopes } from "../ir/scopes.js";
import type { BasicBlock, BlockId, FunctionIR, FunctionNode, Variable } from "../ir/types.js";
import { valueAt } from "./environment.js";
import { conditionName } from "./purity.js";
import { capturesHolder, holds } from "./reach.js";
import type { Slice } from "./slice.js";
import { type PlaceId, type State, forget, variablePlace, withoutConditions } from "./state.js";

/** What is used for the last time before a block. */
interface Unused {
  /** Of variables. */
  readonly places: readonly PlaceId[];
  /** Names of conditions (`purity.ts`). */
  readonly conditions: ReadonlySet<string>;
}

const nothing: Unused = { places: [], conditions: new Set() };

const known = new WeakMap<FunctionIR, readonly Unused[]>();

/** A state without what tells nothing any more from a block on. What still leads to the body stays: that it is lost is told where its scope ends. */
export function withoutUnused(slice: Slice, state: State, block: BlockId, ir: FunctionIR): State {
  const { places, conditions } = unusedFrom(block, ir, slice.scopes);
  if (places.length === 0) return withoutConditions(state, conditions);
  const unused = places.filter((it) => {
    const value = valueAt(state.env, it);
    return value !== undefined && !holds(slice, state, value) && !capturesHolder(slice, state, value);
  });
  return withoutConditions(unused.length === 0 ? state : forget(state, unused), conditions);
}

/** What some predecessor of a block, or code further back, had a use for, but nothing that may run from the block on. */
function unusedFrom(block: BlockId, ir: FunctionIR, scopes: Scopes): Unused {
  let unused = known.get(ir);
  if (unused === undefined) {
    unused = search(ir, scopes);
    known.set(ir, unused);
  }
  return unused[block] ?? nothing;
}

function search(ir: FunctionIR, scopes: Scopes): readonly Unused[] {
  const uses = ir.blocks.map((block) => [
    ...variablesUsedIn(block, ir.node),
    ...conditionsAskedIn(block, ir.node, scopes),
  ]);
  const askedInside = new Set(
    functionsIn(ir, scopes).flatMap(({ blocks }) => blocks.flatMap((block) => nameOf(block, scopes) ?? [])),
  );
  const facts = [...new Set(uses.flat())].filter((fact) => typeof fact !== "string" || !askedInside.has(fact));
  return lastUses(ir.blocks, uses, facts).map((ended) => ({
    places: ended.flatMap((fact) => (typeof fact === "string" ? [] : variablePlace(fact))),
    conditions: new Set(ended.filter((fact) => typeof fact === "string")),
  }));
}

/** Backward data flow, to the fixpoint: for each block, which of the `facts` a predecessor has a use for, and it has not. */
function lastUses<Fact>(
  blocks: readonly BasicBlock[],
  uses: readonly (readonly Fact[])[],
  facts: readonly Fact[],
): readonly (readonly Fact[])[] {
  const indexes = new Map(facts.map((fact, index) => [fact, index]));
  const live = uses.map((used) => {
    const set = new BitSet(facts.length);
    for (const fact of used) {
      const index = indexes.get(fact);
      if (index !== undefined) set.add(index);
    }
    return set;
  });
  // In postorder, one pass does for all but loops.
  const backwards = [...blocks].reverse();
  for (let changed = true; changed;) {
    changed = false;
    for (const block of backwards) {
      for (const successor of flowSuccessors(block)) {
        const after = live[successor];
        if (after !== undefined && live[block.id]?.addAll(after) === true) changed = true;
      }
    }
  }
  const ended = blocks.map(() => new Set<number>());
  for (const block of blocks) {
    for (const successor of flowSuccessors(block)) {
      const after = live[successor];
      if (after !== undefined) live[block.id]?.without(after).forEach((index) => ended[successor]?.add(index));
    }
  }
  return ended.map((indexesOf) => [...indexesOf].flatMap((index) => facts[index] ?? []));
}

function variablesUsedIn({ instructions }: BasicBlock, fn: FunctionNode): readonly Variable[] {
  return instructions.flatMap((instruction) => {
    const isUse = instruction.kind === "load" || instruction.kind === "store" || instruction.kind === "dispose";
    return isUse && instruction.variable.owner === fn && !instruction.variable.captured ? [instruction.variable] : [];
  });
}

function conditionsAskedIn(block: BasicBlock, fn: FunctionNode, scopes: Scopes): readonly string[] {
  const { terminal } = block;
  if (terminal.kind !== "branch") return [];
  const name = nameOf(block, scopes);
  const nodes = terminal.discriminant === undefined ? [terminal.node] : [terminal.node, terminal.discriminant];
  return name !== null && nodes.every((node) => isOfVariables(node, fn, scopes)) ? [name] : [];
}

function nameOf({ terminal }: BasicBlock, scopes: Scopes): string | null {
  return terminal.kind === "branch" ? (conditionName(terminal, scopes)?.key ?? null) : null;
}

/** Whether an expression reads nothing but variables of this very function, and what they lead to. */
function isOfVariables(node: ts.Node, fn: FunctionNode, scopes: Scopes): boolean {
  if (ts.isIdentifier(node)) return scopes.variableOf(node)?.owner === fn;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return false;
  if (ts.isPropertyAccessExpression(node)) return isOfVariables(node.expression, fn, scopes);
  return ts.forEachChild(node, (child) => !isOfVariables(child, fn, scopes)) !== true;
}

/** The functions written in a function, those in them included. */
export function functionsIn(ir: FunctionIR, scopes: Scopes): readonly FunctionIR[] {
  // A function expression with a name contains itself. A set visits what is added to it while it is walked.
  const functions = new Set([ir]);
  for (const { blocks } of functions) {
    for (const { instructions } of blocks) {
      for (const instruction of instructions) {
        if (instruction.kind === "closure") functions.add(lower(instruction.function, scopes));
      }
    }
  }
  functions.delete(ir);
  return [...functions];
}
