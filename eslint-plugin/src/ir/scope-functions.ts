/** Functions, classes and blocks: the scopes they open. */
import ts from "typescript";

import { isFunctionNode } from "./function-nodes.js";
import type { ScopeCollector } from "./scope-collector.js";
import { Scope } from "./scope-tree.js";
import { isThisParameter } from "./syntax.js";

/** Opens the scopes of `node` and asks for its parts; false if it opens none. */
export function visitScope(found: ScopeCollector, node: ts.Node, scope: Scope): boolean {
  if (ts.isClassExpression(node)) {
    enterClassExpression(found, node, scope);
  } else if (ts.isPropertyDeclaration(node)) {
    enterProperty(found, node, scope);
  } else if (ts.isClassStaticBlockDeclaration(node)) {
    found.later(node.body.statements, found.openFunction(node, scope));
  } else if (ts.isFunctionLike(node)) {
    enterFunction(found, node, scope);
  } else if (ts.isCatchClause(node)) {
    const inner = found.open(node, scope);
    if (node.variableDeclaration !== undefined) {
      found.declareNames(node.variableDeclaration.name, "catch", inner);
    }
    found.later(node.block, inner);
  } else if (ts.isBlock(node) || ts.isCaseBlock(node) || isLoopWithHead(node)) {
    const inner = found.open(node, scope);
    ts.forEachChild(node, (child) => {
      found.later(child, inner);
    });
  } else {
    return false;
  }
  return true;
}

function isLoopWithHead(node: ts.Node): boolean {
  return ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node);
}

/** The parts of a function. One without a body is a type: its parameters are no variables. */
export function enterFunction(found: ScopeCollector, node: ts.SignatureDeclaration, scope: Scope): void {
  if (!isFunctionNode(node)) {
    return;
  }
  found.laterDecorators(node, scope);
  if (node.name !== undefined) {
    found.laterIfComputed(node.name, scope);
  }
  const self = found.openFunction(node, scope);
  if (ts.isFunctionExpression(node) && node.name !== undefined) {
    found.declarations.declare(node.name, "function", self);
  }
  const parameters = new Scope(self, node);
  for (const parameter of node.parameters) {
    found.laterDecorators(parameter, scope);
    if (!isThisParameter(parameter)) {
      for (const variable of found.declareNames(parameter.name, "parameter", parameters)) {
        found.declarations.initialise(variable);
      }
      found.later(parameter.initializer, parameters);
    }
  }
  const body = new Scope(parameters, node, { hoists: true });
  found.later(node.body !== undefined && ts.isBlock(node.body) ? node.body.statements : node.body, body);
}

export function enterClass(found: ScopeCollector, node: ts.ClassLikeDeclaration, scope: Scope): void {
  found.laterDecorators(node, scope);
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === ts.SyntaxKind.ExtendsKeyword) {
      found.later(clause.types, scope);
    }
  }
  found.later(node.members, scope);
}

/** A class expression sees its own name, in a scope that nothing else is in. */
function enterClassExpression(found: ScopeCollector, node: ts.ClassExpression, scope: Scope): void {
  if (node.name === undefined) {
    enterClass(found, node, scope);
  } else {
    const self = found.open(node, scope);
    found.declarations.declare(node.name, "class", self);
    enterClass(found, node, self);
  }
}

function enterProperty(found: ScopeCollector, node: ts.PropertyDeclaration, scope: Scope): void {
  found.laterDecorators(node, scope);
  found.laterIfComputed(node.name, scope);
  if (isFunctionNode(node)) {
    found.later(node.initializer, found.openFunction(node, scope));
  }
}
