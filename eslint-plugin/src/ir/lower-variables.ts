/** `var`, `let`, `const`, `using` and `await using`. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerExpression } from "./lower-expressions.js";
import { lowerBinding } from "./lower-patterns.js";
import { isAmbientDeclaration, kindOfList } from "./syntax.js";
import type { Temp } from "./types.js";

export function lowerVariables(builder: FunctionBuilder, list: ts.VariableDeclarationList): void {
  if (isAmbientDeclaration(list.parent)) {
    return;
  }
  for (const declaration of list.declarations) {
    if (declaration.initializer !== undefined) {
      declare(builder, list, declaration, lowerExpression(builder, declaration.initializer));
    } else if (!isVar(list)) {
      declare(builder, list, declaration, builder.undefined(declaration));
    }
  }
}

/** The head of `for…of` and `for…in`, which has no initializer: each turn brings the value. */
export function lowerIterationVariable(builder: FunctionBuilder, list: ts.VariableDeclarationList, value: Temp): void {
  const [declaration] = list.declarations;
  if (declaration !== undefined) {
    declare(builder, list, declaration, value);
  }
}

function declare(
  builder: FunctionBuilder,
  list: ts.VariableDeclarationList,
  declaration: ts.VariableDeclaration,
  value: Temp,
): void {
  const initializer = !(isVar(list) && builder.isInLoop);
  lowerBinding(builder, declaration.name, declaration, value, initializer);
  const variable = ts.isIdentifier(declaration.name) ? builder.scopes.variableOf(declaration.name) : undefined;
  if (variable?.kind === "using") {
    const keyword: ts.NodeFlags = list.flags & ts.NodeFlags.BlockScoped;
    builder.push({ kind: "dispose", variable, async: keyword === ts.NodeFlags.AwaitUsing }, builder.newBlock());
  }
}

function isVar(list: ts.VariableDeclarationList): boolean {
  return kindOfList(list) === "var";
}
