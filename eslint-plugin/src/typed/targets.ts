/**
 * What a callee expression may stand for, by following names to their declarations: imports and re-exports, `const` initialisers, defaults
 * of parameters and of destructuring, properties of object literals. Only names are looked up here; types are asked where a name ends
 * without a function (see origin.ts).
 *
 * Errs towards "value": a name that is not followed (a reassigned `let`, a call's result) says nothing about what is called.
 */
import ts from "typescript";
import { writtenReturnType } from "./annotation.js";
import { indirectionOf } from "./callee.js";
import { soleImplementation } from "./implementations.js";
import type { TypedFile } from "./types.js";
import { operandsOf, unwrap } from "./unwrap.js";

/** A function or class written out in a file that is not a declaration file. */
export type Body = ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration;

export type CalleeTarget =
  /** Its body is in the program. */
  | { readonly kind: "body"; readonly declaration: Body }
  /** It is declared, without a body: in a `.d.ts`, as an interface's member, `declare function`, an abstract method, a field. */
  | { readonly kind: "declared"; readonly declaration: ts.Declaration }
  /** A value that comes from elsewhere: a call's result, or what a parameter or a variable that may be written again holds. */
  | { readonly kind: "value"; readonly variable?: ts.ParameterDeclaration | ts.VariableDeclaration };

/** Longest chain of names that is followed; past it the callee is a value from elsewhere. */
const LONGEST_CHAIN = 24;

/**
 * How far to follow. `names` stops where a name is taken out of a value that has to be typed first: `const { schedule } = makeScheduler()`.
 */
export type Reach = "names" | "members";

/**
 * Everything that `operand`, one operand of a callee, may stand for; at least one target.
 *
 * @example targetsOf(`fetchImpl`, file) // parameter `fetchImpl = fetch`: [declared: lib's fetch, value]
 */
export function targetsOf(operand: ts.Expression, file: TypedFile, reach: Reach = "members"): readonly CalleeTarget[] {
  const walk = new Walk(file, reach);
  walk.expression(operand);
  return walk.targets;
}

const VALUE: CalleeTarget = { kind: "value" };

class Walk {
  readonly targets: CalleeTarget[] = [];
  readonly #checker: ts.TypeChecker;
  readonly #file: TypedFile;
  readonly #reach: Reach;
  readonly #seen: Set<ts.Symbol>;

  constructor(file: TypedFile, reach: Reach, seen = new Set<ts.Symbol>()) {
    this.#file = file;
    this.#reach = reach;
    this.#checker = file.checker;
    this.#seen = seen;
  }

  expression(expression: ts.Expression): void {
    for (const operand of operandsOf(expression)) this.#operand(operand);
  }

  #operand(operand: ts.Expression): void {
    if (ts.isFunctionExpression(operand) || ts.isArrowFunction(operand) || ts.isClassExpression(operand)) {
      this.targets.push({ kind: "body", declaration: operand });
      return;
    }
    const name = nameOf(operand);
    if (name !== undefined) {
      this.#symbol(this.#checker.getSymbolAtLocation(name));
      return;
    }
    // Arguments bound here would shift those of the call, so only a bound `this` is looked through.
    const indirection = indirectionOf(operand, this.#file);
    if (indirection?.method === "bind" && indirection.arguments.length <= 1) this.expression(indirection.target);
    else if (ts.isCallExpression(operand)) this.#result(operand);
    else this.targets.push(VALUE);
  }

  /** What a function returns is a value from elsewhere, unless a function type is written there. */
  #result(call: ts.CallExpression): void {
    const maker = new Walk(this.#file, this.#reach, this.#seen);
    maker.expression(call.expression);
    for (const target of maker.targets) {
      const written = target.kind === "value" ? undefined : writtenReturnType(target.declaration);
      this.targets.push(
        written !== undefined && ts.isFunctionTypeNode(written) ? { kind: "declared", declaration: written } : VALUE,
      );
    }
  }

  #symbol(named: ts.Symbol | undefined): void {
    const symbol =
      named !== undefined && (named.flags & ts.SymbolFlags.Alias) !== 0 ? this.#checker.getAliasedSymbol(named) : named;
    const declarations = valueDeclarations(symbol);
    if (symbol === undefined || declarations.length === 0 || this.#seen.size >= LONGEST_CHAIN) {
      this.targets.push(VALUE);
      return;
    }
    // A name that leads back to itself (`const f = f ?? g`) adds nothing.
    if (this.#seen.has(symbol)) return;
    this.#seen.add(symbol);
    for (const declaration of declarations) this.#declaration(declaration);
  }

