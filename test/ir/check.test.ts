/** Each invariant, broken on purpose. */
import { describe, expect, it } from "vitest";

import { checkFunction } from "../../eslint-plugin/src/ir/check.js";
import type { BasicBlock, BlockId, FunctionIR, Instruction, Temp, Terminal } from "../../eslint-plugin/src/ir/types.js";
import { at, lowerAll, lowerFile } from "./lowering.js";

const sound = lowerFile(`
  let a = f();
  for (const b of a) {
    if (b) g(b);
  }
  try { g(a); } catch (e) { h(e); }
`);
const node = sound.node;
const missing = 99 as BlockId;

function blockWith(ir: FunctionIR, kind: Instruction["kind"]): BasicBlock {
  const block = ir.blocks.find(({ instructions }) => instructions.some((instruction) => instruction.kind === kind));
  if (block === undefined) {
    throw new Error(`No ${kind}`);
  }
  return block;
}

function replace(ir: FunctionIR, block: BasicBlock, change: Partial<BasicBlock>): FunctionIR {
  return { ...ir, blocks: ir.blocks.map((other) => (other === block ? { ...block, ...change } : other)) };
}

function withEntry(instructions: readonly Instruction[], terminal?: Terminal): FunctionIR {
  const entry = at(sound.blocks, 0);
  return replace(sound, entry, {
    instructions: [...entry.instructions, ...instructions],
    ...(terminal === undefined ? {} : { terminal }),
  });
}

function withoutFirst(ir: FunctionIR, kind: Instruction["kind"]): FunctionIR {
  const block = blockWith(ir, kind);
  return replace(ir, block, { instructions: block.instructions.filter((instruction) => instruction.kind !== kind) });
}

const opaque: Instruction = { kind: "opaque", node, target: sound.temps as Temp, operands: [], reason: "test" };

const broken: readonly (readonly [string, FunctionIR, string])[] = [
  ["no blocks", { ...sound, blocks: [] }, "there is no entry block"],
  [
    "a block in another's place",
    { ...sound, blocks: [at(sound.blocks, 1), at(sound.blocks, 0), ...sound.blocks.slice(2)] },
    "bb1 is at position 0",
  ],
  [
    "a target that does not exist",
    withEntry([], { kind: "goto", node, to: missing }),
    "bb0 goes to bb99, which does not exist",
  ],
  [
    "a throw to a handler that does not exist",
    withEntry([], { kind: "throw", node, value: 0 as Temp, handler: missing }),
    "bb0 goes to bb99, which does not exist",
  ],
  [
    "a handler that does not exist",
    replace(sound, at(sound.blocks, 0), { handler: missing }),
    "bb0 has handler bb99, which does not exist",
  ],
  [
    "an unreachable block",
    withEntry([], { kind: "return", node, value: null, implicit: true }),
    "bb1 cannot be reached",
  ],
  [
    "a way back that is no loop",
    swapLast(lowerFile("if (a) b(); else c();")),
    "bb3 goes back to bb2, but not in a loop",
  ],
  ["a cycle that is not known", { ...sound, cyclic: new Set() }, "bb1 is on a cycle, and cyclic says otherwise"],
  [
    "a cycle that is none",
    { ...sound, cyclic: new Set([...sound.cyclic, 0 as BlockId]) },
    "bb0 is not on a cycle, and cyclic says otherwise",
  ],
  [
    "a caught on entry",
    withEntry([{ kind: "caught", node, target: sound.temps as Temp }]),
    "bb0 has a caught that no exception leads to",
  ],
  ["a caught after other instructions", moveFirstToEnd(sound, "caught"), "has a caught that no exception leads to"],
  ["a caught that falling through leads to", gotoHandler(sound), "has a caught that no exception leads to"],
  [
    "an element before next",
    withEntry([{ kind: "element", node, target: sound.temps as Temp, iterator: 0 as Temp }]),
    "bb0 takes an element that no next has announced",
  ],
  ["an element of another iterator", otherIterator(sound), "takes an element that no next has announced"],
  ["a next without an element", withoutFirst(sound, "element"), "announces an element that bb2 does not take"],
  ["a temporary out of range", { ...sound, temps: 3 }, "uses t3, and there are 3 temporaries"],
  [
    "a temporary written twice",
    withEntry([{ kind: "literal", node, target: 0 as Temp, value: { kind: "null" } }]),
    "t0 is written by both ambient and literal",
  ],
  ["a temporary read before it is written", readEarly(sound), "reads t1, which is not written on every path"],
  ["a temporary written on one path only", onOnePath(), "which is not written on every path"],
  ["a temporary that an exception leaves unwritten", unwrittenByException(), "which is not written on every path"],
  ["a variable of another function", foreignVariable(), "bb0 uses x, which is neither its own nor captured"],
  [
    "a capture of another function's variable",
    foreignCapture(),
    "bb0 passes on x, which is neither its own nor captured",
  ],
  [
    "a scope that ends nothing",
    withEntry([{ kind: "scopeExit", node, variables: [], implicit: false }]),
    "bb0 ends a scope without variables",
  ],
  [
    "an opaque node that is not counted",
    { ...withEntry([opaque]), temps: sound.temps + 1 },
    "1 nodes are opaque, and 0 were counted",
  ],
];

