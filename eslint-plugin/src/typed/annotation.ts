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

/**
 * False where a written return type can be nothing like a promise of a Response: `void`, `string`, `Promise<void>`, `T[]`, a predicate, a
 * function. Nor a type parameter that the caller fills in, or a helper with a body: what its callback returns is for its summary to say.
 */
export function mayPromiseResponse(type: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(type)) return mayPromiseResponse(type.type);
  // Without `strictNullChecks`, `Promise<Response> | null` is `Promise<Response>`.
  if (ts.isUnionTypeNode(type)) return type.types.some(mayPromiseResponse);
  if (!ts.isTypeReferenceNode(type)) return !isOtherwise(type);
  const [promised] = type.typeArguments ?? [];
  return promised === undefined ? boundOf(type) === undefined : mayBeResponse(promised);
}

function mayBeResponse(type: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(type)) return mayBeResponse(type.type);
  if (ts.isUnionTypeNode(type)) return type.types.some(mayBeResponse);
  const bound = ts.isTypeReferenceNode(type) ? boundOf(type) : undefined;
  return !isOtherwise(type) && (bound === undefined || bound.constraint !== undefined);
}

/** Types that say by their syntax that they are neither a promise nor a Response. */
export function isOtherwise(type: ts.TypeNode): boolean {
  return (
    ts.isArrayTypeNode(type) ||
    ts.isTupleTypeNode(type) ||
    ts.isLiteralTypeNode(type) ||
    ts.isTemplateLiteralTypeNode(type) ||
    ts.isTypePredicateNode(type) ||
    ts.isTypeOperatorNode(type) ||
    ts.isFunctionTypeNode(type) ||
    ts.isConstructorTypeNode(type) ||
    (type.kind >= ts.SyntaxKind.FirstKeyword && type.kind <= ts.SyntaxKind.LastKeyword)
  );
}

/** The type parameter that a name is, if it is one of the function whose return type it stands in, or of a function with a body around that. */
function boundOf({ typeName }: ts.TypeReferenceNode): ts.TypeParameterDeclaration | undefined {
  if (!ts.isIdentifier(typeName)) return undefined;
  let nearest = true;
  for (let node: ts.Node = typeName; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isFunctionLike(node)) continue;
    const bound = node.typeParameters?.find(({ name }) => name.text === typeName.text);
    if (bound !== undefined && (nearest || hasBody(node))) return bound;
    nearest = false;
  }
  return undefined;
}

function hasBody(node: ts.SignatureDeclaration): boolean {
  return "body" in node && node.body !== undefined;
}
