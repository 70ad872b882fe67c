import ts from "typescript";
import { mayBeCallable } from "./callable.js";
import type { TypedFile } from "./types.js";
import { operandsOf, unwrap } from "./unwrap.js";

/**
 * Whether what `call` calls was made by a call that was given a function: it may do anything with what that returns, keeping it included.
 *
 * @example isWrappedFunction(`load(url)`, file) // const load = memoize((u: string) => fetch(u));  true
 */
export function isWrappedFunction(call: ts.CallExpression, file: TypedFile): boolean {
  return operandsOf(call.expression).some((operand) => {
    const name = ts.isPropertyAccessExpression(operand) ? operand.name : operand;
    const maker = makerOf(file.checker.getSymbolAtLocation(name), file);
    return maker?.arguments.some((argument) => mayBeCallable(argument, file)) === true;
  });
}

/** The call that a variable or field is made by. */
function makerOf(symbol: ts.Symbol | undefined, { checker }: TypedFile): ts.CallExpression | undefined {
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declaration = (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  const isMade =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration);
  const value = isMade && declaration.initializer ? unwrap(declaration.initializer) : undefined;
  return value !== undefined && ts.isCallExpression(value) ? value : undefined;
}