/** Exchanges the last two blocks, together with their numbers, so that the join comes before a branch of it. */
function swapLast(ir: FunctionIR): FunctionIR {
  const last = ir.blocks.length - 1;
  const rename = (id: BlockId): BlockId => (id === last ? last - 1 : id === last - 1 ? last : id) as BlockId;
  const blocks = [...ir.blocks.slice(0, -2), at(ir.blocks, last), at(ir.blocks, last - 1)].map((block, index) => {
    const { terminal } = block;
    const renamed =
      terminal.kind === "goto"
        ? { ...terminal, to: rename(terminal.to) }
        : terminal.kind === "branch"
          ? { ...terminal, whenTrue: rename(terminal.whenTrue), whenFalse: rename(terminal.whenFalse) }
          : terminal;
    return { ...block, id: index as BlockId, terminal: renamed };
  });
  return { ...ir, blocks };
}

function moveFirstToEnd(ir: FunctionIR, kind: Instruction["kind"]): FunctionIR {
  const block = blockWith(ir, kind);
  const [first, ...others] = block.instructions;
  return replace(ir, block, { instructions: first === undefined ? others : [...others, first] });
}

/** The block before the catch goes straight into it. */
function gotoHandler(ir: FunctionIR): FunctionIR {
  const handler = blockWith(ir, "caught");
  const before = ir.blocks.find((block) => block.handler === handler.id && block.terminal.kind === "goto");
  return before === undefined ? ir : replace(ir, before, { terminal: { kind: "goto", node, to: handler.id } });
}

function otherIterator(ir: FunctionIR): FunctionIR {
  const block = blockWith(ir, "element");
  const instructions = block.instructions.map((instruction) =>
    instruction.kind === "element" ? { ...instruction, iterator: 0 as Temp } : instruction,
  );
  return replace(ir, block, { instructions });
}

function readEarly(ir: FunctionIR): FunctionIR {
  const entry = at(ir.blocks, 0);
  return replace(ir, entry, { instructions: [...entry.instructions].reverse() });
}

function onOnePath(): FunctionIR {
  const ir = lowerFile("a ? b : c; d(1);");
  const copy = ir.blocks.find(({ instructions }) => instructions.at(-1)?.kind === "copy");
  const join = ir.blocks.at(-1);
  if (copy === undefined || join === undefined) {
    throw new Error("No copy");
  }
  const read: Instruction = { kind: "await", node, target: ir.temps as Temp, value: 0 as Temp };
  const without = replace(ir, copy, { instructions: copy.instructions.slice(0, -1) });
  return { ...replace(without, join, { instructions: [...join.instructions, read] }), temps: ir.temps + 1 };
}

/** The catch reads a temporary that the try writes after a call. */
function unwrittenByException(): FunctionIR {
  const ir = lowerFile("try { f(); g(); } catch { h(); }");
  const handler = blockWith(ir, "caught");
  const read: Instruction = { kind: "await", node, target: ir.temps as Temp, value: 3 as Temp };
  return { ...replace(ir, handler, { instructions: [...handler.instructions, read] }), temps: ir.temps + 1 };
}

/** One function's code, said to be another's. */
function foreignVariable(): FunctionIR {
  const functions = lowerAll("function f() { const x = 1; x; } function g() {}");
  return { ...at(functions, 1), node: at(functions, 2).node };
}

function foreignCapture(): FunctionIR {
  return { ...at(lowerAll("function f() { () => x; } const x = 1;"), 1), captures: [] };
}

describe("checkFunction", () => {
  it("finds nothing wrong with what lowering made", () => {
    expect(checkFunction(sound)).toEqual([]);
  });

  it.each(broken)("finds %s", (_, ir, message) => {
    expect(checkFunction(ir).join("\n")).toContain(message);
  });
});
