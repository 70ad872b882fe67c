/** Loops: `while`, `do`, `for`, and the iterations `for…of`, `for await…of`, `for…in`. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerInScope } from "./leave.js";
import { lowerTarget, writeTarget } from "./lower-assignments.js";
import { lowerCondition } from "./lower-conditions.js";
import { lowerExpression } from "./lower-expressions.js";
import { lowerStatement } from "./lower-statements.js";
import { lowerIterationVariable, lowerVariables } from "./lower-variables.js";
import type { BlockId, Temp } from "./types.js";

type Iteration = ts.ForOfStatement | ts.ForInStatement;
type Loop = ts.WhileStatement | ts.DoStatement | ts.ForStatement | Iteration;

export function isLoop(node: ts.Node): node is Loop {
  return (
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isWhileStatement(node) ||
    ts.isDoStatement(node)
  );
}

export function lowerLoop(builder: FunctionBuilder, node: Loop, labels: readonly string[]): void {
  const outside = builder.control;
  const after = builder.newBlock();
  builder.push({ kind: "break", labels, plain: true, to: after });
  if (ts.isForStatement(node)) {
    lowerFor(builder, node, labels);
  } else if (ts.isWhileStatement(node)) {
    lowerWhile(builder, node, labels);
  } else if (ts.isDoStatement(node)) {
    lowerDo(builder, node, labels);
  } else {
    lowerIteration(builder, node, labels);
  }
  builder.setControl(outside);
  builder.goto(node, after);
  builder.start(after);
}

/** The body of a loop, whose `continue` goes to `next`; so does its end. */
function lowerLoopBody(
  builder: FunctionBuilder,
  node: Loop,
  labels: readonly string[],
  next: BlockId,
  body: () => void,
): void {
  const outside = builder.control;
  builder.push({ kind: "continue", labels, to: next });
  body();
  builder.setControl(outside);
  builder.goto(node, next);
}

function lowerWhile(builder: FunctionBuilder, node: ts.WhileStatement, labels: readonly string[]): void {
  const head = builder.newBlock();
  const body = builder.newBlock();
  const end = builder.newBlock();
  builder.goto(node, head);
  builder.start(head);
  lowerCondition(builder, node.expression, "loop", body, end);
  builder.start(body);
  lowerLoopBody(builder, node, labels, head, () => {
    lowerStatement(builder, node.statement);
  });
  builder.start(end);
}

function lowerDo(builder: FunctionBuilder, node: ts.DoStatement, labels: readonly string[]): void {
  const body = builder.newBlock();
  const test = builder.newBlock();
  const end = builder.newBlock();
  builder.goto(node, body);
  builder.start(body);
  lowerLoopBody(builder, node, labels, test, () => {
    lowerStatement(builder, node.statement);
  });
  builder.start(test);
  lowerCondition(builder, node.expression, "loop", body, end);
  builder.start(end);
}

/** Variables of the head are copied from turn to turn, so they end only when the loop is left. */
function lowerFor(builder: FunctionBuilder, node: ts.ForStatement, labels: readonly string[]): void {
  const { initializer, condition, incrementor } = node;
  lowerInScope(builder, node, node.statement, () => {
    if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
      lowerVariables(builder, initializer);
    } else if (initializer !== undefined) {
      lowerExpression(builder, initializer);
    }
    const head = builder.newBlock();
    const body = builder.newBlock();
    const next = builder.newBlock();
    const end = builder.newBlock();
    builder.goto(node, head);
    builder.start(head);
    if (condition === undefined) {
      builder.goto(node, body);
    } else {
      lowerCondition(builder, condition, "loop", body, end);
    }
    builder.start(body);
    lowerLoopBody(builder, node, labels, next, () => {
      lowerStatement(builder, node.statement);
    });
    builder.start(next);
    if (incrementor !== undefined) {
      lowerExpression(builder, incrementor);
    }
    builder.goto(node, head);
    builder.start(end);
  });
}

/** Variables of the head are new in each turn, so they end with it. */
function lowerIteration(builder: FunctionBuilder, node: Iteration, labels: readonly string[]): void {
  const mode = modeOf(node);
  const iterable = lowerExpression(builder, node.expression);
  const iterator = builder.value({ kind: "iterator", node: node.expression, iterable, mode });
  const head = builder.newBlock();
  const body = builder.newBlock();
  const end = builder.newBlock();
  const outside = builder.control;
  builder.goto(node, head);
  builder.start(head);
  builder.terminate({ kind: "next", node, iterator, hasElement: body, done: end });
  builder.start(body);
  const element = builder.value({ kind: "element", node: node.initializer, iterator });
  if (mode !== "in") {
    builder.push({ kind: "iteration", iterator });
  }
  lowerLoopBody(builder, node, labels, head, () => {
    lowerInScope(builder, node, node.statement, () => {
      lowerHead(builder, node.initializer, element);
      lowerStatement(builder, node.statement);
    });
  });
  builder.setControl(outside);
  builder.start(end);
}

function modeOf(node: Iteration): "of" | "await" | "in" {
  if (ts.isForInStatement(node)) {
    return "in";
  }
  return node.awaitModifier === undefined ? "of" : "await";
}

function lowerHead(builder: FunctionBuilder, head: ts.ForInitializer, element: Temp): void {
  if (ts.isVariableDeclarationList(head)) {
    lowerIterationVariable(builder, head, element);
  } else {
    writeTarget(builder, lowerTarget(builder, head), head, element);
  }
}
