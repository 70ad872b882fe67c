/** From the blocks that lowering left behind to the graph that others read: trimmed, in reverse postorder, with its cycles known. */
import type ts from "typescript";

import { mayThrow } from "./effects.js";
import type { BasicBlock, BlockId, Terminal } from "./types.js";
import { successorsOf, withSuccessors } from "./visit.js";

/** Every block that control may go to from `block`: by its terminal, and by an exception of one of its instructions. */
export function flowSuccessors(block: BasicBlock): readonly BlockId[] {
  const successors = successorsOf(block.terminal);
  return block.handler !== null && block.instructions.some(mayThrow) ? [...successors, block.handler] : successors;
}

/** Drops what cannot be reached, joins straight lines, and numbers the rest in reverse postorder. */
export function finishGraph(drafts: readonly BasicBlock[], entry: BlockId): readonly BasicBlock[] {
  const threaded = drafts.map((block) => ({
    ...block,
    terminal: withSuccessors(block.terminal, (to) => skipEmpty(drafts, to)),
  }));
  const joined = renumber(joinStraightLines(threaded, reversePostorder(threaded, skipEmpty(drafts, entry))));
  return renumber(reversePostorder(joined, 0 as BlockId));
}

/** The first block from `start` on that does something: empty blocks that only go on are passed by. */
function skipEmpty(blocks: readonly BasicBlock[], start: BlockId): BlockId {
  const passed = new Set<BlockId>();
  let id = start;
  for (;;) {
    const block = blocks[id];
    if (block?.terminal.kind !== "goto" || block.instructions.length > 0 || passed.has(id)) {
      return id;
    }
    passed.add(id);
    id = block.terminal.to;
  }
}

/** The blocks that can be reached from `entry`, each (loops aside) after all of its predecessors. */
export function reversePostorder(blocks: readonly BasicBlock[], entry: BlockId): readonly BasicBlock[] {
  const order: BasicBlock[] = [];
  const seen = new Set<BlockId>();
  const path: { readonly block: BasicBlock; readonly rest: BlockId[] }[] = [];
  const enter = (id: BlockId): void => {
    const block = blocks[id];
    if (block !== undefined && !seen.has(id)) {
      seen.add(id);
      path.push({ block, rest: [...flowSuccessors(block)] });
    }
  };
  enter(entry);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    // Last successor first: in the reversed order, the first one then follows its block directly, as in the source.
    const next = top.rest.pop();
    if (next === undefined) {
      order.push(top.block);
      path.pop();
    } else {
      enter(next);
    }
  }
  return order.reverse();
}

/** Appends to each block the one it goes to, where no one else goes there and both have the same handler. */
function joinStraightLines(blocks: readonly BasicBlock[], order: readonly BasicBlock[]): readonly BasicBlock[] {
  const predecessors = new Map<BlockId, number>();
  for (const id of order.flatMap(flowSuccessors)) {
    predecessors.set(id, (predecessors.get(id) ?? 0) + 1);
  }
  const absorbed = new Set<BlockId>();
  const joined: BasicBlock[] = [];
  for (const first of order) {
    if (absorbed.has(first.id)) {
      continue;
    }
    const instructions = [...first.instructions];
    let terminal: Terminal = first.terminal;
    let handler = first.handler;
    while (terminal.kind === "goto" && terminal.to !== first.id && predecessors.get(terminal.to) === 1) {
      const next = blocks[terminal.to];
      if (next === undefined || next === order[0] || !canShareHandler(instructions, handler, next)) {
        break;
      }
      handler = next.instructions.some(mayThrow) ? next.handler : handler;
      // Not `push(...)`: a block may have more instructions than a call can have arguments.
      next.instructions.forEach((instruction) => instructions.push(instruction));
      absorbed.add(next.id);
      terminal = next.terminal;
    }
    joined.push({ ...first, instructions, terminal, handler });
  }
  return joined;
}

function canShareHandler(instructions: BasicBlock["instructions"], handler: BlockId | null, next: BasicBlock): boolean {
  return handler === next.handler || !instructions.some(mayThrow) || !next.instructions.some(mayThrow);
}

function renumber(order: readonly BasicBlock[]): readonly BasicBlock[] {
  const ids = new Map(order.map((block, index) => [block.id, index as BlockId]));
  const idOf = (old: BlockId): BlockId => {
    const id = ids.get(old);
    if (id === undefined) {
      throw new Error(`Block ${String(old)} is reached but was not kept`);
    }
    return id;
  };
  return order.map((block, index) => ({
    id: index as BlockId,
    instructions: block.instructions,
    terminal: withSuccessors(block.terminal, idOf),
    // A handler that nothing can throw to was dropped; the block then has none.
    handler: block.handler === null ? null : (ids.get(block.handler) ?? null),
  }));
}

/** The blocks that lie on a cycle: members of a strongly connected component of more than one block, or their own successors. */
export function cyclicBlocks(blocks: readonly BasicBlock[]): ReadonlySet<BlockId> {
  const cyclic = new Set<BlockId>();
  for (const component of components(blocks)) {
    const [first] = component;
    if (first !== undefined && (component.length > 1 || flowSuccessors(first).includes(first.id))) {
      component.forEach((block) => cyclic.add(block.id));
    }
  }
  return cyclic;
}

/** Strongly connected components of what the entry reaches (Kosaraju's algorithm). */
export function components(blocks: readonly BasicBlock[]): readonly (readonly BasicBlock[])[] {
  const predecessors = predecessorsOf(blocks);
  const assigned = new Set<BlockId>();
  const found: BasicBlock[][] = [];
  for (const root of reversePostorder(blocks, 0 as BlockId)) {
    const component: BasicBlock[] = [];
    const pending: BlockId[] = [root.id];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const block = blocks[id];
      if (block !== undefined && !assigned.has(id)) {
        assigned.add(id);
        component.push(block);
        pending.push(...(predecessors[id] ?? []));
      }
    }
    if (component.length > 0) {
      found.push(component);
    }
  }
  return found;
}

/** For each block, the blocks that control may come from. */
export function predecessorsOf(blocks: readonly BasicBlock[]): readonly (readonly BlockId[])[] {
  const predecessors: BlockId[][] = blocks.map(() => []);
  for (const block of blocks) {
    for (const successor of new Set(flowSuccessors(block))) {
      predecessors[successor]?.push(block.id);
    }
  }
  return predecessors;
}

/** The nodes that the lowering had no rule for. A node may have several instructions: one in each copy of a `finally`. */
export function opaqueNodes(blocks: readonly BasicBlock[]): ReadonlySet<ts.Node> {
  return new Set(
    blocks.flatMap(({ instructions }) => instructions.filter(({ kind }) => kind === "opaque").map(({ node }) => node)),
  );
}
