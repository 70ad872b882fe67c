import ts from "typescript";
import { fieldInitializer, initializerOf, valueSymbol } from "./made-of.js";
import { remembered } from "./remembered.js";
import { type Body, targetsOf } from "./targets.js";
import type { TypedFile } from "./types.js";
import { unwrap } from "./unwrap.js";

/**
 * The function of the program that a name stands for, if it is no other.
 *
 * @example functionNamed(`load`, file) // const load = (url: string) => fetch(url);  that arrow function
 */
export const functionNamed = remembered((name: ts.Identifier, file): Body | null => {
  const [target, ...others] = targetsOf(name, file, "names");
  return target?.kind === "body" && others.length === 0 ? target.declaration : null;
});

/** Constants that are given each other, `const send = load`: more are not followed. */
const longestChain = 8;

/**
 * The same where nothing has to be typed to find it: a function declaration, or a constant that a function is written for. What most names that
 * are passed stand for, options and data, may take the compiler long to find out.
 *
 * @example functionBound(`load`, file) // const { load } = makeClient();  null
 */
export function functionBound(name: ts.Identifier, file: TypedFile): Body | null {
  return isBoundToFunction(name, file.checker, longestChain) ? functionNamed(name, file) : null;
}

function isBoundToFunction(name: ts.Identifier, checker: ts.TypeChecker, chain: number): boolean {
  const declarations = valueSymbol(name, checker)?.declarations ?? [];
  return declarations.some((declaration) => {
    if (ts.isFunctionDeclaration(declaration)) return true;
    const initializer = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const written = initializer && unwrap(initializer);
    if (written === undefined) return false;
    if (ts.isIdentifier(written)) return chain > 0 && isBoundToFunction(written, checker, chain - 1);
    return ts.isArrowFunction(written) || ts.isFunctionExpression(written);
  });
}

/**
 * The call that has made the function that `call` calls: the initialiser of a constant, or of a field that is not written again.
 *
 * @example makerOfCallee(`load(url)`, file) // const load = pipe(get, check);  `pipe(get, check)`
 */
export function makerOfCallee(call: ts.CallExpression, file: TypedFile): ts.CallExpression | null {
  const callee = unwrap(call.expression);
  const initializer = ts.isIdentifier(callee)
    ? initializerOf(callee, file)
    : ts.isPropertyAccessExpression(callee)
      ? propertyInitializer(callee.name, file)
      : undefined;
  const maker = initializer && unwrap(initializer);
  return maker !== undefined && ts.isCallExpression(maker) ? maker : null;
}

/** Of a field that is not written again, a property that an object literal is written with, or what a module exports. */
function propertyInitializer(name: ts.MemberName, file: TypedFile): ts.Expression | undefined {
  const declaration = file.checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (declaration !== undefined && ts.isPropertyAssignment(declaration)) return declaration.initializer;
  return fieldInitializer(name, file) ?? (ts.isIdentifier(name) ? initializerOf(name, file) : undefined);
}
