/** Declarations that are statements: functions, enums, namespaces, imports and exports. */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { isFunctionNode } from "./function-nodes.js";
import { lowerClosure, lowerExpression, lowerName } from "./lower-expressions.js";
import { lowerPropertyName } from "./lower-keys.js";
import { isAmbientDeclaration, isDefaultExport, isInstantiated, namespaceBlock } from "./syntax.js";
import type { Entry, Temp } from "./types.js";

type DeclarationStatement =
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ImportDeclaration
  | ts.ImportEqualsDeclaration
  | ts.ExportDeclaration
  | ts.ExportAssignment
  | ts.NamespaceExportDeclaration;

export function isDeclarationStatement(node: ts.Node): node is DeclarationStatement {
  return (
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isImportEqualsDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isExportAssignment(node) ||
    ts.isNamespaceExportDeclaration(node)
  );
}

export function lowerDeclaration(builder: FunctionBuilder, node: DeclarationStatement): void {
  if (ts.isEnumDeclaration(node)) {
    lowerEnum(builder, node);
  } else if (ts.isModuleDeclaration(node)) {
    lowerNamespace(builder, node);
  } else if (ts.isImportEqualsDeclaration(node)) {
    lowerImportEquals(builder, node);
  } else if (ts.isExportAssignment(node)) {
    const name = node.isExportEquals === true ? "exports" : "default";
    exportValue(builder, node, name, lowerExpression(builder, node.expression));
  }
  // The others only name things: their variables are bound before the file runs, or do not exist at run time.
}

/** Function declarations exist from the start of their scope on. */
export function hoistFunctions(builder: FunctionBuilder, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement)) {
      lowerFunctionDeclaration(builder, statement);
    }
  }
}

/** A function declaration that is no statement of a block: `label: function f() {}`, `if (x) function f() {}`. */
export function lowerFunctionDeclaration(builder: FunctionBuilder, node: ts.FunctionDeclaration): void {
  if (!isFunctionNode(node)) {
    return;
  }
  const value = lowerClosure(builder, node);
  const variable = node.name === undefined ? undefined : builder.scopes.variableOf(node.name);
  if (variable !== undefined) {
    builder.emit({ kind: "store", node, variable, value, initializer: true });
  } else if (isDefaultExport(node)) {
    exportValue(builder, node, "default", value);
  }
}

/** The value leaves the file: by `export default`, or as all that the file exports. */
export function exportValue(builder: FunctionBuilder, node: ts.Node, name: "default" | "exports", value: Temp): void {
  const object = builder.value({ kind: "ambient", node, name: name === "exports" ? "module" : "exports" });
  builder.emit({ kind: "set", node, object, key: { kind: "name", name }, value });
}

function lowerEnum(builder: FunctionBuilder, node: ts.EnumDeclaration): void {
  if (isAmbientDeclaration(node)) {
    return;
  }
  const entries = node.members.map((member): Entry => {
    const value =
      member.initializer === undefined
        ? builder.literal(member, { kind: "other" })
        : lowerExpression(builder, member.initializer);
    const variable = builder.scopes.declaredIn(node).find(({ declaration }) => declaration === member.name);
    if (variable !== undefined) {
      builder.emit({ kind: "store", node: member, variable, value, initializer: true });
    }
    return { kind: "property", key: lowerPropertyName(builder, member.name), value };
  });
  declareMerged(builder, node, node.name, builder.value({ kind: "object", node, entries }));
}

/** A second enum or namespace of a name adds to the first, or to the class or function of that name; it replaces nothing. */
function declareMerged(
  builder: FunctionBuilder,
  node: ts.EnumDeclaration | ts.ModuleDeclaration,
  name: ts.Identifier,
  value: Temp,
): void {
  const variable = builder.scopes.variableOf(name);
  if (variable?.declaration === name) {
    builder.emit({ kind: "store", node, variable, value, initializer: true });
  }
}

/** The block of a namespace is a function of its own. */
function lowerNamespace(builder: FunctionBuilder, node: ts.ModuleDeclaration): void {
  const body = namespaceBlock(node);
  if (body === undefined || isAmbientDeclaration(node) || !isInstantiated(node) || !ts.isIdentifier(node.name)) {
    return;
  }
  declareMerged(builder, node, node.name, lowerClosure(builder, body));
}

/** `import x = A.B` reads; `import x = require("…")` is bound like any other import. */
function lowerImportEquals(builder: FunctionBuilder, node: ts.ImportEqualsDeclaration): void {
  const variable = builder.scopes.variableOf(node.name);
  if (node.isTypeOnly || variable === undefined || ts.isExternalModuleReference(node.moduleReference)) {
    return;
  }
  const value = lowerEntityName(builder, node.moduleReference);
  builder.emit({ kind: "store", node, variable, value, initializer: true });
}

function lowerEntityName(builder: FunctionBuilder, name: ts.EntityName): Temp {
  const accesses: ts.QualifiedName[] = [];
  let base = name;
  while (ts.isQualifiedName(base)) {
    accesses.push(base);
    base = base.left;
  }
  return accesses.reduceRight(
    (object, node) => builder.value({ kind: "get", node, object, key: { kind: "name", name: node.right.text } }),
    lowerName(builder, base),
  );
}
