/** Property names, as written in literals, patterns, classes and accesses. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerExpression } from "./lower-expressions.js";
import { unwrap } from "../typed/unwrap.js";
import type { PropertyKey } from "./types.js";

/** The key of a property that is declared or taken apart: `{ key: … }`, `class { key() {} }`. */
export function lowerPropertyName(builder: FunctionBuilder, name: ts.PropertyName): PropertyKey {
  if (ts.isComputedPropertyName(name)) {
    return lowerElementKey(builder, name.expression);
  }
  if (ts.isPrivateIdentifier(name)) {
    return { kind: "private", name: name.text };
  }
  if (ts.isNumericLiteral(name)) {
    return { kind: "index", index: Number(name.text) };
  }
  return { kind: "name", name: name.text };
}

/** The key of `object.name`. */
export function memberKey(name: ts.MemberName): PropertyKey {
  return ts.isPrivateIdentifier(name) ? { kind: "private", name: name.text } : { kind: "name", name: name.text };
}

/** The key of `object[expression]`; a literal is as good as a name. */
export function lowerElementKey(builder: FunctionBuilder, expression: ts.Expression): PropertyKey {
  const key = unwrap(expression);
  if (ts.isStringLiteralLike(key)) {
    return { kind: "name", name: key.text };
  }
  if (ts.isNumericLiteral(key)) {
    return { kind: "index", index: Number(key.text) };
  }
  return { kind: "computed", value: lowerExpression(builder, expression) };
}
