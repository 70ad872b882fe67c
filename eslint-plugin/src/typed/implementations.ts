/**
 * What implements a method that is declared without a body, or overrides one: the classes of the program under an interface or a class.
 *
 * Errs towards more than one: an object literal that has a member of that name, in a file that mentions the interface, may implement it.
 */
import ts from "typescript";
import { keptByFile } from "./kept-by-file.js";
import type { TypedFile } from "./types.js";

/** A member that a class or object has as a function. */
type Member = ts.MethodSignature | ts.PropertySignature | ts.MethodDeclaration | ts.PropertyDeclaration;
type Implementation = ts.MethodDeclaration | ts.ArrowFunction | ts.FunctionExpression;
type Owner = ts.ClassLikeDeclaration | ts.InterfaceDeclaration;

/**
 * The one function of the program that a method of an interface or an abstract method stands for.
 *
 * @returns undefined where there is none, or more than one.
 * @example soleImplementation(`send(path: string): Promise<Response>`, file) // FetchTransport's send
 */
export function soleImplementation(declaration: ts.Node, file: TypedFile): Implementation | undefined {
  if (!isMember(declaration) || declaration.getSourceFile().isDeclarationFile) return undefined;
  const owner = declaration.parent;
  const name = nameOf(declaration);
  if (name === undefined || !isOwner(owner) || mayBeInLiteral(owner, name, file)) return undefined;
  const [sole, ...others] = new Set(
    descendantsOf(owner, file).flatMap((descendant) =>
      ts.isClassLike(descendant) && !isAbstract(descendant) ? [inherited(descendant, name, file)] : [],
    ),
  );
  return others.length === 0 ? sole : undefined;
}

/** Whether a class of the program below that of `declaration` has a method of that name, too. */
export function isOverridden(declaration: ts.Node, file: TypedFile): boolean {
  if (!isMember(declaration) || !isOwner(declaration.parent)) return false;
  const name = nameOf(declaration);
  if (name === undefined) return false;
  return descendantsOf(declaration.parent, file).some((below) => ownMember(below, name) !== undefined);
}

function isMember(node: ts.Node): node is Member {
  return (
    ts.isMethodSignature(node) ||
    ts.isPropertySignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isPropertyDeclaration(node)
  );
}

function isOwner(node: ts.Node): node is Owner {
  return ts.isClassLike(node) || ts.isInterfaceDeclaration(node);
}

/** Private names are nobody else's. */
function nameOf({ name }: ts.ClassElement | ts.TypeElement): string | undefined {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;
}

function isAbstract(node: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Abstract) !== 0;
}

function ownMember({ members }: Owner, name: string): ts.ClassElement | ts.TypeElement | undefined {
  return [...members].find((member) => nameOf(member) === name && !isAbstract(member) && !isOverload(member));
}

function isOverload(member: ts.ClassElement | ts.TypeElement): boolean {
  return ts.isMethodDeclaration(member) && member.body === undefined;
}

/** What an object of a class has under a name, as far as it is a function that is written out. */
function inherited(descendant: Owner, name: string, file: TypedFile): Implementation | undefined {
  const seen = new Set<Owner>([descendant]);
  for (const at of seen) {
    const member = ts.isClassLike(at) ? ownMember(at, name) : undefined;
    if (member !== undefined) return implementationIn(member);
    for (const above of parentsOf(at, file)) seen.add(above);
  }
  return undefined;
}

function implementationIn(member: ts.ClassElement | ts.TypeElement): Implementation | undefined {
  if (ts.isMethodDeclaration(member)) return member;
  const initializer = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
  return initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    ? initializer
    : undefined;
}

/** The classes and interfaces of the program that extend or implement `owner`, directly or not. */
function descendantsOf(owner: Owner, file: TypedFile): readonly Owner[] {
  const children = childrenIn(file);
  const found = new Set(children.get(owner));
  for (const below of found) for (const further of children.get(below) ?? []) found.add(further);
  return [...found];
}

const knownChildren = new WeakMap<ts.Program, ReadonlyMap<Owner, readonly Owner[]>>();

function childrenIn(file: TypedFile): ReadonlyMap<Owner, readonly Owner[]> {
  const known = knownChildren.get(file.program);
  if (known !== undefined) return known;
  const children = new Map<Owner, Owner[]>();
  for (const sourceFile of writtenFiles(file.program)) {
    for (const child of heirsIn(sourceFile)) {
      for (const parent of parentsOf(child, file)) children.set(parent, [...(children.get(parent) ?? []), child]);
    }
  }
  knownChildren.set(file.program, children);
  return children;
}

/** What a class or interface names behind `extends` and `implements`, as far as it is written out. */
function parentsOf({ heritageClauses }: Owner, { checker }: TypedFile): readonly Owner[] {
  const named = heritageClauses?.flatMap(({ types }) => types.map(({ expression }) => expression)) ?? [];
  return named.flatMap((expression) => {
    const symbol = checker.getSymbolAtLocation(expression);
    const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return ((isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.declarations ?? []).filter(isOwner);
  });
}

/** An object literal may be a class's or interface's by its shape alone. */
function mayBeInLiteral(owner: Owner, name: string, { program }: TypedFile): boolean {
  const type = owner.name?.text;
  if (type === undefined) return true;
  return writtenFiles(program).some(
    (sourceFile) => sourceFile.text.includes(type) && namesInLiterals(sourceFile).has(name),
  );
}

function writtenFiles(program: ts.Program): readonly ts.SourceFile[] {
  return program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile);
}

/** The classes and interfaces of a file that extend or implement others. Most files say by their words that they have none. */
const heirsIn = keptByFile((sourceFile): readonly Owner[] => {
  const heirs: Owner[] = [];
  if (!/\b(?:class|interface)\b/u.test(sourceFile.text) || !/\b(?:extends|implements)\b/u.test(sourceFile.text)) {
    return heirs;
  }
  walk(sourceFile, (node) => {
    if (isOwner(node) && node.heritageClauses !== undefined) heirs.push(node);
  });
  return heirs;
});

/** Names that functions have in the object literals of a file. */
const namesInLiterals = keptByFile((sourceFile): ReadonlySet<string> => {
  const names = new Set<string>();
  walk(sourceFile, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    for (const property of node.properties) {
      const { name } = property;
      if (name !== undefined && ts.isIdentifier(name) && mayBeFunction(property)) names.add(name.text);
    }
  });
  return names;
});

function walk(sourceFile: ts.SourceFile, visit: (node: ts.Node) => void): void {
  const waiting: ts.Node[] = [sourceFile];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visit(node);
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
}

function mayBeFunction(property: ts.ObjectLiteralElementLike): boolean {
  return !ts.isPropertyAssignment(property) || !ts.isLiteralExpression(property.initializer);
}
