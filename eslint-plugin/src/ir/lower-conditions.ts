/**
 * Conditions, and the operators that are conditions in disguise. Every test ends in branches on its leaves, so that each path knows which of
 * them held; where a value is wanted too, it is copied on the path that ends the evaluation.
 */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { isShortCircuiting, lowerChainTo } from "./lower-chains.js";
import { lowerExpression } from "./lower-expressions.js";
import { isBranching, isComma, isNegation, literalTruth, shortCircuitOf } from "./short-circuit.js";
import type { ShortCircuit } from "./short-circuit.js";
import { unwrap } from "../typed/unwrap.js";
import type { BlockId, BranchOrigin, Temp } from "./types.js";

/** Where a test goes when it holds, or when it fails. */
interface Exit {
  readonly to: BlockId;
  /** Receives the value of the tested expression on the way; null: no one asks for it. */
  readonly into: Temp | null;
}

/** Goes to one block or the other, by the truth of `expression`. */
export function lowerCondition(
  builder: FunctionBuilder,
  expression: ts.Expression,
  origin: BranchOrigin,
  whenTrue: BlockId,
  whenFalse: BlockId,
): void {
  lowerTest(builder, expression, origin, { to: whenTrue, into: null }, { to: whenFalse, into: null });
}

/** The value of `&&`, `||`, `??`, `?:`, or of the negation of one. */
export function lowerBranchingValue(builder: FunctionBuilder, expression: ts.Expression): Temp {
  const target = builder.temp();
  const end = builder.newBlock();
  lowerInto(builder, expression, { to: end, into: target });
  builder.start(end);
  return target;
}

/** Lowers the value of `expression` into a temporary and goes on at `exit`. */
function lowerInto(builder: FunctionBuilder, expression: ts.Expression, exit: Exit & { readonly into: Temp }): void {
  builder.descend();
  lowerOperandsInto(builder, expression, exit);
  builder.ascend();
}

function lowerOperandsInto(
  builder: FunctionBuilder,
  expression: ts.Expression,
  exit: Exit & { readonly into: Temp },
): void {
  // A loop over the last operand, because else-if-like chains of `?:` are as long as people (and bundlers) like.
  let node = unwrap(expression);
  for (;;) {
    const chain = shortCircuitOf(node);
    if (chain !== null) {
      lowerFirsts(builder, chain, exit);
      node = unwrap(chain.last);
    } else if (ts.isConditionalExpression(node)) {
      const whenTrue = builder.newBlock();
      const whenFalse = builder.newBlock();
      lowerCondition(builder, node.condition, "conditional", whenTrue, whenFalse);
      builder.start(whenTrue);
      lowerInto(builder, node.whenTrue, exit);
      builder.start(whenFalse);
      node = unwrap(node.whenFalse);
    } else if (isNegation(node) && isBranching(unwrap(node.operand))) {
      lowerTest(builder, node, "logical", exit, exit);
      return;
    } else {
      leaveWith(builder, node, lowerExpression(builder, node), exit);
      return;
    }
  }
}

/** All operands but the last: each ends the evaluation with its own value, or goes on to the next. */
function lowerFirsts(
  builder: FunctionBuilder,
  { firsts, operator }: ShortCircuit,
  exit: Exit & { readonly into: Temp },
): void {
  for (const first of firsts) {
    const next = builder.newBlock();
    const goOn = { to: next, into: null };
    switch (operator) {
      case ts.SyntaxKind.AmpersandAmpersandToken:
        lowerTest(builder, first, "logical", goOn, exit);
        break;
      case ts.SyntaxKind.BarBarToken:
        lowerTest(builder, first, "logical", exit, goOn);
        break;
      case ts.SyntaxKind.QuestionQuestionToken:
        leaveWith(builder, first, lowerUnlessNullish(builder, first, next), exit);
        break;
    }
    builder.start(next);
  }
}

/** Goes to one exit or the other, by the truth of `expression`. */
function lowerTest(
  builder: FunctionBuilder,
  expression: ts.Expression,
  origin: BranchOrigin,
  whenTrue: Exit,
  whenFalse: Exit,
): void {
  builder.descend();
  lowerAnyTest(builder, expression, origin, whenTrue, whenFalse);
  builder.ascend();
}

function lowerAnyTest(
  builder: FunctionBuilder,
  expression: ts.Expression,
  origin: BranchOrigin,
  whenTrue: Exit,
  whenFalse: Exit,
): void {
  const node = unwrap(expression);
  const chain = shortCircuitOf(node);
  const known = literalTruth(node);
  if (known !== null) {
    const exit = known ? whenTrue : whenFalse;
    leaveWith(builder, node, exit.into === null ? null : lowerExpression(builder, node), exit);
  } else if (isNegation(node)) {
    lowerNegation(builder, node, origin, whenTrue, whenFalse);
  } else if (chain !== null) {
    lowerOperands(builder, chain, origin, whenTrue, whenFalse);
  } else if (ts.isConditionalExpression(node)) {
    const first = builder.newBlock();
    const second = builder.newBlock();
    lowerCondition(builder, node.condition, "conditional", first, second);
    builder.start(first);
    lowerTest(builder, node.whenTrue, origin, whenTrue, whenFalse);
    builder.start(second);
    lowerTest(builder, node.whenFalse, origin, whenTrue, whenFalse);
  } else if (isComma(node)) {
    lowerExpression(builder, node.left);
    lowerTest(builder, node.right, origin, whenTrue, whenFalse);
  } else {
    lowerLeaf(builder, node, origin, whenTrue, whenFalse);
  }
}

