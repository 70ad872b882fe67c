/** `try`: which handler its blocks have, and the copies of its `finally`. */
import type ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { endRegion, lowerHandler, lowerInScope, regionSince, rethrow } from "./leave.js";
import type { Region } from "./leave.js";
import { lowerBinding } from "./lower-patterns.js";
import { lowerBlock } from "./lower-statements.js";

export function lowerTry(builder: FunctionBuilder, node: ts.TryStatement): void {
  const { finallyBlock } = node;
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
  const region = lowerProtected(builder, node);
  builder.setControl(outside);
  lowerCopy();
  lowerHandler(builder, handler, outside, () => {
    endRegion(builder, region);
    lowerCopy();
    rethrow(builder, finallyBlock);
  });
}

/**
 * The `try` block and its `catch`, if any.
 *
 * @returns what an exception on its way out comes from: the `catch` block, or without one the `try` block.
 */
function lowerProtected(builder: FunctionBuilder, { tryBlock, catchClause }: ts.TryStatement): Region {
  const firstDeclared = builder.declared.length;
  if (catchClause === undefined) {
    lowerBlock(builder, tryBlock);
    return regionSince(builder, firstDeclared, tryBlock);
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
  lowerCatch(builder, catchClause, regionSince(builder, firstDeclared, tryBlock));
  builder.goto(catchClause, after);
  builder.start(after);
  return regionSince(builder, firstCaught, catchClause.block);
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
