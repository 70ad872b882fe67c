/** The place of a declaration, written as an `Origin`. */
import ts from "typescript";
import { majorOf, packageOf, THIS_PROGRAM } from "./package-of.js";
import type { Origin } from "./types.js";

/**
 * Where `declaration` stands: its package, ambient module, and the names around it.
 *
 * Signatures have no name of their own: a constructor, call or construct signature is the class or interface it belongs to. A function
 * *type* is the member, variable, alias or parameter it is the type of; anywhere deeper (in a union, a return type, an array) the path
 * gets an element `()`, so that what a member returns is never taken for the member.
 *
 * @example originOf(program, declarationOfRequest) // { package: "undici", module: null, path: ["Dispatcher", "request"] }
 */
export function originOf(program: ts.Program, declaration: ts.Node): Origin {
  const sourceFile = declaration.getSourceFile();
  const path: string[] = [];
  let module: string | null = null;
  for (let node = declaration; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isModuleDeclaration(node)) {
      if (isGlobalAugmentation(node)) break;
      if (ts.isStringLiteral(node.name)) {
        module = withoutNodeScheme(node.name.text);
        break;
      }
    }
    const name = pathElement(node);
    if (name !== undefined) path.unshift(name);
  }
  const origin = { package: packageOf(program, sourceFile), module, path };
  if (origin.package === THIS_PROGRAM) return { ...origin, file: sourceFile.fileName };
  const major = majorOf(sourceFile);
  return major === undefined ? origin : { ...origin, major };
}

/** `node:http` and `http` are one module. */
function withoutNodeScheme(specifier: string): string {
  return specifier.startsWith("node:") ? specifier.slice("node:".length) : specifier;
}

/** `declare global`; told by its name, for the flag is not in every backend. */
function isGlobalAugmentation(node: ts.ModuleDeclaration): boolean {
  return (
    ts.isIdentifier(node.name) && node.name.text === "global" && (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0
  );
}

function pathElement(node: ts.Node): string | undefined {
  if (ts.isFunctionTypeNode(node) || ts.isConstructorTypeNode(node)) return isTypeOfNamed(node) ? undefined : "()";
  if (ts.isExportAssignment(node)) return "default";
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name?.text ?? "default";
  if (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isGetAccessor(node) ||
    ts.isSetAccessor(node) ||
    ts.isEnumMember(node)
  ) {
    return nameText(node.name);
  }
  return undefined;
}

function nameText(name: ts.PropertyName | ts.BindingName): string {
  if (ts.isComputedPropertyName(name)) {
    // `[Symbol.asyncIterator]`: written as the language writes it.
    return ts.isPropertyAccessExpression(name.expression) ? `[${name.expression.getText()}]` : "[]";
  }
  return ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name) ? "{}" : name.text;
}

/** Whether a function type is, but for parentheses, the whole type of what declares it. */
function isTypeOfNamed(node: ts.FunctionTypeNode | ts.ConstructorTypeNode): boolean {
  let type: ts.TypeNode = node;
  while (ts.isParenthesizedTypeNode(type.parent)) type = type.parent;
  const { parent } = type;
  return (
    (ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isTypeAliasDeclaration(parent)) &&
    parent.type === type
  );
}