function lowerOperands(
  builder: FunctionBuilder,
  { firsts, operator, last }: ShortCircuit,
  origin: BranchOrigin,
  whenTrue: Exit,
  whenFalse: Exit,
): void {
  for (const first of firsts) {
    const next = builder.newBlock();
    const goOn = { to: next, into: null };
    switch (operator) {
      case ts.SyntaxKind.AmpersandAmpersandToken:
        lowerTest(builder, first, origin, goOn, whenFalse);
        break;
      case ts.SyntaxKind.BarBarToken:
        lowerTest(builder, first, origin, whenTrue, goOn);
        break;
      case ts.SyntaxKind.QuestionQuestionToken: {
        const condition = lowerUnlessNullish(builder, first, next);
        branch(builder, { node: first, condition, value: condition, origin }, whenTrue, whenFalse);
        break;
      }
    }
    builder.start(next);
  }
  lowerTest(builder, last, origin, whenTrue, whenFalse);
}

/** `!x`: a test of `x` with its exits exchanged, and the opposite value on each. */
function lowerNegation(
  builder: FunctionBuilder,
  node: ts.PrefixUnaryExpression,
  origin: BranchOrigin,
  whenTrue: Exit,
  whenFalse: Exit,
): void {
  const operand = unwrap(node.operand);
  if (whenTrue.into === null && whenFalse.into === null) {
    lowerTest(builder, operand, origin, whenFalse, whenTrue);
  } else if (isBranching(operand) || isNegation(operand)) {
    const holds = builder.newBlock();
    const fails = builder.newBlock();
    lowerCondition(builder, operand, origin, holds, fails);
    builder.start(holds);
    leaveWithBoolean(builder, node, false, whenFalse);
    builder.start(fails);
    leaveWithBoolean(builder, node, true, whenTrue);
  } else {
    const condition = lowerExpression(builder, operand);
    const value = builder.value({ kind: "operator", node, operator: "!", operands: [condition] });
    branch(builder, { node: operand, condition, value, origin }, whenFalse, whenTrue);
  }
}

function lowerLeaf(
  builder: FunctionBuilder,
  node: ts.Expression,
  origin: BranchOrigin,
  whenTrue: Exit,
  whenFalse: Exit,
): void {
  if (!isShortCircuiting(node)) {
    const condition = lowerExpression(builder, node);
    branch(builder, { node, condition, value: condition, origin }, whenTrue, whenFalse);
    return;
  }
  // A chain that ends early is `undefined`, so it fails at once.
  const short = builder.newBlock();
  const condition = lowerChainTo(builder, node, short);
  branch(builder, { node, condition, value: condition, origin }, whenTrue, whenFalse);
  builder.start(short);
  leaveWith(builder, node, whenFalse.into === null ? null : builder.undefined(node), whenFalse);
}

/** The value of the left side of `??`; where it is null or undefined, control goes to `whenNullish`. */
function lowerUnlessNullish(builder: FunctionBuilder, expression: ts.Expression, whenNullish: BlockId): Temp {
  const node = unwrap(expression);
  const condition = isShortCircuiting(node) ? lowerChainTo(builder, node, whenNullish) : lowerExpression(builder, node);
  const rest = builder.newBlock();
  builder.terminate({
    kind: "branch",
    node,
    condition,
    test: "nullish",
    origin: "logical",
    whenTrue: whenNullish,
    whenFalse: rest,
  });
  builder.start(rest);
  return condition;
}

interface Leaf {
  readonly node: ts.Expression;
  readonly condition: Temp;
  /** What an exit that asks for the value receives. */
  readonly value: Temp;
  readonly origin: BranchOrigin;
}

function branch(builder: FunctionBuilder, leaf: Leaf, whenTrue: Exit, whenFalse: Exit): void {
  const { node, condition, value, origin } = leaf;
  const onTrue = whenTrue.into === null ? whenTrue.to : builder.newBlock();
  const onFalse = whenFalse.into === null ? whenFalse.to : builder.newBlock();
  builder.terminate({ kind: "branch", node, condition, test: "truthy", origin, whenTrue: onTrue, whenFalse: onFalse });
  for (const [block, exit] of [
    [onTrue, whenTrue],
    [onFalse, whenFalse],
  ] as const) {
    if (exit.into !== null) {
      builder.start(block);
      leaveWith(builder, node, value, exit);
    }
  }
}

function leaveWith(builder: FunctionBuilder, node: ts.Node, value: Temp | null, exit: Exit): void {
  if (exit.into !== null && value !== null) {
    builder.copy(node, exit.into, value);
  }
  builder.goto(node, exit.to);
}

function leaveWithBoolean(builder: FunctionBuilder, node: ts.Node, value: boolean, exit: Exit): void {
  leaveWith(builder, node, exit.into === null ? null : builder.literal(node, { kind: "boolean", value }), exit);
}
