/** What declarations say in writing, for which no type has to be computed. */
import ts from "typescript";

/**
 * Whether `declaration` is a function by syntax: its signature is itself, so that asking for the callee's type would tell nothing new.
 * A field or variable counts where a function type is written right behind it.
 */
export function isFunctionByDeclaration(declaration: ts.Node): boolean {
  return (
    ts.isFunctionLike(declaration) ||
    ts.isClassLike(declaration) ||
    (hasWrittenType(declaration) && declaration.type !== undefined && ts.isFunctionTypeNode(declaration.type))
  );
}

/** The return type as written; undefined where none is. JSDoc counts. */
export function writtenReturnType(declaration: ts.Node): ts.TypeNode | undefined {
  if (hasWrittenType(declaration)) {
    return declaration.type !== undefined && ts.isFunctionTypeNode(declaration.type)
      ? declaration.type.type
      : undefined;
  }
  if (!ts.isFunctionLike(declaration)) return undefined;
  return declaration.type ?? ts.getJSDocReturnType(declaration);
}

function hasWrittenType(
  node: ts.Node,
): node is ts.PropertySignature | ts.PropertyDeclaration | ts.VariableDeclaration | ts.ParameterDeclaration {
  return (
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node)
  );
}

/** False where a written type can be nothing like a promise of a Response: `void`, `string`, `Promise<void>`, `T[]`, a predicate. */
export function mayPromiseResponse(type: ts.TypeNode): boolean {
  if (ts.isTypeReferenceNode(type)) {
    const [promised] = type.typeArguments ?? [];
    return promised === undefined || mayBeResponse(promised);
  }
  return mayBeResponse(type);
}

function mayBeResponse(type: ts.TypeNode): boolean {
  return !(
    ts.isArrayTypeNode(type) ||
    ts.isTupleTypeNode(type) ||
    ts.isLiteralTypeNode(type) ||
    ts.isTypePredicateNode(type) ||
    (type.kind >= ts.SyntaxKind.FirstKeyword && type.kind <= ts.SyntaxKind.LastKeyword)
  );
}
