/** What types tell of a callee, for those who ask why a call acquires nothing. */
import ts from "typescript";
import { calleeOperands } from "./signature.js";
import type { CallNode, TypedFile } from "./types.js";
import { unwrap } from "./unwrap.js";

export type Untyped =
  /** What it comes from is imported from a module for which no declarations are found. */
  | { readonly by: "import"; readonly module: string }
  /** Nothing declares the name. */
  | { readonly by: "name"; readonly name: string }
  /** It is declared, and its type is `any`. */
  | { readonly by: "any" };

/** How far from variable to variable an import is looked for. */
const longestChain = 8;

/**
 * Why the callee has no type.
 *
 * @returns undefined if it has one.
 * @example untypedCallee(`got(url)`, file) // import got from "got" is not installed: { by: "import", module: "got" }
 */
export function untypedCallee(call: CallNode, file: TypedFile): Untyped | undefined {
  const { checker } = file;
  const operand = calleeOperands(call, file).find(
    ({ expression }) => (checker.getTypeAtLocation(expression).flags & ts.TypeFlags.Any) !== 0,
  );
  return operand && causeOf(operand.expression, checker);
}

function causeOf(expression: ts.Expression, checker: ts.TypeChecker): Untyped {
  let at = expression;
  for (let step = 0; step < longestChain; step++) {
    const root = rootOf(at);
    const required = requiredModule(root);
    if (required !== undefined) return missing(required, checker);
    if (!ts.isIdentifier(root)) break;
    const [declaration] = checker.getSymbolAtLocation(root)?.declarations ?? [];
    if (declaration === undefined) return { by: "name", name: root.text };
    const specifier = moduleSpecifierOf(declaration);
    if (specifier !== undefined) return missing(specifier, checker);
    const initializer = initializerOf(declaration);
    if (initializer === undefined) break;
    at = initializer;
  }
  return { by: "any" };
}

function missing(specifier: ts.StringLiteralLike, checker: ts.TypeChecker): Untyped {
  const found = checker.getSymbolAtLocation(specifier) !== undefined;
  return found ? { by: "any" } : { by: "import", module: specifier.text };
}

/** `axios` in `(await axios.create(…)).get`. */
function rootOf(expression: ts.Expression): ts.Expression {
  for (let at = unwrap(expression); ;) {
    if (requiredModule(at) !== undefined) return at;
    if (
      !ts.isPropertyAccessExpression(at) &&
      !ts.isElementAccessExpression(at) &&
      !ts.isCallExpression(at) &&
      !ts.isNewExpression(at) &&
      !ts.isAwaitExpression(at)
    ) {
      return at;
    }
    at = unwrap(at.expression);
  }
}

/** `import("x")`, and in JavaScript `require("x")`: in TypeScript the latter gives `any` whatever is installed. */
function requiredModule(expression: ts.Expression): ts.StringLiteralLike | undefined {
  if (!ts.isCallExpression(expression)) return undefined;
  const callee = expression.expression;
  const requires =
    ts.isIdentifier(callee) && callee.text === "require" && /\.[cm]?jsx?$/iu.test(expression.getSourceFile().fileName);
  const [module] = expression.arguments;
  const loads = requires || callee.kind === ts.SyntaxKind.ImportKeyword;
  return loads && module !== undefined && ts.isStringLiteralLike(module) ? module : undefined;
}

function moduleSpecifierOf(declaration: ts.Declaration): ts.StringLiteralLike | undefined {
  for (let node: ts.Node = declaration; !ts.isSourceFile(node) && !ts.isStatement(node); node = node.parent) {
    if (ts.isImportClause(node)) {
      const { moduleSpecifier } = node.parent;
      return ts.isStringLiteralLike(moduleSpecifier) ? moduleSpecifier : undefined;
    }
  }
  if (!ts.isImportEqualsDeclaration(declaration)) return undefined;
  const { moduleReference } = declaration;
  return ts.isExternalModuleReference(moduleReference) && ts.isStringLiteralLike(moduleReference.expression)
    ? moduleReference.expression
    : undefined;
}

function initializerOf(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration)) return declaration.initializer;
  if (!ts.isBindingElement(declaration)) return undefined;
  const pattern = declaration.parent.parent;
  return ts.isVariableDeclaration(pattern) ? pattern.initializer : undefined;
}

/** The type of what `call` gives, as TypeScript writes it. */
export function resultText(call: CallNode, { checker }: TypedFile): string {
  return checker.typeToString(checker.getTypeAtLocation(call));
}
