/**
 * Whether what is written as a type can hold a response, without asking for the type. Names are looked up to where they are declared, so that
 * `Promise<Hash>` is known to hold none if `type Hash = string`, nor `Promise<Token>` if `interface Token { id: string }`.
 *
 * Errs towards "may": what is computed (conditional, mapped, indexed types), classes, and whatever has methods of its own.
 */
import ts from "typescript";
import { isOtherwise } from "./annotation.js";
import { keptByFile } from "./kept-by-file.js";

/** Names within names that are followed; what lies further in may hold a response. */
const deepest = 6;

/**
 * False where a written type can hold no response, not even in an object, a list or a promise: `void`, `string`, `Promise<number>`.
 *
 * @param checker - To look names up with; without it, a name may stand for anything.
 */
export function mayHoldResponse(type: ts.TypeNode, checker: ts.TypeChecker | null, depth = 0): boolean {
  const mayHold = (inner: ts.TypeNode): boolean => mayHoldResponse(inner, checker, depth);
  if (ts.isParenthesizedTypeNode(type)) return mayHold(type.type);
  if (ts.isUnionTypeNode(type)) return type.types.some(mayHold);
  if (ts.isArrayTypeNode(type)) return mayHold(type.elementType);
  if (ts.isTupleTypeNode(type)) return true;
  if (ts.isTypeLiteralNode(type)) return mayMembersHold(type.members, checker, depth);
  if (!ts.isTypeReferenceNode(type)) {
    return anything.has(type.kind) || !isOtherwise(type) || ts.isTypeOperatorNode(type);
  }
  const { typeArguments, typeName } = type;
  if (
    ts.isIdentifier(typeName) &&
    containers.has(typeName.text) &&
    !ownNames(type.getSourceFile()).has(typeName.text)
  ) {
    return typeArguments?.some(mayHold) ?? true;
  }
  return typeArguments?.some(mayHold) === true || mayNameHold(typeName, checker, depth + 1);
}

const anything: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AnyKeyword,
  ts.SyntaxKind.UnknownKeyword,
  ts.SyntaxKind.ObjectKeyword,
]);

/** Of the language: they hold what their type arguments say. */
const containers: ReadonlySet<string> = new Set(
  (
    "Promise PromiseLike Generator AsyncGenerator Iterable AsyncIterable Iterator AsyncIterator IterableIterator AsyncIterableIterator " +
    "Array ReadonlyArray Set ReadonlySet Map ReadonlyMap Record Partial Required Readonly NonNullable"
  ).split(" "),
);

/** What a file imports and declares at its top: a `Record` among these is not the language's. */
const ownNames = keptByFile(({ statements }): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const statement of statements) {
    if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings } = statement.importClause ?? {};
      if (name !== undefined) names.add(name.text);
      if (namedBindings !== undefined && ts.isNamedImports(namedBindings)) {
        for (const element of namedBindings.elements) names.add(element.name.text);
      }
    } else if (isTypeDeclaration(statement) && statement.name !== undefined) names.add(statement.name.text);
  }
  return names;
});

function isTypeDeclaration(
  statement: ts.Statement,
): statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration {
  return (
    ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isClassDeclaration(statement)
  );
}

/** Of platforms: they hold bytes, a time, an address. */
const plain: ReadonlySet<string> = new Set(
  "ArrayBuffer ArrayBufferLike Blob Buffer DataView Date File Headers RegExp URL URLSearchParams Uint8Array".split(" "),
);

function mayNameHold(name: ts.EntityName, checker: ts.TypeChecker | null, depth: number): boolean {
  if (checker === null || depth > deepest) return true;
  const declarations = declarationsOf(name, checker);
  const isPlain = ts.isIdentifier(name) && plain.has(name.text);
  if (isPlain && declarations.every((declaration) => declaration.getSourceFile().isDeclarationFile)) return false;
  return (
    declarations.length === 0 ||
    declarations.some((declaration) => {
      if (ts.isTypeAliasDeclaration(declaration)) return mayHoldResponse(declaration.type, checker, depth);
      if (ts.isEnumDeclaration(declaration) || ts.isEnumMember(declaration)) return false;
      if (!ts.isInterfaceDeclaration(declaration)) return true;
      const { heritageClauses, members } = declaration;
      return heritageClauses !== undefined || mayMembersHold(members, checker, depth);
    })
  );
}

/** What a name stands for where it is written, through imports. */
export function declarationsOf(name: ts.EntityName, checker: ts.TypeChecker): readonly ts.Declaration[] {
  const named = checker.getSymbolAtLocation(name);
  const isAlias = named !== undefined && (named.flags & ts.SymbolFlags.Alias) !== 0;
  return (isAlias ? checker.getAliasedSymbol(named) : named)?.declarations ?? [];
}

/** What asks for nothing that a response has not may be written for one: `{ ok: boolean; status: number }`. */
const fieldsOfResponses: ReadonlySet<string> = new Set(
  "body bodyUsed headers ok redirected status statusCode statusText type url".split(" "),
);

function mayMembersHold(members: ts.NodeArray<ts.TypeElement>, checker: ts.TypeChecker | null, depth: number): boolean {
  return (
    members.some((member) => mayMemberHold(member, checker, depth)) ||
    members.every(
      ({ name, questionToken }) =>
        questionToken !== undefined ||
        (name !== undefined && ts.isIdentifier(name) && fieldsOfResponses.has(name.text)),
    )
  );
}

/** A method makes of an object more than its fields tell. */
function mayMemberHold(member: ts.TypeElement, checker: ts.TypeChecker | null, depth: number): boolean {
  if (!ts.isPropertySignature(member) && !ts.isIndexSignatureDeclaration(member)) return true;
  return (
    member.type === undefined || ts.isFunctionTypeNode(member.type) || mayHoldResponse(member.type, checker, depth)
  );
}
