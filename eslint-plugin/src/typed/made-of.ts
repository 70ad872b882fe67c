/** What a value was made of: `new Agent()` and `dump()` of `new Agent().compose(dump())`. */
import ts from "typescript";
import type { TypedFile } from "./types.js";
import { unwrap } from "./unwrap.js";

/** Most expressions that are looked at. */
const longestMaking = 32;

/**
 * The calls that `expression` was made by, and those that made what they were given, as far as they are in sight: on the spot, or in the
 * initialisers of constants and of fields that are not written again, here or in another file.
 *
 * Errs towards fewer: what a function, a parameter or any other field gives is not followed.
 *
 * @example callsBehind(`client`, file) // const client = pool.compose(retry(), dump()): its three calls
 */
export function callsBehind(expression: ts.Expression, file: TypedFile): readonly ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const waiting: ts.Expression[] = [expression];
  for (let steps = 0; steps < longestMaking; steps++) {
    const next = waiting.pop();
    if (next === undefined) break;
    const at = unwrap(next);
    if (ts.isIdentifier(at)) {
      const initializer = initializerOf(at, file);
      if (initializer !== undefined) waiting.push(initializer);
    } else if (ts.isPropertyAccessExpression(at)) {
      const initializer = fieldInitializer(at.name, file);
      if (initializer !== undefined) waiting.push(initializer);
    } else if (ts.isCallExpression(at) || ts.isNewExpression(at)) {
      if (ts.isCallExpression(at)) calls.push(at);
      const callee = unwrap(at.expression);
      if (ts.isPropertyAccessExpression(callee)) waiting.push(callee.expression);
      waiting.push(...(at.arguments ?? []));
    } else if (ts.isArrayLiteralExpression(at)) {
      waiting.push(...at.elements);
    }
  }
  return calls;
}

/** What a `readonly` field is initialised with where it is declared. */
export function fieldInitializer(name: ts.MemberName, { checker }: TypedFile): ts.Expression | undefined {
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration;
  const isFixed =
    declaration !== undefined &&
    ts.isPropertyDeclaration(declaration) &&
    (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0;
  return isFixed ? declaration.initializer : undefined;
}

/** What a constant is initialised with: `client` in `const client = …`, also where it is imported or stands for a property. */
export function initializerOf(name: ts.Identifier, { checker }: TypedFile): ts.Expression | undefined {
  const declaration = valueSymbol(name, checker)?.valueDeclaration;
  const isConstant =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant && declaration.initializer !== undefined ? unwrap(declaration.initializer) : undefined;
}

/** What a name stands for, through imports; in `{ name }` the value that is put there. */
export function valueSymbol(name: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const named = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  const isAlias = named !== undefined && (named.flags & ts.SymbolFlags.Alias) !== 0;
  return isAlias ? checker.getAliasedSymbol(named) : named;
}