  #declaration(declaration: ts.Declaration): void {
    if (ts.isSourceFile(declaration)) {
      // A module that is called, `require("./module")()`: what it exports may be assigned in any way.
      this.targets.push(VALUE);
    } else if (ts.isFunctionLike(declaration) || ts.isClassLike(declaration)) {
      this.targets.push(isBody(declaration) ? { kind: "body", declaration } : this.#declared(declaration));
    } else if (ts.isVariableDeclaration(declaration)) {
      this.#variable(declaration);
    } else if (ts.isParameter(declaration)) {
      if (declaration.initializer !== undefined) this.expression(declaration.initializer);
      this.targets.push({ kind: "value", variable: declaration });
    } else if (ts.isBindingElement(declaration)) {
      this.#bindingElement(declaration);
    } else if (ts.isPropertyAssignment(declaration)) {
      this.expression(declaration.initializer);
    } else if (ts.isShorthandPropertyAssignment(declaration)) {
      this.#symbol(this.#checker.getShorthandAssignmentValueSymbol(declaration));
    } else if (ts.isPropertyDeclaration(declaration)) {
      this.#field(declaration);
    } else if (ts.isExportAssignment(declaration)) {
      this.expression(declaration.expression);
    } else if (isAssignmentInJavaScript(declaration)) {
      this.expression(declaration.parent.right);
    } else {
      this.targets.push(this.#declared(declaration));
    }
  }

  /** A member of an interface or an abstract class is what the only class that implements it has. */
  #declared(declaration: ts.Declaration): CalleeTarget {
    const sole = soleImplementation(declaration, this.#file);
    return sole === undefined ? { kind: "declared", declaration } : { kind: "body", declaration: sole };
  }

  #variable(declaration: ts.VariableDeclaration): void {
    if (declaration.initializer === undefined) {
      // `declare const f: …` says what it is; `let f;` does not.
      this.targets.push(
        isAmbient(declaration) ? { kind: "declared", declaration } : { kind: "value", variable: declaration },
      );
    } else if ((ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0) {
      this.expression(declaration.initializer);
    } else {
      this.targets.push({ kind: "value", variable: declaration });
    }
  }

  #bindingElement(element: ts.BindingElement): void {
    if (element.initializer !== undefined) this.expression(element.initializer);
    const key = element.propertyName ?? element.name;
    const isFollowed = this.#reach === "members" || isOfNamed(element.parent);
    const property =
      isFollowed && ts.isObjectBindingPattern(element.parent) && element.dotDotDotToken === undefined && isPlainKey(key)
        ? this.#checker.getPropertyOfType(this.#checker.getTypeAtLocation(element.parent), key.text)
        : undefined;
    this.#symbol(property);
  }

  #field(declaration: ts.PropertyDeclaration): void {
    const { initializer } = declaration;
    const fixed = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0;
    if (
      initializer !== undefined &&
      (fixed || ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    ) {
      this.expression(initializer);
    } else {
      this.targets.push({ kind: "declared", declaration });
    }
  }
}

/** The node whose symbol an operand names, if it is a name at all. */
function nameOf(operand: ts.Expression): ts.Node | undefined {
  if (ts.isIdentifier(operand)) return operand;
  if (ts.isPropertyAccessExpression(operand)) return operand.name;
  if (ts.isElementAccessExpression(operand) && ts.isStringLiteralLike(operand.argumentExpression)) {
    return operand.argumentExpression;
  }
  return undefined;
}

/**
 * The declarations that say what a symbol is as a value: not the interfaces, type aliases and namespaces merged with it, and where a body
 * is among them not the overloads before it.
 */
function valueDeclarations(symbol: ts.Symbol | undefined): readonly ts.Declaration[] {
  const all = symbol?.declarations ?? [];
  const values = all.filter(
    (node) => !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node) && !ts.isModuleDeclaration(node),
  );
  const bodies = values.filter(isBody);
  return values.filter(
    (node) =>
      !(ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) ||
      isBody(node) ||
      !bodies.some((body) => (body as ts.Node).parent === (node as ts.Node).parent),
  );
}

/** Whether `node` is a function or class that is written out in a file that is not a declaration file. */
export function isBody(node: ts.Node): node is Body {
  if (node.getSourceFile().isDeclarationFile) return false;
  if (ts.isClassLike(node)) return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Ambient) === 0;
  return ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
}

function isAmbient(declaration: ts.VariableDeclaration): boolean {
  return (
    declaration.getSourceFile().isDeclarationFile ||
    (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) !== 0
  );
}

/** Whether a pattern takes apart what has a name, or a written type: `{ fetch } = globalThis`, `({ fetch }: Options) => …`. */
function isOfNamed(pattern: ts.BindingPattern): boolean {
  const { parent } = pattern;
  if (ts.isBindingElement(parent)) return isOfNamed(parent.parent);
  if (parent.type !== undefined) return true;
  return parent.initializer !== undefined && operandsOf(parent.initializer).every(isNamed);
}

function isNamed(value: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(value)) return isNamed(unwrap(value.expression));
  return ts.isIdentifier(value) || value.kind === ts.SyntaxKind.ThisKeyword || isRequire(value);
}

function isRequire(value: ts.Expression): boolean {
  return ts.isCallExpression(value) && ts.isIdentifier(value.expression) && value.expression.text === "require";
}

function isPlainKey(key: ts.PropertyName | ts.BindingName): key is ts.Identifier | ts.StringLiteral {
  return ts.isIdentifier(key) || ts.isStringLiteral(key);
}

/** `exports.f = …`, `this.f = …`, `F.prototype.f = …`: in JavaScript the assignment declares. */
function isAssignmentInJavaScript(
  declaration: ts.Node,
): declaration is ts.Declaration & { readonly parent: ts.BinaryExpression } {
  return (
    ts.isBinaryExpression(declaration.parent) &&
    declaration.parent.left === declaration &&
    declaration.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}
