/** Who made what a method is called on: `hc("/api")` of `client.users.$get()`. */
import ts from "typescript";
import { initializerOf } from "./made-of.js";
import { namedOrigins } from "./origin.js";
import { calleeOperands } from "./signature.js";
import type { CallNode, Origin, TypedFile } from "./types.js";
import { operandsOf, unwrap } from "./unwrap.js";

export interface Maker {
  /** What the call that made it names. */
  readonly origins: readonly Origin[];
  /** Names of the properties that object literals among its arguments have. */
  readonly options: ReadonlySet<string>;
}

/**
 * The calls that made the object at the root of the receiver of `call`, as far as they are in sight: on the spot, or in the initialiser of
 * a `const` that is imported or stands in the file.
 *
 * @example makersOf(`client.users.$get()`, file) // const client = hc<App>("/api");  [{ origins: [hono's hc], … }]
 */
export function makersOf(call: CallNode, file: TypedFile): readonly Maker[] {
  if (!ts.isCallExpression(call)) return [];
  return operandsOf(rootOf(unwrap(call.expression))).flatMap((root) => {
    const made = ts.isIdentifier(root) ? initializerOf(root, file) : root;
    return made !== undefined && ts.isCallExpression(made) ? [makerOf(made, file)] : [];
  });
}

function rootOf(expression: ts.Expression): ts.Expression {
  let at = expression;
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = unwrap(at.expression);
  return at;
}

function makerOf(made: ts.CallExpression, file: TypedFile): Maker {
  const properties = made.arguments
    .map(unwrap)
    .filter(ts.isObjectLiteralExpression)
    .flatMap((options) => [...options.properties]);
  return {
    origins: namedOrigins(calleeOperands(made, file, "names"), file),
    options: new Set(
      properties.flatMap(({ name }) => (name !== undefined && ts.isIdentifier(name) ? [name.text] : [])),
    ),
  };
}
