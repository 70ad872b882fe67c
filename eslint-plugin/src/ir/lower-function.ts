/** The beginning and end of a function: parameters, its own name, its body of whatever form, and falling off the end. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { leaveTo, lowerImplicitDisposals, lowerReturn, regionSince } from "./leave.js";
import { lowerClosure, lowerExpression } from "./lower-expressions.js";
import { lowerBinding, lowerDefault } from "./lower-patterns.js";
import { lowerStatements } from "./lower-statements.js";
import { isThisParameter } from "./syntax.js";
import type { FunctionNode, PropertyKey } from "./types.js";

/** Lowers all of `fn` into `builder`. */
export function lowerFunctionBody(builder: FunctionBuilder, fn: FunctionNode): void {
  if (ts.isSourceFile(fn) || ts.isModuleBlock(fn)) {
    lowerStatementsToEnd(builder, fn, fn.statements);
  } else if (ts.isClassStaticBlockDeclaration(fn)) {
    lowerStatementsToEnd(builder, fn.body, fn.body.statements);
  } else if (ts.isPropertyDeclaration(fn)) {
    lowerFieldInitializer(builder, fn);
  } else {
    lowerOwnName(builder, fn);
    lowerParameters(builder, fn);
    if (fn.body !== undefined && ts.isBlock(fn.body)) {
      lowerStatementsToEnd(builder, fn.body, fn.body.statements);
    } else if (fn.body !== undefined) {
      lowerReturn(builder, fn.body, lowerExpression(builder, fn.body));
    }
  }
}

type WithParameters = Exclude<
  FunctionNode,
  ts.SourceFile | ts.ModuleBlock | ts.ClassStaticBlockDeclaration | ts.PropertyDeclaration
>;

function lowerStatementsToEnd(builder: FunctionBuilder, body: ts.Node, statements: readonly ts.Statement[]): void {
  const firstDeclared = builder.declared.length;
  lowerStatements(builder, statements);
  const inside = builder.control;
  leaveTo(builder, null, body);
  builder.terminate({ kind: "return", node: body, value: null, implicit: true });
  lowerImplicitDisposals(builder, inside, null, regionSince(builder, firstDeclared, body));
}

/** A function expression can call itself by a name that only its inside sees. */
function lowerOwnName(builder: FunctionBuilder, fn: WithParameters): void {
  const variable =
    ts.isFunctionExpression(fn) && fn.name !== undefined ? builder.scopes.variableOf(fn.name) : undefined;
  if (variable !== undefined) {
    const value = lowerClosure(builder, fn);
    builder.emit({ kind: "store", node: fn, variable, value, initializer: true });
  }
}

/** All arguments arrive first; then each parameter takes its default, if need be, and is taken apart. */
function lowerParameters(builder: FunctionBuilder, fn: WithParameters): void {
  const parameters = fn.parameters.filter((parameter) => !isThisParameter(parameter));
  const values = parameters.map((node, index) =>
    builder.value({ kind: "parameter", node, index, rest: node.dotDotDotToken !== undefined }),
  );
  parameters.forEach((parameter, index) => {
    const value = values[index];
    if (value !== undefined) {
      const whole = lowerDefault(builder, parameter, value, parameter.initializer);
      lowerBinding(builder, parameter.name, parameter, whole, true);
    }
  });
  for (const parameter of parameters) {
    lowerParameterProperty(builder, parameter, fn);
  }
}

/** `constructor(private x)` also assigns `this.x`. */
function lowerParameterProperty(builder: FunctionBuilder, node: ts.ParameterDeclaration, fn: WithParameters): void {
  const variable = ts.isIdentifier(node.name) ? builder.scopes.variableOf(node.name) : undefined;
  if (variable === undefined || !ts.isParameterPropertyDeclaration(node, fn)) {
    return;
  }
  const object = builder.value({ kind: "ambient", node, name: "this" });
  const value = builder.value({ kind: "load", node, variable });
  builder.emit({ kind: "set", node, object, key: { kind: "name", name: variable.name }, value });
}

/** A field's initialiser runs in the constructor and ends in the field. */
function lowerFieldInitializer(builder: FunctionBuilder, fn: ts.PropertyDeclaration): void {
  if (fn.initializer === undefined) {
    return;
  }
  const object = builder.value({ kind: "ambient", node: fn, name: "this" });
  const value = lowerExpression(builder, fn.initializer);
  builder.emit({ kind: "set", node: fn, object, key: fieldKey(builder, fn.name), value });
  builder.terminate({ kind: "return", node: fn.initializer, value: null, implicit: true });
}

function fieldKey(builder: FunctionBuilder, name: ts.PropertyName): PropertyKey {
  if (ts.isComputedPropertyName(name)) {
    // It was computed where the class was defined, in another function.
    return { kind: "computed", value: builder.literal(name, { kind: "other" }) };
  }
  if (ts.isNumericLiteral(name)) {
    return { kind: "index", index: Number(name.text) };
  }
  return { kind: ts.isPrivateIdentifier(name) ? "private" : "name", name: name.text };
}
