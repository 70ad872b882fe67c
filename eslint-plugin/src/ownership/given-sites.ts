/** Functions of the program that a call may run although it does not name them, as far as it is written which. */
import ts from "typescript";
import { functionBound, makerOfCallee } from "../typed/named-function.js";
import type { TypedFile } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import { isFunctionNode } from "../ir/function-nodes.js";
import type { FunctionNode } from "../ir/types.js";

/**
 * Those that it is given by name.
 *
 * @example functionsGivenTo(`retry(load)`, file) // function load
 */
export function functionsGivenTo(call: ts.CallExpression, file: TypedFile): readonly FunctionNode[] {
  return call.arguments.flatMap((argument) => named(argument, file));
}

/**
 * Those that what it calls was made with.
 *
 * @example functionsInCallee(`load(url)`, file) // const load = pipe(get, (res) => res);  function get, and the arrow function
 */
export function functionsInCallee(call: ts.CallExpression, file: TypedFile): readonly FunctionNode[] {
  const maker = makerOfCallee(call, file);
  return maker === null ? [] : within(maker, file);
}

function within(maker: ts.CallExpression, file: TypedFile): readonly FunctionNode[] {
  return maker.arguments.flatMap((argument): readonly FunctionNode[] => {
    const written = unwrap(argument);
    if (ts.isArrowFunction(written) || ts.isFunctionExpression(written)) return [written];
    return ts.isCallExpression(written) ? within(written, file) : named(written, file);
  });
}

/** In an object or array literal, too. */
function named(argument: ts.Expression, file: TypedFile): readonly FunctionNode[] {
  const written = unwrap(argument);
  if (ts.isArrayLiteralExpression(written)) return written.elements.flatMap((element) => named(element, file));
  if (ts.isObjectLiteralExpression(written)) return written.properties.flatMap((entry) => namedIn(entry, file));
  const fn = ts.isIdentifier(written) ? functionBound(written, file) : null;
  return fn !== null && isFunctionNode(fn) ? [fn] : [];
}

function namedIn(entry: ts.ObjectLiteralElementLike, file: TypedFile): readonly FunctionNode[] {
  if (ts.isPropertyAssignment(entry)) return named(entry.initializer, file);
  return ts.isShorthandPropertyAssignment(entry) ? named(entry.name, file) : [];
}
