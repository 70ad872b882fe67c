/** Literals: plain values, templates, arrays and objects. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerBody, lowerExpression, lowerItems, lowerName } from "./lower-expressions.js";
import { lowerPropertyName } from "./lower-keys.js";
import type { Entry, Item, Literal, Temp } from "./types.js";

/** A literal without parts; null if `node` is none. */
export function lowerLiteral(builder: FunctionBuilder, node: ts.Expression): Temp | null {
  const value = literalOf(node);
  return value === null ? null : builder.literal(node, value);
}

function literalOf(node: ts.Expression): Literal | null {
  if (ts.isStringLiteralLike(node)) {
    return { kind: "string", value: node.text };
  }
  if (ts.isNumericLiteral(node)) {
    return { kind: "number", value: Number(node.text) };
  }
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { kind: "boolean", value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { kind: "boolean", value: false };
    case ts.SyntaxKind.NullKeyword:
      return { kind: "null" };
    case ts.SyntaxKind.BigIntLiteral:
    case ts.SyntaxKind.RegularExpressionLiteral:
      return { kind: "other" };
    default:
      return null;
  }
}

export function lowerTemplate(builder: FunctionBuilder, node: ts.TemplateExpression): Temp {
  const operands = node.templateSpans.map((span) => lowerExpression(builder, span.expression));
  return builder.value({ kind: "operator", node, operator: "template", operands });
}

/** What a tag is called with: the strings, then each substitution. */
export function lowerTemplateArguments(builder: FunctionBuilder, template: ts.TemplateLiteral): readonly Item[] {
  const strings = builder.literal(template, { kind: "other" });
  const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
  return [
    { kind: "item", value: strings },
    ...spans.map((span): Item => ({ kind: "item", value: lowerExpression(builder, span.expression) })),
  ];
}

export function lowerArray(builder: FunctionBuilder, node: ts.ArrayLiteralExpression): Temp {
  return builder.value({ kind: "array", node, items: lowerItems(builder, node.elements) });
}

export function lowerObject(builder: FunctionBuilder, node: ts.ObjectLiteralExpression): Temp {
  return builder.value({
    kind: "object",
    node,
    entries: node.properties.map((property) => lowerEntry(builder, property)),
  });
}

function lowerEntry(builder: FunctionBuilder, property: ts.ObjectLiteralElementLike): Entry {
  if (ts.isSpreadAssignment(property)) {
    return { kind: "spread", value: lowerExpression(builder, property.expression) };
  }
  if (ts.isShorthandPropertyAssignment(property)) {
    return {
      kind: "property",
      key: { kind: "name", name: property.name.text },
      value: lowerName(builder, property.name),
    };
  }
  const key = lowerPropertyName(builder, property.name);
  const value = ts.isPropertyAssignment(property)
    ? lowerExpression(builder, property.initializer)
    : lowerBody(builder, property);
  return { kind: "property", key, value };
}
