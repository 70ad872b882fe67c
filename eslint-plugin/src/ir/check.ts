/** The invariants of the intermediate representation. Lowering keeps them; tests ask, over real code, whether it does. */
import { components, flowSuccessors, opaqueNodes, predecessorsOf, reversePostorder } from "./graph.js";
import { checkTemps } from "./check-temps.js";
import type { BasicBlock, BlockId, FunctionIR, Instruction, Variable } from "./types.js";
import { successorsOf, variablesOf } from "./visit.js";

/**
 * Checks a function against every invariant that its readers rely on.
 *
 * @returns a line for each violation; empty if there is none.
 */
export function checkFunction(ir: FunctionIR): readonly string[] {
  const broken = [...checkShape(ir)];
  // The graph must hold together before anything can be said about what flows through it.
  if (broken.length > 0) {
    return broken;
  }
  return [...checkOrder(ir), ...checkPlaces(ir), ...checkVariables(ir), ...checkTemps(ir), ...checkCounts(ir)];
}

/** Blocks are numbered by position, and every target and handler exists. */
function* checkShape({ blocks }: FunctionIR): Iterable<string> {
  if (blocks.length === 0) {
    yield "there is no entry block";
  }
  for (const [index, block] of blocks.entries()) {
    if (block.id !== index) {
      yield `bb${block.id} is at position ${index}`;
    }
    for (const target of successorsOf(block.terminal)) {
      if (blocks[target] === undefined) {
        yield `bb${block.id} goes to bb${target}, which does not exist`;
      }
    }
    if (block.handler !== null && blocks[block.handler] === undefined) {
      yield `bb${block.id} has handler bb${block.handler}, which does not exist`;
    }
  }
}

/** All blocks are reached, in an order in which only loops lead backwards; `cyclic` is exactly the blocks on cycles. */
function* checkOrder({ blocks, cyclic }: FunctionIR): Iterable<string> {
  const reached = new Set(reversePostorder(blocks, 0 as BlockId).map((block) => block.id));
  const componentOf = new Map<BlockId, readonly BasicBlock[]>();
  for (const component of components(blocks)) {
    for (const block of component) {
      componentOf.set(block.id, component);
    }
  }
  for (const block of blocks) {
    if (!reached.has(block.id)) {
      yield `bb${block.id} cannot be reached`;
      continue;
    }
    const component = componentOf.get(block.id) ?? [];
    const successors = flowSuccessors(block);
    for (const successor of successors) {
      if (successor <= block.id && componentOf.get(successor) !== component) {
        yield `bb${block.id} goes back to bb${successor}, but not in a loop`;
      }
    }
    const isCyclic = component.length > 1 || successors.includes(block.id);
    if (isCyclic !== cyclic.has(block.id)) {
      yield `bb${block.id} is ${isCyclic ? "" : "not "}on a cycle, and cyclic says otherwise`;
    }
  }
}

/** Instructions that only make sense at the start of a block, after one kind of edge. */
function* checkPlaces({ blocks }: FunctionIR): Iterable<string> {
  const predecessors = predecessorsOf(blocks);
  for (const block of blocks) {
    const sources = (predecessors[block.id] ?? []).flatMap((id) => blocks[id] ?? []);
    for (const [index, instruction] of block.instructions.entries()) {
      if (instruction.kind === "element" && !(index === 0 && isAfterNext(block, instruction, sources))) {
        yield `bb${block.id} takes an element that no next has announced`;
      }
      if (instruction.kind === "caught" && !(index === 0 && isHandlerOnly(block, sources))) {
        yield `bb${block.id} has a caught that no exception leads to`;
      }
    }
    if (block.terminal.kind === "next") {
      const first = blocks[block.terminal.hasElement]?.instructions[0];
      if (first?.kind !== "element") {
        yield `bb${block.id} announces an element that bb${block.terminal.hasElement} does not take`;
      }
    }
  }
}

function isAfterNext(
  block: BasicBlock,
  { iterator }: Extract<Instruction, { readonly kind: "element" }>,
  sources: readonly BasicBlock[],
): boolean {
  return (
    sources.length > 0 &&
    sources.every(
      ({ terminal }) =>
        terminal.kind === "next" &&
        terminal.hasElement === block.id &&
        terminal.done !== block.id &&
        terminal.iterator === iterator,
    )
  );
}

/** Whether every way in is an exception: implicit, thrown or rethrown. */
function isHandlerOnly(block: BasicBlock, sources: readonly BasicBlock[]): boolean {
  return (
    block.id !== 0 &&
    sources.every(
      ({ terminal }) =>
        terminal.kind === "throw" || terminal.kind === "rethrow" || !successorsOf(terminal).includes(block.id),
    )
  );
}

/** Every variable is the function's own, or one that it says it captures. */
function* checkVariables(ir: FunctionIR): Iterable<string> {
  const captures = new Set(ir.captures);
  const isKnown = (variable: Variable): boolean => variable.owner === ir.node || captures.has(variable);
  for (const block of ir.blocks) {
    for (const instruction of block.instructions) {
      for (const variable of variablesOf(instruction)) {
        if (!isKnown(variable)) {
          yield `bb${block.id} uses ${variable.name}, which is neither its own nor captured`;
        }
      }
      for (const variable of capturesOf(instruction)) {
        if (!isKnown(variable)) {
          yield `bb${block.id} passes on ${variable.name}, which is neither its own nor captured`;
        }
      }
      if (instruction.kind === "scopeExit" && instruction.variables.length === 0) {
        yield `bb${block.id} ends a scope without variables`;
      }
    }
  }
}

function capturesOf(instruction: Instruction): readonly Variable[] {
  return instruction.kind === "closure" || instruction.kind === "class" ? instruction.captures : [];
}

function* checkCounts({ blocks, opaque }: FunctionIR): Iterable<string> {
  const found = opaqueNodes(blocks).size;
  if (found !== opaque) {
    yield `${found} nodes are opaque, and ${opaque} were counted`;
  }
}
