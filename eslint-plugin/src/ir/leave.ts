/** Leaving constructs: what runs between a jump and its target, and on falling off the end. */
import type ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { findFrame } from "./control.js";
import type { ControlFrame } from "./control.js";
import type { BlockId, Temp, Variable } from "./types.js";

/** Leaves every construct inside `target` (null: all), innermost first, as `node` asks; scopes end. */
export function leaveTo(builder: FunctionBuilder, target: ControlFrame | null, node: ts.Node): void {
  leave(builder, target, node, () => true);
}

/**
 * Leaves the function. Variables need no end there, except where a `finally` still runs after it: what it sees must not hold on to them.
 */
function leaveFunction(builder: FunctionBuilder, node: ts.Node): void {
  leave(builder, null, node, (scope) => findFrame(scope.outer, "finally") !== null);
}

/** `throw`: to the catch block around, or out of the function. */
export function lowerThrow(builder: FunctionBuilder, node: ts.Node, value: Temp): void {
  const receiver = findFrame(builder.control, "catch");
  jump(builder, () => {
    if (receiver === null) {
      leaveFunction(builder, node);
    } else {
      leaveTo(builder, receiver, node);
    }
    builder.terminate({ kind: "throw", node, value, handler: receiver === null ? null : receiver.to });
  });
}

export function lowerReturn(builder: FunctionBuilder, node: ts.Node, value: Temp | null): void {
  jump(builder, () => {
    leaveFunction(builder, node);
    builder.terminate({ kind: "return", node, value, implicit: false });
  });
}

/** `break` and `continue`: false if there is nothing to jump to (a syntax error). */
export function lowerJump(
  builder: FunctionBuilder,
  node: ts.BreakOrContinueStatement,
  kind: "break" | "continue",
): boolean {
  const label = node.label?.text;
  const target = findFrame(builder.control, kind, (frame) =>
    label === undefined ? frame.kind === "continue" || frame.plain : frame.labels.includes(label),
  );
  if (target === null) {
    return false;
  }
  jump(builder, () => {
    leaveTo(builder, target, node);
    builder.goto(node, target.to);
  });
  return true;
}

/** Runs `body` as code that leaves constructs; what is lowered after it is inside of them again. */
function jump(builder: FunctionBuilder, body: () => void): void {
  const inside = builder.control;
  body();
  builder.setControl(inside);
}

function leave(
  builder: FunctionBuilder,
  target: ControlFrame | null,
  node: ts.Node,
  endsScope: (scope: ControlFrame) => boolean,
): void {
  for (let frame = builder.control; frame !== null && frame !== target; frame = frame.outer) {
    builder.setControl(frame.outer);
    switch (frame.kind) {
      case "scope":
        if (endsScope(frame)) {
          builder.emit({ kind: "scopeExit", node, variables: frame.variables, implicit: false });
        }
        break;
      case "iteration":
        builder.emit({ kind: "iteratorClose", node, iterator: frame.iterator });
        break;
      case "dispose":
        builder.emit({ kind: "dispose", node, variable: frame.variable, async: frame.async });
        break;
      case "finally":
        lowerFinallyCopy(builder, frame.lowerCopy);
        break;
      case "break":
      case "continue":
      case "catch":
        break;
    }
  }
}

/** A copy on the way of a jump. What it declares is no part of the region that is left: the copy at the region's end stands for all. */
function lowerFinallyCopy(builder: FunctionBuilder, lowerCopy: () => void): void {
  const declared = builder.declared.length;
  lowerCopy();
  builder.declared.length = declared;
}

/**
 * Lowers `body` inside the scope that `owner` opens, and ends that scope on falling through.
 *
 * @param end - What a fall-through is blamed on: the block whose closing brace it is.
 */
export function lowerInScope(builder: FunctionBuilder, owner: ts.Node, end: ts.Node, body: () => void): void {
  const variables = builder.scopes.declaredIn(owner);
  if (variables.length === 0) {
    body();
    return;
  }
  const outside = builder.control;
  const firstDeclared = builder.declared.length;
  builder.push({ kind: "scope", variables });
  builder.declared.push(...variables);
  body();
  const inside = builder.control;
  leaveTo(builder, outside, end);
  lowerImplicitDisposals(builder, inside, outside, regionSince(builder, firstDeclared, end));
}

/** Code that an exception may leave from anywhere inside. */
export interface Region {
  /** What the end of its variables is blamed on. */
  readonly end: ts.Node;
  /** Every block-scoped variable declared in it, at any depth. */
  readonly variables: readonly Variable[];
}

/** The region from where `builder.declared` had the length `firstDeclared` up to here. */
export function regionSince(builder: FunctionBuilder, firstDeclared: number, end: ts.Node): Region {
  return { end, variables: [...new Set(builder.declared.slice(firstDeclared))] };
}

/** Between `inside` and `outside`, each `using` needs a handler that disposes of it when an exception passes. */
export function lowerImplicitDisposals(
  builder: FunctionBuilder,
  inside: ControlFrame | null,
  outside: ControlFrame | null,
  region: Region,
): void {
  for (let frame = inside; frame !== null && frame !== outside; frame = frame.outer) {
    if (frame.kind !== "dispose" || frame.handler === null) {
      continue;
    }
    const { variable, async, handler } = frame;
    const isOutermost = findFrame(frame.outer, "dispose") === findFrame(outside, "dispose");
    lowerHandler(builder, handler, frame.outer, () => {
      builder.emit({ kind: "dispose", node: region.end, variable, async });
      if (isOutermost) {
        endRegion(builder, region);
      }
      rethrow(builder, region.end);
    });
  }
}

/** Ends, on the way into a handler, whatever the region before it may have declared. */
export function endRegion(builder: FunctionBuilder, { end, variables }: Region): void {
  if (variables.length > 0) {
    builder.emit({ kind: "scopeExit", node: end, variables, implicit: true });
  }
}

/** Lowers the code that implicit exceptions of a region enter, unless nothing in the region throws; then goes on where it was. */
export function lowerHandler(
  builder: FunctionBuilder,
  handler: BlockId,
  outside: ControlFrame | null,
  body: () => void,
): void {
  if (!builder.isHandlerUsed(handler)) {
    return;
  }
  const rest = builder.newBlock();
  const control = builder.control;
  // The block so far goes on behind the handler.
  builder.goto(builder.root, rest);
  builder.setControl(outside);
  builder.start(handler);
  body();
  builder.setControl(control);
  builder.start(rest);
}

export function rethrow(builder: FunctionBuilder, node: ts.Node): void {
  builder.terminate({ kind: "rethrow", node, handler: builder.control?.handler ?? null });
}
