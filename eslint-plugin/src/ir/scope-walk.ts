/**
 * The walk over a file that finds its scopes, declarations and references. It keeps its own stack, because generated code nests deeper than
 * the call stack is high.
 */
import ts from "typescript";

import { isFunctionNode } from "./function-nodes.js";
import {
  assignedIdentifiers,
  isAmbientDeclaration,
  isAssignmentOperator,
  isExported,
  isInstantiated,
  isIntrinsicTag,
} from "./references.js";
import { Declarations, Scope } from "./scope-tree.js";
import type { OpenVariable } from "./scope-tree.js";
import type { FunctionNode, VariableKind } from "./types.js";

interface Visit {
  readonly node: ts.Node;
  readonly scope: Scope;
}

/** An identifier that stands for a variable, and the scope that it is looked up from. */
export interface Reference {
  readonly id: ts.Identifier;
  readonly scope: Scope;
}

export class ScopeWalk {
  readonly declarations = new Declarations();
  readonly functions: FunctionNode[] = [];
  /** The function around each function. */
  readonly outer = new Map<FunctionNode, FunctionNode>();
  /** The scope that a block, loop, switch, catch clause or enum opens. */
  readonly scopes = new Map<ts.Node, Scope>();
  readonly references: Reference[] = [];
  readonly written = new Set<ts.Identifier>();
  readonly exportedNames = new Set<ts.Identifier>();

  readonly #pending: Visit[] = [];
  /** What the node being visited asks to visit next, in source order. */
  #next: Visit[] = [];

  constructor(file: ts.SourceFile) {
    const scope = new Scope(null, file, { hoists: true });
    this.functions.push(file);
    this.#later(file.statements, scope);
    this.#schedule();
    for (let visit = this.#pending.pop(); visit !== undefined; visit = this.#pending.pop()) {
      this.#visit(visit.node, visit.scope);
      this.#schedule();
    }
  }

