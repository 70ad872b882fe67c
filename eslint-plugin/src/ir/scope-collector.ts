/** What the walk over a file has found so far, and what it still has to visit. */
import ts from "typescript";

import { Declarations, Scope } from "./scope-tree.js";
import type { OpenVariable } from "./scope-tree.js";
import type { FunctionNode, Variable, VariableKind } from "./types.js";

/** An identifier that stands for a variable, and the scope that it is looked up from. */
export interface Reference {
  readonly id: ts.Identifier;
  readonly scope: Scope;
}

interface Visit {
  readonly node: ts.Node;
  readonly scope: Scope;
}

export class ScopeCollector {
  readonly declarations = new Declarations();
  /** Outermost first, in the order of the source. */
  readonly functions: FunctionNode[] = [];
  /** The function around each function. */
  readonly outer = new Map<FunctionNode, FunctionNode>();
  readonly references: Reference[] = [];
  readonly written = new Set<ts.Identifier>();
  readonly exported = new Set<ts.Identifier>();

  readonly #scopes = new Map<ts.Node, Scope>();
  readonly #pending: Visit[] = [];
  /** What the node being visited asks to visit next, in the order of the source. */
  #next: Visit[] = [];

  /** Visits whatever is asked for with `later`, depth first, until nothing is left. */
  run(visit: (node: ts.Node, scope: Scope) => void): void {
    for (;;) {
      // Not `push(...)`: a long list of statements would be as many arguments.
      for (const next of this.#next.reverse()) {
        this.#pending.push(next);
      }
      this.#next = [];
      const current = this.#pending.pop();
      if (current === undefined) {
        return;
      }
      visit(current.node, current.scope);
    }
  }

  later(nodes: ts.Node | readonly ts.Node[] | undefined, scope: Scope): void {
    if (nodes === undefined) {
      return;
    }
    for (const node of "kind" in nodes ? [nodes] : nodes) {
      this.#next.push({ node, scope });
    }
  }

  laterIfComputed(name: ts.PropertyName | undefined, scope: Scope): void {
    if (name !== undefined && ts.isComputedPropertyName(name)) {
      this.later(name.expression, scope);
    }
  }

  laterDecorators(node: ts.Node, scope: Scope): void {
    if (ts.canHaveDecorators(node)) {
      this.later(ts.getDecorators(node), scope);
    }
  }

  refer(id: ts.Identifier, scope: Scope): void {
    // The parser leaves an empty identifier where one is missing.
    if (id.text !== "") {
      this.references.push({ id, scope });
    }
  }

  /** Opens the scope of a block, loop, switch, catch clause, class expression or enum. */
  open(node: ts.Node, scope: Scope): Scope {
    const inner = new Scope(scope, scope.frame);
    this.#scopes.set(node, inner);
    return inner;
  }

  /** Opens the body of something that is lowered by itself. */
  openFunction(node: FunctionNode, scope: Scope): Scope {
    this.functions.push(node);
    this.outer.set(node, scope.frame);
    return new Scope(scope, node, { hoists: true });
  }

  /** Declares the names of a pattern; its defaults and computed keys are expressions of `scope`. */
  declareNames(name: ts.BindingName, kind: VariableKind, scope: Scope): readonly OpenVariable[] {
    if (ts.isIdentifier(name)) {
      return name.text === "" ? [] : [this.declarations.declare(name, kind, scope)];
    }
    const declared: OpenVariable[] = [];
    for (const element of name.elements) {
      if (ts.isBindingElement(element)) {
        this.laterIfComputed(element.propertyName, scope);
        declared.push(...this.declareNames(element.name, kind, scope));
        this.later(element.initializer, scope);
      }
    }
    return declared;
  }

  declaredIn(node: ts.Node): Iterable<Variable> {
    return this.#scopes.get(node)?.variables ?? [];
  }
}
