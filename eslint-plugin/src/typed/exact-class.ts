/**
 * Classes of which it is written out what an object made of them has, all the way up: which method a call reaches, which accessor a property
 * runs, in which order fields and constructors run.
 *
 * Errs towards "not known": a class above that is not in the program or not known by name, a decorator, a computed name, a constructor that
 * returns another object or asks for `new.target`, an object that can be awaited.
 */
import ts from "typescript";
import { baseOf, heritageOf, longestChain } from "./constructors.js";
import { remembered } from "./remembered.js";
import { isBody, targetsOf } from "./targets.js";
import type { TypedFile } from "./types.js";

/** A method, or the accessors of one name. */
export interface ClassMember {
  readonly method?: ts.MethodDeclaration;
  readonly get?: ts.GetAccessorDeclaration;
  readonly set?: ts.SetAccessorDeclaration;
}

export interface ExactClass {
  readonly declaration: ts.ClassLikeDeclaration;
  readonly base: ExactClass | null;
  /** Its own, null where it has none. */
  readonly constructedBy: ts.ConstructorDeclaration | null;
  /** Those of its own objects, in the order of the source. */
  readonly fields: readonly ts.PropertyDeclaration[];
  /** Its own, by name. Well-known symbols go by the names that the model's tables give them: `[Symbol.dispose]`. */
  readonly members: ReadonlyMap<string, ClassMember>;
  /** Names that code outside of the class cannot use, those above it included. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * The class that `made` makes an object of, and of no other.
 *
 * @returns null where that is not known, or not what such an object has.
 * @example exactClassMadeBy(`new Reader(response)`, file) // class Reader
 */
export const exactClassMadeBy = remembered((made: ts.NewExpression, file): ExactClass | null => {
  const [target, ...others] = targetsOf(made.expression, file, "names");
  return target?.kind === "body" && others.length === 0 && ts.isClassLike(target.declaration)
    ? exactClass(target.declaration, file)
    : null;
});

/**
 * Whether an object of a class is an instance of what an expression names.
 *
 * @returns undefined where that is no class of the program.
 */
export function isMadeOf(of: ExactClass, named: ts.Expression, file: TypedFile): boolean | undefined {
  const [target, ...others] = targetsOf(named, file, "names");
  if (target?.kind !== "body" || others.length > 0 || !ts.isClassLike(target.declaration)) return undefined;
  for (let at: ExactClass | null = of; at !== null; at = at.base) {
    if (at.declaration === target.declaration) return true;
  }
  return false;
}

const exactClass = remembered((declaration: ts.ClassLikeDeclaration, file): ExactClass | null => {
  const chain = chainOf(declaration, file);
  if (chain === null || !chain.every(isPlain) || isRedeclared(chain)) return null;
  let known: ExactClass | null = null;
  for (const each of [...chain].reverse()) known = describe(each, known);
  return known;
});

/** The class and those above it, nearest first; null where one of them is not known. */
function chainOf(declaration: ts.ClassLikeDeclaration, file: TypedFile): readonly ts.ClassLikeDeclaration[] | null {
  const chain: ts.ClassLikeDeclaration[] = [];
  let at: ts.ClassLikeDeclaration | undefined = declaration;
  while (at !== undefined && chain.length < longestChain) {
    chain.push(at);
    if (heritageOf(at) === undefined) return chain;
    at = baseOf(at, file);
  }
  return null;
}

function isPlain(declaration: ts.ClassLikeDeclaration): boolean {
  return (
    !isDecorated(declaration) &&
    declaration.members.every((member) => !isDecorated(member) && (isStatic(member) || isPlainMember(member)))
  );
}

function isPlainMember(member: ts.ClassElement): boolean {
  if (ts.isConstructorDeclaration(member)) return !member.parameters.some(isDecorated) && !isPeculiar(member);
  if (member.name === undefined) return true;
  const name = memberName(member.name);
  // Who awaits it calls that.
  return name !== null && name !== "then";
}

function isDecorated(node: ts.Node): boolean {
  return ts.canHaveDecorators(node) && ts.getDecorators(node) !== undefined;
}

function isStatic(member: ts.ClassElement): boolean {
  return hasModifier(member, ts.ModifierFlags.Static);
}

function hasModifier(node: ts.Declaration, flags: ts.ModifierFlags): boolean {
  return (ts.getCombinedModifierFlags(node) & flags) !== 0;
}

/** It returns an object of its choice, or asks what is being made. */
function isPeculiar({ body }: ts.ConstructorDeclaration): boolean {
  const isIn = (node: ts.Node): boolean => {
    if (ts.isReturnStatement(node)) return node.expression !== undefined;
    if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.NewKeyword;
    return !ts.isFunctionLike(node) && !ts.isClassLike(node) && ts.forEachChild(node, isIn) === true;
  };
  return body !== undefined && isIn(body);
}

/** Private names are a class's own, and a field that is declared again may be emptied, depending on how it is compiled. */
function isRedeclared(chain: readonly ts.ClassLikeDeclaration[]): boolean {
  const seen = new Set<string>();
  return [...chain].reverse().some((declaration) => {
    const own = declaration.members.filter((member) => !isStatic(member));
    const clashes = own.some(
      (member) =>
        member.name !== undefined &&
        seen.has(memberName(member.name) ?? "") &&
        (ts.isPrivateIdentifier(member.name) || (ts.isPropertyDeclaration(member) && isBare(member))),
    );
    for (const { name } of own) if (name !== undefined) seen.add(memberName(name) ?? "");
    for (const name of parameterProperties(declaration)) seen.add(name);
    return clashes;
  });
}

function isOnlyDeclared(field: ts.PropertyDeclaration): boolean {
  return hasModifier(field, ts.ModifierFlags.Ambient) || hasModifier(field, ts.ModifierFlags.Abstract);
}

/** It has no value to begin with. */
function isBare(field: ts.PropertyDeclaration): boolean {
  return field.initializer === undefined && !isOnlyDeclared(field);
}

function parameterProperties({ members }: ts.ClassLikeDeclaration): readonly string[] {
  const constructors = members.filter((member) => ts.isConstructorDeclaration(member));
  return constructors.flatMap((own) =>
    own.parameters.flatMap((parameter) =>
      ts.isParameterPropertyDeclaration(parameter, own) && ts.isIdentifier(parameter.name) ? [parameter.name.text] : [],
    ),
  );
}

function describe(declaration: ts.ClassLikeDeclaration, base: ExactClass | null): ExactClass {
  const members = new Map<string, ClassMember>();
  const fields: ts.PropertyDeclaration[] = [];
  const hidden = new Set(base?.hidden);
  for (const member of declaration.members) {
    const name = member.name && memberName(member.name);
    if (name === undefined || name === null || isStatic(member)) continue;
    if (
      ts.isPrivateIdentifier(member.name ?? member) ||
      hasModifier(member, ts.ModifierFlags.NonPublicAccessibilityModifier)
    ) {
      hidden.add(name);
    }
    if (ts.isPropertyDeclaration(member)) {
      if (!isOnlyDeclared(member)) fields.push(member);
    } else if (isBody(member)) {
      members.set(name, { ...members.get(name), ...memberOf(member) });
    }
  }
  const constructedBy = declaration.members.find(
    (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && isBody(member),
  );
  for (const parameter of constructedBy?.parameters ?? []) {
    if (ts.isIdentifier(parameter.name) && hasModifier(parameter, ts.ModifierFlags.NonPublicAccessibilityModifier)) {
      hidden.add(parameter.name.text);
    }
  }
  return { declaration, base, constructedBy: constructedBy ?? null, fields, members, hidden };
}

function memberOf(member: ts.Node): ClassMember {
  if (ts.isMethodDeclaration(member)) return { method: member };
  if (ts.isGetAccessorDeclaration(member)) return { get: member };
  return ts.isSetAccessorDeclaration(member) ? { set: member } : {};
}

/** null where it is computed. */
export function memberName(name: ts.PropertyName): string | null {
  if (!ts.isComputedPropertyName(name)) return name.text;
  const { expression } = name;
  const isWellKnown =
    ts.isPropertyAccessExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === "Symbol";
  return isWellKnown ? `[Symbol.${expression.name.text}]` : null;
}
