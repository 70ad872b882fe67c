/**
 * Accesses and calls: `a.b?.[c]?.(d).e`. A chain is taken apart from its end to its base and then lowered from the base on, in a loop, since
 * fluent interfaces and generated code make long ones. An optional link is a branch; the short way out is shared by the whole chain.
 */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerExpression, lowerItems } from "./lower-expressions.js";
import { lowerElementKey, memberKey } from "./lower-keys.js";
import { lowerTemplateArguments } from "./lower-literals.js";
import { isTransparent, unwrap } from "../typed/unwrap.js";
import type { BlockId, Callee, Item, PropertyKey, Temp } from "./types.js";

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression | ts.TaggedTemplateExpression;

/** A property that has been named but not read yet: it may still be called, assigned or deleted. */
export interface Member {
  readonly kind: "member";
  readonly node: ts.Expression;
  readonly object: Temp;
  readonly key: PropertyKey;
}

type ChainValue = Member | { readonly kind: "value"; readonly value: Temp };

export function isLink(node: ts.Node): node is Link {
  return (
    ts.isPropertyAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isTaggedTemplateExpression(node)
  );
}

/** Whether `expression` is a chain that may end early, with `undefined`. */
export function isShortCircuiting(expression: ts.Expression): boolean {
  let node = expression;
  while (ts.isNonNullExpression(node)) {
    node = node.expression;
  }
  return ts.isOptionalChain(node);
}

/** The value of a chain; where it ends early, `undefined`. */
export function lowerChain(builder: FunctionBuilder, expression: ts.Expression): Temp {
  if (!isShortCircuiting(expression)) {
    return read(builder, lowerLinks(builder, expression, null));
  }
  const target = builder.temp();
  const short = builder.newBlock();
  const end = builder.newBlock();
  builder.copy(expression, target, lowerChainTo(builder, expression, short));
  builder.goto(expression, end);
  builder.start(short);
  builder.copy(expression, target, builder.undefined(expression));
  builder.goto(expression, end);
  builder.start(end);
  return target;
}

/** The value of a chain where it does not end early; where it does, control goes to `short`. */
export function lowerChainTo(builder: FunctionBuilder, expression: ts.Expression, short: BlockId): Temp {
  return read(builder, lowerLinks(builder, expression, short));
}

/**
 * The property that `expression` ends in, named but not read; null if it does not end in a property.
 *
 * @param short - Where an optional chain ends early; null where the syntax allows no optional chain (an assignment's target).
 */
export function lowerMember(builder: FunctionBuilder, expression: ts.Expression, short: BlockId | null): Member | null {
  const inner = unwrap(expression);
  if (!ts.isPropertyAccessExpression(inner) && !ts.isElementAccessExpression(inner)) {
    return null;
  }
  const value = lowerLinks(builder, inner, short);
  return value.kind === "member" ? value : null;
}

function lowerLinks(builder: FunctionBuilder, expression: ts.Expression, short: BlockId | null): ChainValue {
  const links: Link[] = [];
  let base = expression;
  for (;;) {
    if (isLink(base)) {
      links.push(base);
      base = ts.isTaggedTemplateExpression(base) ? base.tag : base.expression;
    } else if (isTransparent(base) && !endsChain(base)) {
      base = base.expression;
    } else {
      break;
    }
  }
  let value: ChainValue = { kind: "value", value: lowerExpression(builder, base) };
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    value = lowerLink(builder, link, value, short);
  }
  return value;
}

/** `(a?.b).c`: parentheses end an optional chain, so what follows does not end early with it. */
function endsChain(node: ts.Expression): boolean {
  return !ts.isNonNullExpression(node) && ts.isOptionalChain(unwrap(node));
}

function lowerLink(builder: FunctionBuilder, link: Link, before: ChainValue, short: BlockId | null): ChainValue {
  if (ts.isPropertyAccessExpression(link)) {
    const object = unlessNullish(builder, link, read(builder, before), short);
    return { kind: "member", node: link, object, key: memberKey(link.name) };
  }
  if (ts.isElementAccessExpression(link)) {
    const object = unlessNullish(builder, link, read(builder, before), short);
    return { kind: "member", node: link, object, key: lowerElementKey(builder, link.argumentExpression) };
  }
  if (ts.isTaggedTemplateExpression(link)) {
    const args = lowerTemplateArguments(builder, link.template);
    return lowerCall(builder, link, "tagged", calleeOf(before), args);
  }
  if (link.questionDotToken !== undefined) {
    unlessNullish(builder, link, read(builder, before), short);
  }
  const form = callForm(link);
  return lowerCall(builder, link, form, calleeOf(before), lowerItems(builder, link.arguments));
}

function lowerCall(
  builder: FunctionBuilder,
  node: ts.Expression,
  form: "call" | "super" | "import" | "tagged",
  callee: Callee,
  args: readonly Item[],
): ChainValue {
  return { kind: "value", value: builder.value({ kind: "call", node, form, callee, args }) };
}

function callForm(call: ts.CallExpression): "call" | "super" | "import" {
  switch (call.expression.kind) {
    case ts.SyntaxKind.SuperKeyword:
      return "super";
    case ts.SyntaxKind.ImportKeyword:
      return "import";
    default:
      return "call";
  }
}

function calleeOf(value: ChainValue): Callee {
  return value.kind === "member"
    ? { kind: "method", object: value.object, key: value.key }
    : { kind: "value", value: value.value };
}

function read(builder: FunctionBuilder, value: ChainValue): Temp {
  return value.kind === "value" ? value.value : readMember(builder, value);
}

export function readMember(builder: FunctionBuilder, { node, object, key }: Member): Temp {
  return builder.value({ kind: "get", node, object, key });
}

/** At a `?.`, goes on only where `condition` is neither null nor undefined. */
function unlessNullish(
  builder: FunctionBuilder,
  link: Exclude<Link, ts.TaggedTemplateExpression>,
  condition: Temp,
  short: BlockId | null,
): Temp {
  if (link.questionDotToken !== undefined && short !== null) {
    const rest = builder.newBlock();
    builder.terminate({
      kind: "branch",
      node: link.expression,
      condition,
      test: "nullish",
      origin: "optional",
      whenTrue: short,
      whenFalse: rest,
    });
    builder.start(rest);
  }
  return condition;
}
