import ts from "typescript";
import type { FunctionNode, PropertyKey } from "../ir/types.js";
import type { Machine } from "./machine.js";
import { type State, read } from "./state.js";
import { place } from "./frame.js";
import { unwrap } from "../typed/unwrap.js";

/**
 * The name of a property, where it is known: written, or computed from a constant. Well-known symbols go by the names that the model's tables
 * give them: `[Symbol.asyncIterator]`.
 *
 * @param node The access or call that the key is part of.
 */
export function keyName(machine: Machine, state: State, key: PropertyKey, node: ts.Node): string | null {
  switch (key.kind) {
    case "name":
    case "private":
      return key.name;
    case "index":
      return String(key.index);
    case "computed": {
      const value = read(state, place(machine.frame, key.value));
      return value.kind === "constant" && value.value != null ? String(value.value) : symbolName(node);
    }
  }
}

function symbolName(node: ts.Node): string | null {
  const access = ts.isCallExpression(node) ? unwrap(node.expression) : node;
  return ts.isElementAccessExpression(access) ? wellKnown(access.argumentExpression) : null;
}

/** The name of a method that is written with one: `[Symbol.dispose]() { … }`. */
export function symbolNameOf(fn: FunctionNode): string | null {
  const name = ts.isMethodDeclaration(fn) ? fn.name : undefined;
  return name !== undefined && ts.isComputedPropertyName(name) ? wellKnown(name.expression) : null;
}

function wellKnown(key: ts.Expression): string | null {
  const known =
    ts.isPropertyAccessExpression(key) && ts.isIdentifier(key.expression) && key.expression.text === "Symbol";
  return known ? `[Symbol.${key.name.text}]` : null;
}
