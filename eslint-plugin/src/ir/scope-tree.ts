/** The scopes of a file while it is being resolved: which names each declares, and where a `var` lands. */
import ts from "typescript";

import type { FunctionNode, Variable, VariableKind } from "./types.js";

/** A `Variable` whose facts are still being collected. */
export type OpenVariable = { -readonly [Property in keyof Variable]: Variable[Property] };

export interface ScopeOptions {
  /** `var` and function-level declarations land here. */
  readonly hoists?: boolean;
}

export class Scope {
  readonly parent: Scope | null;
  /** The function whose frame holds the variables. */
  readonly frame: FunctionNode;
  readonly hoists: boolean;
  readonly #variables = new Map<string, OpenVariable>();

  constructor(parent: Scope | null, frame: FunctionNode, options: ScopeOptions = {}) {
    this.parent = parent;
    this.frame = frame;
    this.hoists = options.hoists ?? false;
  }

  get variables(): Iterable<Variable> {
    return this.#variables.values();
  }

  own(name: string): OpenVariable | undefined {
    return this.#variables.get(name);
  }

  add(variable: OpenVariable): void {
    this.#variables.set(variable.name, variable);
  }
}

/** The variable that `name` means where `scope` is the innermost scope. */
export function lookUp(name: string, scope: Scope): OpenVariable | undefined {
  let current: Scope | null = scope;
  let found: OpenVariable | undefined;
  while (current !== null && found === undefined) {
    found = current.own(name);
    current = current.parent;
  }
  return found;
}

/** The scope that a `var` written in `scope` belongs to. */
function hoistTarget(scope: Scope): Scope {
  let current = scope;
  while (!current.hoists && current.parent !== null) {
    current = current.parent;
  }
  return current;
}

/** Counted over all files, so that the variables of two of them are told apart by number. */
let count = 0;

/** Declares variables, numbers them and remembers what each identifier stands for. */
export class Declarations {
  readonly #variables = new Map<ts.Identifier, OpenVariable>();
  readonly #initialised = new Set<OpenVariable>();

  /**
   * Declares a name in `scope` (a `var`: where it is hoisted to), or joins the variable of that name which is already there.
   *
   * @param declaration - The identifier, or the quoted name of an enum's member.
   */
  declare(declaration: ts.Identifier | ts.StringLiteralLike, kind: VariableKind, scope: Scope): OpenVariable {
    const home = kind === "var" ? hoistTarget(scope) : scope;
    const name = declaration.text;
    const variable = home.own(name) ?? parameterNamed(name, kind, home) ?? this.#create(declaration, kind, home);
    if (ts.isIdentifier(declaration)) {
      this.bind(declaration, variable);
    }
    return variable;
  }

  /** Counts a write that is part of a declaration; from the second one on, the variable is reassigned. */
  initialise(variable: OpenVariable): void {
    variable.reassigned ||= this.#initialised.has(variable);
    this.#initialised.add(variable);
  }

  bind(id: ts.Identifier, variable: OpenVariable): void {
    this.#variables.set(id, variable);
  }

  variableOf(id: ts.Identifier): Variable | undefined {
    return this.#variables.get(id);
  }

  #create(declaration: ts.Identifier | ts.StringLiteralLike, kind: VariableKind, scope: Scope): OpenVariable {
    const variable: OpenVariable = {
      id: count,
      name: declaration.text,
      kind,
      declaration,
      owner: scope.frame,
      captured: false,
      reassigned: false,
      exported: false,
    };
    count += 1;
    scope.add(variable);
    return variable;
  }
}

/** `var x` and `function x() {}` in the body of a function that has a parameter `x` are that parameter. */
function parameterNamed(name: string, kind: VariableKind, body: Scope): OpenVariable | undefined {
  const outer = body.parent;
  if (!body.hoists || outer?.frame !== body.frame || (kind !== "var" && kind !== "function")) {
    return undefined;
  }
  return outer.own(name);
}
