/** Lists and sets of numbers that are written out: `const noBody = new Set([204, 304])`. */
import ts from "typescript";
import { numberByType } from "./literal-type.js";
import { initializerOf } from "./made-of.js";
import type { TypedFile } from "./types.js";
import { unwrap } from "./unwrap.js";

/** Most steps from a name to the numbers. */
const longestWay = 8;

/**
 * The numbers in an array or a set, where it was made: on the spot, or in the initialiser of a constant or a field, here or in another file.
 * That they are added to later is neglected.
 *
 * @returns undefined if they are not all written out.
 * @example constantNumbers(`noBody`, file) // const noBody = Object.freeze([204, 304]);  [204, 304]
 */
export function constantNumbers(
  expression: ts.Expression,
  file: TypedFile,
  steps = longestWay,
): readonly number[] | undefined {
  const at = unwrap(expression);
  if (steps === 0) return undefined;
  if (ts.isArrayLiteralExpression(at)) return numbersIn(at, file, steps);
  const from = ts.isIdentifier(at)
    ? initializerOf(at, file)
    : ts.isPropertyAccessExpression(at)
      ? initializerOfProperty(at.name, file)
      : madeOf(at);
  return from && constantNumbers(from, file, steps - 1);
}

function numbersIn(
  { elements }: ts.ArrayLiteralExpression,
  file: TypedFile,
  steps: number,
): readonly number[] | undefined {
  const numbers: number[] = [];
  for (const element of elements) {
    if (ts.isSpreadElement(element)) {
      const spread = constantNumbers(element.expression, file, steps - 1);
      if (spread === undefined) return undefined;
      numbers.push(...spread);
      continue;
    }
    const number = ts.isNumericLiteral(element) ? Number(element.text) : numberByType(element, file);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return numbers;
}

/** `new Set(list)`, `Object.freeze(list)` */
function madeOf(made: ts.Expression): ts.Expression | undefined {
  if (ts.isNewExpression(made)) {
    return ts.isIdentifier(made.expression) && made.expression.text === "Set" ? made.arguments?.[0] : undefined;
  }
  const isFrozen = ts.isCallExpression(made) && made.expression.getText() === "Object.freeze";
  return isFrozen ? made.arguments[0] : undefined;
}

/** Of a field, or of what an object literal that is a constant has. */
function initializerOfProperty(name: ts.MemberName, { checker }: TypedFile): ts.Expression | undefined {
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  return ts.isPropertyDeclaration(declaration) || ts.isPropertyAssignment(declaration)
    ? declaration.initializer
    : undefined;
}
