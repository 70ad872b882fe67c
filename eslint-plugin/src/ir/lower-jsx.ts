/** JSX: an element is a call of its tag with an object of attributes, then the children. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerExpression } from "./lower-expressions.js";
import { isIntrinsicTag } from "./syntax.js";
import type { Entry, Item, Temp } from "./types.js";

type Jsx = ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment;

export function isJsx(node: ts.Node): node is Jsx {
  return ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
}

export function lowerJsx(builder: FunctionBuilder, node: Jsx): Temp {
  const tag = lowerTag(builder, node);
  const attributes = lowerAttributes(builder, node);
  const children = ts.isJsxSelfClosingElement(node) ? [] : lowerChildren(builder, node.children);
  return builder.value({
    kind: "call",
    node,
    form: "jsx",
    callee: { kind: "value", value: tag },
    args: [{ kind: "item", value: attributes }, ...children],
  });
}

function openingOf(node: ts.JsxElement | ts.JsxSelfClosingElement): ts.JsxOpeningLikeElement {
  return ts.isJsxElement(node) ? node.openingElement : node;
}

function lowerTag(builder: FunctionBuilder, node: Jsx): Temp {
  if (ts.isJsxFragment(node)) {
    return builder.value({ kind: "ambient", node: node.openingFragment, name: "Fragment" });
  }
  const { tagName } = openingOf(node);
  const isElementName = ts.isJsxNamespacedName(tagName) || (ts.isIdentifier(tagName) && isIntrinsicTag(tagName.text));
  return isElementName
    ? builder.literal(tagName, { kind: "string", value: nameText(tagName) })
    : lowerExpression(builder, tagName);
}

function lowerAttributes(builder: FunctionBuilder, node: Jsx): Temp {
  if (ts.isJsxFragment(node)) {
    return builder.value({ kind: "object", node: node.openingFragment, entries: [] });
  }
  const { attributes } = openingOf(node);
  const entries = attributes.properties.map((attribute): Entry => {
    if (ts.isJsxSpreadAttribute(attribute)) {
      return { kind: "spread", value: lowerExpression(builder, attribute.expression) };
    }
    const key = { kind: "name", name: nameText(attribute.name) } as const;
    return { kind: "property", key, value: lowerAttributeValue(builder, attribute) };
  });
  return builder.value({ kind: "object", node: attributes, entries });
}

function lowerAttributeValue(builder: FunctionBuilder, attribute: ts.JsxAttribute): Temp {
  const value = attribute.initializer;
  if (value === undefined) {
    return builder.literal(attribute, { kind: "boolean", value: true });
  }
  if (!ts.isJsxExpression(value)) {
    return lowerExpression(builder, value);
  }
  return value.expression === undefined ? builder.undefined(value) : lowerExpression(builder, value.expression);
}

function lowerChildren(builder: FunctionBuilder, children: readonly ts.JsxChild[]): readonly Item[] {
  const items: Item[] = [];
  for (const child of children) {
    if (ts.isJsxText(child)) {
      if (!child.containsOnlyTriviaWhiteSpaces) {
        items.push({ kind: "item", value: builder.literal(child, { kind: "string", value: child.text }) });
      }
    } else if (!ts.isJsxExpression(child)) {
      items.push({ kind: "item", value: lowerExpression(builder, child) });
    } else if (child.expression !== undefined) {
      const kind = child.dotDotDotToken === undefined ? "item" : "spread";
      items.push({ kind, value: lowerExpression(builder, child.expression) });
    }
  }
  return items;
}

function nameText(name: ts.JsxAttributeName | ts.JsxTagNameExpression): string {
  if (ts.isJsxNamespacedName(name)) {
    return `${name.namespace.text}:${name.name.text}`;
  }
  return ts.isIdentifier(name) ? name.text : "";
}
