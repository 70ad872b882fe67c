/** Small questions about syntax that scopes and lowering both ask. */
import ts from "typescript";

import type { VariableKind } from "./types.js";

/** Whether the operator of a binary expression assigns to its left side. */
export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `<div>` and `<my-element>` name elements; `<App>` refers to a variable. */
export function isIntrinsicTag(name: string): boolean {
  return /^[a-z]/u.test(name) || name.includes("-");
}

/** `this` as a parameter is a type annotation, not a parameter. */
export function isThisParameter(parameter: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(parameter.name) && parameter.name.text === "this";
}

const kindOfKeyword: ReadonlyMap<ts.NodeFlags, VariableKind> = new Map([
  [ts.NodeFlags.None, "var"],
  [ts.NodeFlags.Let, "let"],
  [ts.NodeFlags.Const, "const"],
  [ts.NodeFlags.Using, "using"],
  [ts.NodeFlags.AwaitUsing, "using"],
]);

/** What the keyword of a declaration list makes of its names. */
export function kindOfList(list: ts.VariableDeclarationList): VariableKind {
  return kindOfKeyword.get(list.flags & ts.NodeFlags.BlockScoped) ?? "let";
}

/** The block of a namespace; of `A.B.C`, the innermost. */
export function namespaceBlock(namespace: ts.ModuleDeclaration): ts.ModuleBlock | undefined {
  let body = namespace.body;
  while (body !== undefined && ts.isModuleDeclaration(body)) {
    body = body.body;
  }
  return body !== undefined && ts.isModuleBlock(body) ? body : undefined;
}

/** Whether a namespace exists at run time: it holds something besides types. */
export function isInstantiated(namespace: ts.ModuleDeclaration): boolean {
  return namespaceBlock(namespace)?.statements.some(hasValue) ?? false;
}

function hasValue(statement: ts.Statement): boolean {
  if (ts.isModuleDeclaration(statement)) {
    return isInstantiated(statement);
  }
  return !ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement);
}

/** `declare …`: a promise about some other file, with nothing to run here. */
export function isAmbientDeclaration(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.DeclareKeyword);
}

export function isExported(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

export function isDefaultExport(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.DefaultKeyword);
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}
