/** Statements that declare names: which scope gets them, and what of the statement is still to be visited. */
import ts from "typescript";

import { isFunctionNode } from "./function-nodes.js";
import { exportedLocals, importedNames, leftmostName } from "./references.js";
import type { ScopeCollector } from "./scope-collector.js";
import { enterClass, enterFunction } from "./scope-functions.js";
import { Scope } from "./scope-tree.js";
import type { OpenVariable } from "./scope-tree.js";
import { isAmbientDeclaration, isExported, isInstantiated, kindOfList } from "./syntax.js";

/** Declares what `node` declares; false if it is no declaration. */
export function visitDeclaration(found: ScopeCollector, node: ts.Node, scope: Scope): boolean {
  if (ts.isVariableStatement(node)) {
    declareList(found, node.declarationList, scope, isExported(node));
  } else if (ts.isVariableDeclarationList(node)) {
    declareList(found, node, scope, false);
  } else if (ts.isFunctionDeclaration(node)) {
    declareFunction(found, node, scope);
  } else if (ts.isClassDeclaration(node)) {
    if (node.name !== undefined) {
      exportIf(isExported(node), found.declarations.declare(node.name, "class", scope));
    }
    enterClass(found, node, scope);
  } else if (ts.isEnumDeclaration(node)) {
    declareEnum(found, node, scope);
  } else if (ts.isModuleDeclaration(node)) {
    declareNamespace(found, node, scope);
  } else {
    return visitModuleSyntax(found, node, scope);
  }
  return true;
}

function visitModuleSyntax(found: ScopeCollector, node: ts.Node, scope: Scope): boolean {
  if (ts.isImportDeclaration(node)) {
    for (const name of importedNames(node)) {
      found.declarations.declare(name, "import", scope);
    }
  } else if (ts.isImportEqualsDeclaration(node)) {
    exportIf(isExported(node), found.declarations.declare(node.name, "import", scope));
    found.later(leftmostName(node.moduleReference), scope);
  } else if (ts.isExportDeclaration(node)) {
    for (const local of exportedLocals(node)) {
      found.exported.add(local);
      found.refer(local, scope);
    }
  } else if (ts.isExportAssignment(node)) {
    if (ts.isIdentifier(node.expression)) {
      found.exported.add(node.expression);
    }
    found.later(node.expression, scope);
  } else {
    return false;
  }
  return true;
}

function declareFunction(found: ScopeCollector, node: ts.FunctionDeclaration, scope: Scope): void {
  if (node.name !== undefined) {
    const variable = found.declarations.declare(node.name, "function", scope);
    exportIf(isExported(node), variable);
    if (isFunctionNode(node)) {
      found.declarations.initialise(variable);
    }
  }
  enterFunction(found, node, scope);
}

function declareList(found: ScopeCollector, list: ts.VariableDeclarationList, scope: Scope, exported: boolean): void {
  const kind = kindOfList(list);
  for (const declaration of list.declarations) {
    for (const variable of found.declareNames(declaration.name, kind, scope)) {
      exportIf(exported, variable);
      if (declaration.initializer !== undefined) {
        found.declarations.initialise(variable);
      }
    }
    found.later(declaration.initializer, scope);
  }
}

function declareEnum(found: ScopeCollector, node: ts.EnumDeclaration, scope: Scope): void {
  exportIf(isExported(node), found.declarations.declare(node.name, "enum", scope));
  const members = found.open(node, scope);
  for (const member of node.members) {
    if (ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name)) {
      found.declarations.declare(member.name, "enum", members);
    }
    found.later(member.initializer, members);
  }
}

function declareNamespace(found: ScopeCollector, node: ts.ModuleDeclaration, scope: Scope): void {
  const isGlobalAugmentation = (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
  if (!ts.isIdentifier(node.name) || isGlobalAugmentation || !isInstantiated(node)) {
    return;
  }
  exportIf(isExported(node), found.declarations.declare(node.name, "namespace", scope));
  const body = node.body;
  if (body === undefined || isAmbientDeclaration(node)) {
    return;
  }
  if (ts.isModuleDeclaration(body)) {
    found.later(body, new Scope(scope, scope.frame));
  } else if (ts.isModuleBlock(body)) {
    found.later(body.statements, found.openFunction(body, scope));
  }
}

function exportIf(exported: boolean, variable: OpenVariable): void {
  variable.exported ||= exported;
}
