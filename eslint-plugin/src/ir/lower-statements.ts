/** Statements: which lowering is whose, and the plain ones. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerInScope, lowerJump, lowerReturn, lowerThrow } from "./leave.js";
import { lowerClass } from "./lower-classes.js";
import { lowerCondition } from "./lower-conditions.js";
import {
  exportValue,
  hoistFunctions,
  isDeclarationStatement,
  lowerDeclaration,
  lowerFunctionDeclaration,
} from "./lower-declarations.js";
import { lowerExpression } from "./lower-expressions.js";
import { isLoop, lowerLoop } from "./lower-loops.js";
import { lowerSwitch } from "./lower-switch.js";
import { lowerTry } from "./lower-try.js";
import { lowerVariables } from "./lower-variables.js";
import { isAmbientDeclaration, isDefaultExport } from "./syntax.js";

/** Statements of a body or block, whose function declarations come first. */
export function lowerStatements(builder: FunctionBuilder, statements: readonly ts.Statement[]): void {
  hoistFunctions(builder, statements);
  for (const statement of statements) {
    if (!ts.isFunctionDeclaration(statement)) {
      lowerStatement(builder, statement);
    }
  }
}

export function lowerBlock(builder: FunctionBuilder, block: ts.Block): void {
  lowerInScope(builder, block, block, () => {
    lowerStatements(builder, block.statements);
  });
}

/** @param labels - The labels that stand directly before the statement. */
export function lowerStatement(builder: FunctionBuilder, node: ts.Statement, labels: readonly string[] = []): void {
  builder.descend();
  lowerAny(builder, node, labels);
  builder.ascend();
}

function lowerAny(builder: FunctionBuilder, node: ts.Statement, labels: readonly string[]): void {
  if (ts.isExpressionStatement(node)) {
    lowerExpression(builder, node.expression);
  } else if (ts.isVariableStatement(node)) {
    lowerVariables(builder, node.declarationList);
  } else if (ts.isIfStatement(node)) {
    lowerIf(builder, node);
  } else if (ts.isBlock(node)) {
    lowerBlock(builder, node);
  } else if (isLoop(node)) {
    lowerLoop(builder, node, labels);
  } else if (ts.isSwitchStatement(node)) {
    lowerSwitch(builder, node);
  } else if (ts.isTryStatement(node)) {
    lowerTry(builder, node);
  } else if (ts.isLabeledStatement(node)) {
    lowerLabeled(builder, node, labels);
  } else if (isDeclarationStatement(node)) {
    lowerDeclaration(builder, node);
  } else {
    lowerSimple(builder, node);
  }
}

function lowerSimple(builder: FunctionBuilder, node: ts.Statement): void {
  if (ts.isReturnStatement(node)) {
    lowerReturn(builder, node, node.expression === undefined ? null : lowerExpression(builder, node.expression));
  } else if (ts.isThrowStatement(node)) {
    lowerThrow(builder, node, lowerExpression(builder, node.expression));
  } else if (ts.isBreakOrContinueStatement(node)) {
    if (!lowerJump(builder, node, ts.isBreakStatement(node) ? "break" : "continue")) {
      builder.opaque(node, [], "jump without a target");
    }
  } else if (ts.isClassDeclaration(node)) {
    lowerClassDeclaration(builder, node);
  } else if (ts.isFunctionDeclaration(node)) {
    lowerFunctionDeclaration(builder, node);
  } else if (ts.isWithStatement(node)) {
    // Any name in the body may be a property of the object, which is more than scopes can tell.
    builder.opaque(node, [lowerExpression(builder, node.expression)], "with");
    lowerStatement(builder, node.statement);
  } else if (!ts.isEmptyStatement(node) && !ts.isDebuggerStatement(node)) {
    builder.opaque(node, [], ts.SyntaxKind[node.kind]);
  }
}

function lowerClassDeclaration(builder: FunctionBuilder, node: ts.ClassDeclaration): void {
  if (isAmbientDeclaration(node)) {
    return;
  }
  const value = lowerClass(builder, node);
  if (node.name === undefined && isDefaultExport(node)) {
    exportValue(builder, node, "default", value);
  }
}

/** `if`, with all of its `else if`s in one loop. */
function lowerIf(builder: FunctionBuilder, first: ts.IfStatement): void {
  const end = builder.newBlock();
  let node: ts.Statement | undefined = first;
  while (node !== undefined && ts.isIfStatement(node)) {
    const then = builder.newBlock();
    const otherwise = builder.newBlock();
    lowerCondition(builder, node.expression, "if", then, otherwise);
    builder.start(then);
    lowerStatement(builder, node.thenStatement);
    builder.goto(node, end);
    builder.start(otherwise);
    node = node.elseStatement;
  }
  if (node !== undefined) {
    lowerStatement(builder, node);
  }
  builder.goto(first, end);
  builder.start(end);
}

function lowerLabeled(builder: FunctionBuilder, node: ts.LabeledStatement, outer: readonly string[]): void {
  const labels = [...outer, node.label.text];
  if (ts.isLabeledStatement(node.statement) || isLoop(node.statement)) {
    lowerStatement(builder, node.statement, labels);
    return;
  }
  const end = builder.newBlock();
  const outside = builder.control;
  builder.push({ kind: "break", labels, plain: false, to: end });
  lowerStatement(builder, node.statement);
  builder.setControl(outside);
  builder.goto(node, end);
  builder.start(end);
}