  #schedule(): void {
    for (const visit of this.#next.reverse()) {
      this.#pending.push(visit);
    }
    this.#next = [];
  }

  #later(nodes: ts.Node | readonly ts.Node[] | undefined, scope: Scope): void {
    if (nodes === undefined) {
      return;
    }
    for (const node of "kind" in nodes ? [nodes] : nodes) {
      this.#next.push({ node, scope });
    }
  }

  #visit(node: ts.Node, scope: Scope): void {
    if (ts.isIdentifier(node)) {
      this.#refer(node, scope);
    } else if (ts.isExpressionWithTypeArguments(node)) {
      this.#later(node.expression, scope);
    } else if (!isTypeSyntax(node)) {
      this.#noteWrites(node);
      if (!this.#visitDeclaration(node, scope) && !this.#visitScope(node, scope) && !this.#visitNamed(node, scope)) {
        ts.forEachChild(node, (child) => {
          this.#later(child, scope);
        });
      }
    }
  }

  #refer(id: ts.Identifier, scope: Scope): void {
    if (id.text !== "") {
      this.references.push({ id, scope });
    }
  }

  #noteWrites(node: ts.Node): void {
    if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) {
      this.#write(node.left);
    } else if (ts.isPostfixUnaryExpression(node)) {
      this.#write(node.operand);
    } else if (ts.isPrefixUnaryExpression(node) && isUpdate(node.operator)) {
      this.#write(node.operand);
    } else if (
      (ts.isForInStatement(node) || ts.isForOfStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    ) {
      this.#write(node.initializer);
    }
  }

  #write(target: ts.Node): void {
    for (const id of assignedIdentifiers(target)) {
      this.written.add(id);
    }
  }

  /** Nodes that declare a name; false if `node` is none of them. */
  #visitDeclaration(node: ts.Node, scope: Scope): boolean {
    if (ts.isVariableStatement(node)) {
      this.#declareList(node.declarationList, scope, isExported(node));
    } else if (ts.isVariableDeclarationList(node)) {
      this.#declareList(node, scope, false);
    } else if (ts.isFunctionDeclaration(node)) {
      this.#declareNamed(node, "function", scope);
    } else if (ts.isClassDeclaration(node)) {
      this.#declareNamed(node, "class", scope);
    } else if (ts.isEnumDeclaration(node)) {
      this.#declareEnum(node, scope);
    } else if (ts.isModuleDeclaration(node)) {
      this.#declareNamespace(node, scope);
    } else if (ts.isImportDeclaration(node)) {
      this.#declareImports(node, scope);
    } else if (ts.isImportEqualsDeclaration(node)) {
      const variable = this.declarations.declare(node.name, "import", scope);
      variable.exported ||= isExported(node);
      this.#later(leftmostName(node.moduleReference), scope);
    } else {
      return false;
    }
    if (isFunctionNode(node)) {
      this.#enterFunction(node, scope);
    } else if (ts.isClassDeclaration(node)) {
      this.#visitClass(node, scope);
    }
    return true;
  }

  #declareNamed(node: ts.FunctionDeclaration | ts.ClassDeclaration, kind: VariableKind, scope: Scope): void {
    if (node.name === undefined) {
      return;
    }
    const variable = this.declarations.declare(node.name, kind, scope);
    variable.exported ||= isExported(node);
    if (isFunctionNode(node)) {
      this.declarations.initialise(variable);
    }
  }

  #declareList(list: ts.VariableDeclarationList, scope: Scope, exported: boolean): void {
    const kind = kindOfList(list);
    for (const declaration of list.declarations) {
      for (const variable of this.#declareNames(declaration.name, kind, scope)) {
        variable.exported ||= exported;
        if (declaration.initializer !== undefined) {
          this.declarations.initialise(variable);
        }
      }
      this.#later(declaration.initializer, scope);
    }
  }

  /** Declares the names of a pattern; its defaults and computed keys are expressions of `scope`. */
  #declareNames(name: ts.BindingName, kind: VariableKind, scope: Scope): readonly OpenVariable[] {
    if (ts.isIdentifier(name)) {
      return name.text === "" ? [] : [this.declarations.declare(name, kind, scope)];
    }
    const declared: OpenVariable[] = [];
    for (const element of name.elements) {
      if (ts.isBindingElement(element)) {
        this.#laterIfComputed(element.propertyName, scope);
        declared.push(...this.#declareNames(element.name, kind, scope));
        this.#later(element.initializer, scope);
      }
    }
    return declared;
  }

  #declareEnum(node: ts.EnumDeclaration, scope: Scope): void {
    const variable = this.declarations.declare(node.name, "enum", scope);
    variable.exported ||= isExported(node);
    const members = this.#open(node, scope);
    for (const member of node.members) {
      if (ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name)) {
        this.declarations.declare(member.name, "enum", members);
      }
      this.#later(member.initializer, members);
    }
  }

  #declareNamespace(node: ts.ModuleDeclaration, scope: Scope): void {
    if (!ts.isIdentifier(node.name) || isAmbientDeclaration(node) || !isInstantiated(node)) {
      return;
    }
    const variable = this.declarations.declare(node.name, "namespace", scope);
    variable.exported ||= isExported(node);
    const body = node.body;
    if (body !== undefined && ts.isModuleDeclaration(body)) {
      this.#later(body, new Scope(scope, scope.frame));
    } else if (body !== undefined && ts.isModuleBlock(body)) {
      this.#later(body.statements, this.#openFrame(body, scope));
    }
  }

  #declareImports(node: ts.ImportDeclaration, scope: Scope): void {
    const clause = node.importClause;
    const bindings = clause?.namedBindings;
    const names = [clause?.name];
    if (bindings !== undefined && ts.isNamespaceImport(bindings)) {
      names.push(bindings.name);
    } else if (bindings !== undefined) {
      names.push(...bindings.elements.map((element) => element.name));
    }
    for (const name of names) {
      if (name !== undefined) {
        this.declarations.declare(name, "import", scope);
      }
    }
  }

  /** Nodes that open a scope; false if `node` is none of them. */
  #visitScope(node: ts.Node, scope: Scope): boolean {
    if (ts.isClassExpression(node)) {
      const named = node.name === undefined ? scope : this.#open(node, scope);
      if (node.name !== undefined) {
        this.declarations.declare(node.name, "class", named);
      }
      this.#visitClass(node, named);
    } else if (ts.isPropertyDeclaration(node)) {
      this.#laterIfComputed(node.name, scope);
      this.#laterDecorators(node, scope);
      if (isFunctionNode(node)) {
        this.#later(node.initializer, this.#openFrame(node, scope));
      }
    } else if (ts.isClassStaticBlockDeclaration(node)) {
      this.#later(node.body.statements, this.#openFrame(node, scope));
    } else if (ts.isFunctionLike(node)) {
      if (isFunctionNode(node)) {
        this.#enterFunction(node, scope);
      }
    } else if (ts.isBlock(node) || ts.isCaseBlock(node) || isLoopWithHead(node)) {
      const inner = this.#open(node, scope);
      ts.forEachChild(node, (child) => {
        this.#later(child, inner);
      });
    } else if (ts.isCatchClause(node)) {
      const inner = this.#open(node, scope);
      if (node.variableDeclaration !== undefined) {
        this.#declareNames(node.variableDeclaration.name, "catch", inner);
      }
      this.#later(node.block, inner);
    } else {
      return false;
    }
    return true;
  }

  #open(node: ts.Node, scope: Scope): Scope {
    const inner = new Scope(scope, scope.frame);
    this.scopes.set(node, inner);
    return inner;
  }

  #openFrame(node: FunctionNode, scope: Scope): Scope {
    this.functions.push(node);
    this.outer.set(node, scope.frame);
    return new Scope(scope, node, { hoists: true });
  }

  #visitClass(node: ts.ClassLikeDeclaration, scope: Scope): void {
    this.#laterDecorators(node, scope);
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword) {
        this.#later(clause.types, scope);
      }
    }
    this.#later(node.members, scope);
  }

  #enterFunction(node: ts.FunctionLikeDeclaration, scope: Scope): void {
    if (!isFunctionNode(node)) {
      return;
    }
    this.functions.push(node);
    this.outer.set(node, scope.frame);
    if (node.name !== undefined) {
      this.#laterIfComputed(node.name, scope);
    }
    this.#laterDecorators(node, scope);
    const parameters = new Scope(this.#selfScope(node, scope), node);
    for (const parameter of node.parameters) {
      this.#laterDecorators(parameter, scope);
      if (isThisParameter(parameter)) {
        continue;
      }
      for (const variable of this.#declareNames(parameter.name, "parameter", parameters)) {
        this.declarations.initialise(variable);
      }
      this.#later(parameter.initializer, parameters);
    }
    const body = new Scope(parameters, node, { hoists: true });
    if (node.body !== undefined) {
      this.#later(ts.isBlock(node.body) ? node.body.statements : node.body, body);
    }
  }

  /** A function expression sees its own name, in a scope that nothing else is in. */
  #selfScope(node: ts.FunctionLikeDeclaration, scope: Scope): Scope {
    if (!ts.isFunctionExpression(node) || node.name === undefined) {
      return scope;
    }
    const self = new Scope(scope, node);
    this.declarations.declare(node.name, "function", self);
    return self;
  }

  /** Nodes with identifiers that are only names; false if `node` is none of them. */
  #visitNamed(node: ts.Node, scope: Scope): boolean {
    if (ts.isPropertyAccessExpression(node)) {
      this.#later(node.expression, scope);
    } else if (ts.isPropertyAssignment(node)) {
      this.#laterIfComputed(node.name, scope);
      this.#later(node.initializer, scope);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      this.#refer(node.name, scope);
      this.#later(node.objectAssignmentInitializer, scope);
    } else if (ts.isLabeledStatement(node)) {
      this.#later(node.statement, scope);
    } else if (ts.isExportDeclaration(node)) {
      this.#referToExports(node, scope);
    } else if (ts.isExportAssignment(node)) {
      if (ts.isIdentifier(node.expression)) {
        this.exportedNames.add(node.expression);
      }
      this.#later(node.expression, scope);
    } else if (ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) {
      if (!ts.isIdentifier(node.tagName) || !isIntrinsicTag(node.tagName.text)) {
        this.#later(node.tagName, scope);
      }
      this.#later(node.attributes, scope);
    } else if (ts.isJsxAttribute(node)) {
      this.#later(node.initializer, scope);
    } else {
      return hasOnlyNames(node);
    }
    return true;
  }

  #referToExports(node: ts.ExportDeclaration, scope: Scope): void {
    if (
      node.moduleSpecifier !== undefined ||
      node.exportClause === undefined ||
      ts.isNamespaceExport(node.exportClause)
    ) {
      return;
    }
    for (const element of node.exportClause.elements) {
      const local = element.propertyName ?? element.name;
      if (ts.isIdentifier(local)) {
        this.exportedNames.add(local);
        this.#refer(local, scope);
      }
    }
  }

  #laterIfComputed(name: ts.PropertyName | undefined, scope: Scope): void {
    if (name !== undefined && ts.isComputedPropertyName(name)) {
      this.#later(name.expression, scope);
    }
  }

  #laterDecorators(node: ts.Node, scope: Scope): void {
    if (ts.canHaveDecorators(node)) {
      this.#later(ts.getDecorators(node), scope);
    }
  }
}

