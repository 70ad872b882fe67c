/** Which nodes have a body of their own to lower, and which of them a node belongs to. */
import ts from "typescript";

import type { FunctionNode } from "./types.js";

const numbers = new WeakMap<FunctionNode, number>();
let count = 0;

/** A number that no other function of any file has. */
export function functionNumber(fn: FunctionNode): number {
  let number = numbers.get(fn);
  if (number === undefined) {
    number = count++;
    numbers.set(fn, number);
  }
  return number;
}

/** Whether `node` is lowered by itself: it has a body (overloads and abstract members have none). */
export function isFunctionNode(node: ts.Node): node is FunctionNode {
  if (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node)
  ) {
    return node.body !== undefined;
  }
  if (ts.isPropertyDeclaration(node)) {
    return node.initializer !== undefined;
  }
  return (
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isModuleBlock(node) ||
    ts.isSourceFile(node)
  );
}

/**
 * The function whose code `node` is part of; a function node belongs to itself. What is evaluated outside of the body it is written at
 * (computed names, decorators) belongs to the function around. Needs parent pointers.
 */
export function enclosingFunction(node: ts.Node): FunctionNode {
  let inside = node;
  if (isFunctionNode(inside)) {
    return inside;
  }
  for (;;) {
    const parent = inside.parent;
    if (ts.isDecorator(inside)) {
      // A decorator, also one of a parameter, runs where its class is defined.
      inside = decoratedClass(parent);
    } else if (isFunctionNode(parent) && !isOutsideOf(parent, inside)) {
      return parent;
    } else {
      inside = parent;
    }
  }
}

function decoratedClass(decorated: ts.Node): ts.Node {
  let node = decorated;
  while (!ts.isClassLike(node) && !ts.isSourceFile(node.parent)) {
    node = node.parent;
  }
  return node;
}

function isOutsideOf(owner: FunctionNode, child: ts.Node): boolean {
  return "name" in owner && owner.name === child && ts.isComputedPropertyName(child);
}

export function isGenerator(fn: FunctionNode): boolean {
  return "asteriskToken" in fn && fn.asteriskToken !== undefined;
}
