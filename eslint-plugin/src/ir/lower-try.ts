/** `try`: which handler its blocks have, and the copies of its `finally`. */
import type ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { endRegion, lowerHandler, lowerInScope, rethrow } from "./leave.js";
import type { Region } from "./leave.js";
import { lowerBinding } from "./lower-patterns.js";
import { lowerBlock } from "./lower-statements.js";

export function lowerTry(builder: FunctionBuilder, node: ts.TryStatement): void {
  const { tryBlock, catchClause, finallyBlock } = node;
  if (finallyBlock === undefined) {
    lowerProtected(builder, node);
    return;
  }
  const outside = builder.control;
  const handler = builder.newBlock();
  const lowerCopy = (): void => {
    lowerBlock(builder, finallyBlock);
  };
  builder.push({ kind: "finally", lowerCopy }, handler);
  const firstDeclared = lowerProtected(builder, node);
  builder.setControl(outside);
  lowerCopy();
  lowerHandler(builder, handler, outside, () => {
    endRegion(builder, { end: catchClause?.block ?? tryBlock, firstDeclared });
    lowerCopy();
    rethrow(builder, finallyBlock);
  });
}

/**
 * The `try` block and its `catch`, if any.
 *
 * @returns where the variables begin (in `builder.declared`) that an exception on its way out may leave behind.
 */
function lowerProtected(builder: FunctionBuilder, { tryBlock, catchClause }: ts.TryStatement): number {
  const firstDeclared = builder.declared.length;
  if (catchClause === undefined) {
    lowerBlock(builder, tryBlock);
    return firstDeclared;
  }
  const outside = builder.control;
  const handler = builder.newBlock();
  const after = builder.newBlock();
  builder.push({ kind: "catch", to: handler }, handler);
  lowerBlock(builder, tryBlock);
  builder.setControl(outside);
  builder.goto(tryBlock, after);
  builder.start(handler);
  const firstCaught = builder.declared.length;
  lowerCatch(builder, catchClause, { end: tryBlock, firstDeclared });
  builder.goto(catchClause, after);
  builder.start(after);
  return firstCaught;
}

function lowerCatch(builder: FunctionBuilder, clause: ts.CatchClause, region: Region): void {
  const target = builder.value({ kind: "caught", node: clause });
  endRegion(builder, region);
  lowerInScope(builder, clause, clause.block, () => {
    if (clause.variableDeclaration !== undefined) {
      lowerBinding(builder, clause.variableDeclaration.name, clause.variableDeclaration, target, true);
    }
    lowerBlock(builder, clause.block);
  });
}
