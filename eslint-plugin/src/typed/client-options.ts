/** What the client that a request is made with was made with: `axios.create({ responseType: "stream" }).get(url)`. */
import ts from "typescript";
import { callsBehind } from "./made-of.js";
import type { CallNode, TypedFile } from "./types.js";
import { unwrap } from "./unwrap.js";

/** An option as it is written where the client is made. */
export type ClientOption =
  | { readonly kind: "absent" }
  | { readonly kind: "constant"; readonly value: string | boolean }
  /** It is given, and what it is only the program knows. */
  | { readonly kind: "unknown" };

/**
 * An option that holds for every request of a client.
 *
 * @param makers - Methods that make a client of options, their first argument: `create`, `extend`. The last one that gives the option decides.
 * @returns `absent`, too, where the making is out of sight.
 * @example clientOption(`api.get(url)`, ["create"], "throwHttpErrors", file) // const api = ky.create({ throwHttpErrors: false });
 */
export function clientOption(call: CallNode, makers: readonly string[], option: string, file: TypedFile): ClientOption {
  if (ts.isTaggedTemplateExpression(call)) return { kind: "absent" };
  const callee = unwrap(call.expression);
  const clients = ts.isPropertyAccessExpression(callee) ? [callee.expression, callee] : [callee];
  for (const maker of clients.flatMap((client) => callsBehind(client, file))) {
    const made = unwrap(maker.expression);
    const [options] = maker.arguments;
    if (options === undefined || !ts.isPropertyAccessExpression(made) || !makers.includes(made.name.text)) continue;
    const given = optionIn(unwrap(options), option);
    if (given.kind !== "absent") return given;
  }
  return { kind: "absent" };
}

/** Of an object that is not written out, nothing is known: it may well be without the option, as most are. */
function optionIn(options: ts.Expression, option: string): ClientOption {
  if (!ts.isObjectLiteralExpression(options)) return { kind: "absent" };
  const entry = options.properties.findLast(
    ({ name }) => name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text === option,
  );
  if (entry === undefined) return { kind: "absent" };
  const value = ts.isPropertyAssignment(entry) ? unwrap(entry.initializer) : undefined;
  if (value === undefined) return { kind: "unknown" };
  if (ts.isStringLiteralLike(value)) return { kind: "constant", value: value.text };
  if (value.kind === ts.SyntaxKind.TrueKeyword) return { kind: "constant", value: true };
  if (value.kind === ts.SyntaxKind.FalseKeyword) return { kind: "constant", value: false };
  return { kind: "unknown" };
}
