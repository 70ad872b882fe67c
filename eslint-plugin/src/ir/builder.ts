/** Puts together the blocks of one function. It knows the graph and what encloses the current point, but no syntax. */
import type ts from "typescript";

import { findFrame } from "./control.js";
import type { ControlFrame, ControlKind } from "./control.js";
import { mayThrow } from "./effects.js";
import { finishGraph } from "./graph.js";
import type { Scopes } from "./scopes.js";
import type { BasicBlock, BlockId, Instruction, Literal, Temp, Terminal, Variable } from "./types.js";

/** Thrown where a function is too large or too deeply nested to be lowered; the analysis then gives up on that function alone. */
export class LoweringLimitError extends Error {
  override readonly name = "LoweringLimitError";
}

/** Instructions and blocks of one function. `finally` copies can multiply; no function written by hand comes near. */
const loweringLimit = 200_000;

/**
 * Statements and expressions within each other. Lowering recurses into them, and some 900 of the costliest kind fill the call stack that Node
 * has by default. Counted, not left to the stack: the answer must not depend on who calls, and from how deep.
 */
const nestingLimit = 600;

interface OpenBlock {
  readonly instructions: Instruction[];
  terminal: Terminal | null;
  handler: BlockId | null;
}

/** An instruction whose result the builder numbers. */
type WithoutTarget<Kind> = Kind extends { readonly target: Temp } ? Omit<Kind, "target"> : never;

export class FunctionBuilder {
  readonly scopes: Scopes;
  /** Every block-scoped variable declared so far, so that a handler can tell which ones its region declared. */
  readonly declared: Variable[] = [];

  readonly root: ts.Node;
  readonly #blocks: OpenBlock[] = [];
  /** Handlers that something may in fact throw to. */
  readonly #usedHandlers = new Set<BlockId>();
  #current: OpenBlock;
  #control: ControlFrame | null = null;
  #temps = 0;
  #size = 0;
  #depth = 0;

  constructor(scopes: Scopes, root: ts.Node) {
    this.scopes = scopes;
    this.root = root;
    this.#current = this.#open();
  }

  get control(): ControlFrame | null {
    return this.#control;
  }

  get temps(): number {
    return this.#temps;
  }

  /** What is lowered from here to `ascend` is nested in the syntax around it. */
  descend(): void {
    this.#depth += 1;
    if (this.#depth > nestingLimit) {
      throw new LoweringLimitError(`nested more than ${String(nestingLimit)} levels deep`);
    }
  }

  ascend(): void {
    this.#depth -= 1;
  }

  temp(): Temp {
    this.#temps += 1;
    return (this.#temps - 1) as Temp;
  }

  /** Appends an instruction without a result, or one that writes a temporary made before. */
  emit(instruction: Instruction): void {
    this.#grow();
    if (mayThrow(instruction)) {
      this.#useHandler();
    }
    this.#current.instructions.push(instruction);
  }

  /** Appends an instruction and answers the temporary that holds its result. */
  value(instruction: WithoutTarget<Instruction>): Temp {
    const target = this.temp();
    this.emit({ ...instruction, target });
    return target;
  }

  literal(node: ts.Node, value: Literal): Temp {
    return this.value({ kind: "literal", node, value });
  }

  undefined(node: ts.Node): Temp {
    return this.literal(node, { kind: "undefined" });
  }

  opaque(node: ts.Node, operands: readonly Temp[], reason: string): Temp {
    return this.value({ kind: "opaque", node, operands, reason });
  }

  copy(node: ts.Node, target: Temp, value: Temp): void {
    this.emit({ kind: "copy", node, target, value });
  }

  newBlock(): BlockId {
    this.#open();
    return (this.#blocks.length - 1) as BlockId;
  }

  /** What comes next is the code of `block`. */
  start(block: BlockId): void {
    const open = this.#blocks[block];
    if (open === undefined) {
      throw new Error(`No block ${String(block)}`);
    }
    open.handler = this.#control?.handler ?? null;
    this.#current = open;
  }

  /** Ends the current block. What follows cannot be reached until another block is started. */
  terminate(terminal: Terminal): void {
    this.#current.terminal ??= terminal;
    if (terminal.kind === "rethrow") {
      this.#useHandler();
    }
    this.start(this.newBlock());
  }

  goto(node: ts.Node, to: BlockId): void {
    this.terminate({ kind: "goto", node, to });
  }

  /** Enters a construct; `handler`: its own block for exceptions, if it has one. */
  push(kind: ControlKind, handler: BlockId | null = null): void {
    this.setControl({ ...kind, outer: this.#control, handler: handler ?? this.#control?.handler ?? null });
  }

  /** Goes back to what enclosed an earlier point. Runs nothing: see `leaveTo` for that. */
  setControl(control: ControlFrame | null): void {
    this.#control = control;
    const handler = control?.handler ?? null;
    if (this.#current.handler === handler) {
      return;
    }
    if (this.#current.instructions.length === 0) {
      this.#current.handler = handler;
    } else {
      const next = this.newBlock();
      this.goto(this.root, next);
      this.start(next);
    }
  }

  isHandlerUsed(handler: BlockId): boolean {
    return this.#usedHandlers.has(handler);
  }

  get isInLoop(): boolean {
    return findFrame(this.#control, "continue") !== null;
  }

  finish(): readonly BasicBlock[] {
    const blocks = this.#blocks.map((block, index): BasicBlock => {
      const terminal = block.terminal ?? { kind: "unreachable", node: this.root };
      return { id: index as BlockId, instructions: block.instructions, terminal, handler: block.handler };
    });
    return finishGraph(blocks, 0 as BlockId);
  }

  #open(): OpenBlock {
    this.#grow();
    const block: OpenBlock = { instructions: [], terminal: null, handler: null };
    this.#blocks.push(block);
    return block;
  }

  #useHandler(): void {
    const handler = this.#control?.handler ?? null;
    if (handler !== null) {
      this.#usedHandlers.add(handler);
    }
  }

  #grow(): void {
    this.#size += 1;
    if (this.#size > loweringLimit) {
      throw new LoweringLimitError(`more than ${String(loweringLimit)} instructions`);
    }
  }
}