/** `this` as a parameter is a type annotation, not a parameter. */
export function isThisParameter(parameter: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(parameter.name) && parameter.name.text === "this";
}

function kindOfList(list: ts.VariableDeclarationList): VariableKind {
  switch (list.flags & ts.NodeFlags.BlockScoped) {
    case ts.NodeFlags.Let:
      return "let";
    case ts.NodeFlags.Const:
      return "const";
    case ts.NodeFlags.None:
      return "var";
    default:
      return "using";
  }
}

function isLoopWithHead(node: ts.Node): boolean {
  return ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node);
}

function isUpdate(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function isTypeSyntax(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isIndexSignatureDeclaration(node)
  );
}

function hasOnlyNames(node: ts.Node): boolean {
  return (
    ts.isMetaProperty(node) ||
    ts.isBreakOrContinueStatement(node) ||
    ts.isJsxClosingElement(node) ||
    ts.isJsxNamespacedName(node) ||
    ts.isNamespaceExportDeclaration(node) ||
    ts.isPrivateIdentifier(node)
  );
}

function leftmostName(reference: ts.ModuleReference): ts.Identifier | undefined {
  if (ts.isExternalModuleReference(reference)) {
    return undefined;
  }
  let name: ts.EntityName = reference;
  while (ts.isQualifiedName(name)) {
    name = name.left;
  }
  return name;
}
