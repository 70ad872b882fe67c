/** What runs where an object is made of a class of the program. */
import ts from "typescript";
import { isBody, targetsOf } from "./targets.js";
import type { CallNode, TypedFile } from "./types.js";

/** Longest chain of classes without a constructor of their own that is followed. */
export const longestChain = 8;

/**
 * The constructor that `new C(…)` runs: that of the class or the nearest one above it.
 *
 * @returns null if there is none to run; undefined where a class above is not written out in the program.
 * @example constructorOf(`class NotFound extends HttpError {}`, file) // the constructor of HttpError
 */
export function constructorOf(
  declaration: ts.ClassLikeDeclaration,
  file: TypedFile,
): ts.ConstructorDeclaration | null | undefined {
  let at: ts.ClassLikeDeclaration | undefined = declaration;
  for (let step = 0; at !== undefined && step < longestChain; step++) {
    const own: ts.ConstructorDeclaration | undefined = at.members.find(
      (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && isBody(member),
    );
    if (own !== undefined) return own;
    if (heritageOf(at) === undefined) return null;
    at = baseOf(at, file);
  }
  return undefined;
}

/** The same for `super(…)`, in a constructor. */
export function superConstructorOf(call: CallNode, file: TypedFile): ts.ConstructorDeclaration | null | undefined {
  const derived = ts.findAncestor(call, ts.isClassLike);
  const base = derived && baseOf(derived, file);
  return base && constructorOf(base, file);
}

/** Whether `call` is `super(…)`. */
export function isSuperCall(call: CallNode): boolean {
  return ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.SuperKeyword;
}

export function heritageOf({ heritageClauses }: ts.ClassLikeDeclaration): ts.Expression | undefined {
  return heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}

/** The class that `declaration` extends, where it is written out in the program. */
export function baseOf(declaration: ts.ClassLikeDeclaration, file: TypedFile): ts.ClassLikeDeclaration | undefined {
  const heritage = heritageOf(declaration);
  if (heritage === undefined) return undefined;
  const [target, ...others] = targetsOf(heritage, file, "names");
  return target?.kind === "body" && others.length === 0 && ts.isClassLike(target.declaration)
    ? target.declaration
    : undefined;
}
