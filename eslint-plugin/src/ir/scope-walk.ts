/**
 * The walk over a file that finds its scopes, declarations and references. It keeps its own stack, because generated code nests deeper than
 * the call stack is high.
 */
import ts from "typescript";

import { hasOnlyNames, identifiersWrittenBy, isTypeSyntax } from "./references.js";
import { ScopeCollector } from "./scope-collector.js";
import { visitDeclaration } from "./scope-declarations.js";
import { visitScope } from "./scope-functions.js";
import { Scope } from "./scope-tree.js";
import { isIntrinsicTag } from "./syntax.js";

/** Everything that the scopes of `file` are made of. */
export function walkScopes(file: ts.SourceFile): ScopeCollector {
  const found = new ScopeCollector();
  found.functions.push(file);
  found.later(file.statements, new Scope(null, file, { hoists: true }));
  found.run((node, scope) => {
    visit(found, node, scope);
  });
  return found;
}

function visit(found: ScopeCollector, node: ts.Node, scope: Scope): void {
  if (ts.isIdentifier(node)) {
    found.refer(node, scope);
    return;
  }
  for (const id of identifiersWrittenBy(node)) {
    found.written.add(id);
  }
  const isDone =
    isTypeSyntax(node) ||
    visitDeclaration(found, node, scope) ||
    visitScope(found, node, scope) ||
    visitNamed(found, node, scope);
  if (!isDone) {
    ts.forEachChild(node, (child) => {
      found.later(child, scope);
    });
  }
}

/** Nodes some of whose identifiers are only names; false if `node` is none of them. */
function visitNamed(found: ScopeCollector, node: ts.Node, scope: Scope): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    found.later(node.expression, scope);
  } else if (ts.isPropertyAssignment(node)) {
    found.laterIfComputed(node.name, scope);
    found.later(node.initializer, scope);
  } else if (ts.isShorthandPropertyAssignment(node)) {
    found.refer(node.name, scope);
    found.later(node.objectAssignmentInitializer, scope);
  } else if (ts.isLabeledStatement(node)) {
    found.later(node.statement, scope);
  } else if (ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) {
    if (!ts.isIdentifier(node.tagName) || !isIntrinsicTag(node.tagName.text)) {
      found.later(node.tagName, scope);
    }
    found.later(node.attributes, scope);
  } else if (ts.isJsxAttribute(node)) {
    found.later(node.initializer, scope);
  } else {
    return hasOnlyNames(node);
  }
  return true;
}
