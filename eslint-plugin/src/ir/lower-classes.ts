/** Classes: what runs where they are defined. Their members' bodies are functions of their own. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { isFunctionNode } from "./function-nodes.js";
import { lowerExpression } from "./lower-expressions.js";
import type { Temp, Variable } from "./types.js";

interface Decoration {
  readonly decorator: ts.Decorator;
  readonly value: Temp;
}

/** The value of a class declaration or expression. */
export function lowerClass(builder: FunctionBuilder, node: ts.ClassLikeDeclaration): Temp {
  const classDecorations = lowerDecorators(builder, node);
  const heritage = (node.heritageClauses ?? [])
    .filter((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap((clause) => clause.types.map((type) => lowerExpression(builder, type.expression)));
  const keys: Temp[] = [];
  const memberDecorations: Decoration[] = [];
  for (const member of node.members) {
    memberDecorations.push(...lowerMemberDecorators(builder, member));
    if (member.name !== undefined && ts.isComputedPropertyName(member.name)) {
      keys.push(lowerExpression(builder, member.name.expression));
    }
  }
  const decorations = [...memberDecorations, ...classDecorations];
  const operands = [...heritage, ...keys, ...decorations.map(({ value }) => value)];
  const target = builder.value({ kind: "class", node, captures: capturesOf(builder, node), operands });
  for (const { decorator, value } of decorations) {
    builder.value({
      kind: "call",
      node: decorator,
      form: "decorator",
      callee: { kind: "value", value },
      args: [{ kind: "item", value: target }],
    });
  }
  bindOwnName(builder, node, target);
  return target;
}

function capturesOf(builder: FunctionBuilder, node: ts.ClassLikeDeclaration): readonly Variable[] {
  return [
    ...new Set(node.members.flatMap((member) => (isFunctionNode(member) ? builder.scopes.capturesOf(member) : []))),
  ];
}

/** A declaration's name, or the name that only the inside of a class expression sees. */
function bindOwnName(builder: FunctionBuilder, node: ts.ClassLikeDeclaration, value: Temp): void {
  const variable = node.name === undefined ? undefined : builder.scopes.variableOf(node.name);
  if (variable !== undefined) {
    builder.emit({ kind: "store", node, variable, value, initializer: true });
  }
}

function lowerMemberDecorators(builder: FunctionBuilder, member: ts.ClassElement): readonly Decoration[] {
  const parameters = isFunctionNode(member) && "parameters" in member ? member.parameters : [];
  return [
    ...lowerDecorators(builder, member),
    ...parameters.flatMap((parameter) => lowerDecorators(builder, parameter)),
  ];
}

function lowerDecorators(builder: FunctionBuilder, node: ts.Node): readonly Decoration[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.map((decorator) => ({ decorator, value: lowerExpression(builder, decorator.expression) }));
}
