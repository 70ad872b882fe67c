/** Destructuring, in declarations (binding patterns) and in assignments (literals read as patterns). */
import ts from "typescript";

import type { FunctionBuilder } from "./builder.js";
import { lowerTarget, writeTarget } from "./lower-assignments.js";
import type { AssignmentPattern } from "./lower-assignments.js";
import { lowerExpression } from "./lower-expressions.js";
import { lowerPropertyName } from "./lower-keys.js";
import type { PropertyKey, Temp } from "./types.js";

/**
 * Declares the names in `name` with what `value` holds.
 *
 * @param node - The declaration, which the write of a plain name is attributed to.
 * @param initializer - Whether no older value can be lost: false for a `var` that runs again.
 */
export function lowerBinding(
  builder: FunctionBuilder,
  name: ts.BindingName,
  node: ts.Node,
  value: Temp,
  initializer: boolean,
): void {
  if (ts.isIdentifier(name)) {
    const variable = builder.scopes.variableOf(name);
    if (variable !== undefined) {
      builder.emit({ kind: "store", node, variable, value, initializer });
    }
    return;
  }
  const taken: PropertyKey[] = [];
  const pattern = ts.isArrayBindingPattern(name) ? "array" : "object";
  name.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) {
      taken.push({ kind: "index", index });
    } else {
      builder.descend();
      lowerBindingElement(builder, element, { pattern, source: value, taken, index, initializer });
      builder.ascend();
    }
  });
}

interface PatternPosition {
  readonly pattern: "array" | "object";
  readonly source: Temp;
  /** Keys of the elements before, which a rest element leaves out. */
  readonly taken: PropertyKey[];
  readonly index: number;
  readonly initializer: boolean;
}

function lowerBindingElement(builder: FunctionBuilder, element: ts.BindingElement, at: PatternPosition): void {
  if (element.dotDotDotToken !== undefined) {
    const rest = lowerRest(builder, element, at);
    lowerBinding(builder, element.name, element, rest, at.initializer);
    return;
  }
  const key = at.pattern === "array" ? ({ kind: "index", index: at.index } as const) : bindingKey(builder, element);
  at.taken.push(key);
  const value = builder.value({ kind: "get", node: element, object: at.source, key });
  lowerBinding(
    builder,
    element.name,
    element,
    lowerDefault(builder, element, value, element.initializer),
    at.initializer,
  );
}

function lowerRest(
  builder: FunctionBuilder,
  node: ts.Node,
  { source, pattern, taken }: Pick<PatternPosition, "source" | "pattern" | "taken">,
): Temp {
  return builder.value({ kind: "rest", node, source, pattern, taken: [...taken] });
}

function bindingKey(builder: FunctionBuilder, element: ts.BindingElement): PropertyKey {
  if (element.propertyName !== undefined) {
    return lowerPropertyName(builder, element.propertyName);
  }
  // Without a key the name is a plain identifier; a pattern there is a syntax error.
  return { kind: "name", name: ts.isIdentifier(element.name) ? element.name.text : "" };
}

/** `= default` of a pattern's element or a parameter: evaluated where the value is undefined. */
export function lowerDefault(
  builder: FunctionBuilder,
  node: ts.Node,
  value: Temp,
  initializer: ts.Expression | undefined,
): Temp {
  if (initializer === undefined) {
    return value;
  }
  const target = builder.temp();
  const missing = builder.newBlock();
  const present = builder.newBlock();
  const end = builder.newBlock();
  builder.terminate({
    kind: "branch",
    node,
    condition: value,
    test: "undefined",
    origin: "default",
    whenTrue: missing,
    whenFalse: present,
  });
  builder.start(missing);
  builder.copy(node, target, lowerExpression(builder, initializer));
  builder.goto(node, end);
  builder.start(present);
  builder.copy(node, target, value);
  builder.goto(node, end);
  builder.start(end);
  return target;
}

/** Assigns what `value` holds to the targets in `pattern`. */
export function lowerAssignmentPattern(builder: FunctionBuilder, pattern: AssignmentPattern, value: Temp): void {
  builder.descend();
  if (ts.isArrayLiteralExpression(pattern)) {
    lowerArrayAssignment(builder, pattern, value);
  } else {
    lowerObjectAssignment(builder, pattern, value);
  }
  builder.ascend();
}

function lowerArrayAssignment(builder: FunctionBuilder, pattern: ts.ArrayLiteralExpression, source: Temp): void {
  const taken: PropertyKey[] = [];
  pattern.elements.forEach((element, index) => {
    const key: PropertyKey = { kind: "index", index };
    if (ts.isSpreadElement(element)) {
      const target = lowerTarget(builder, element.expression);
      writeTarget(builder, target, element, lowerRest(builder, element, { source, pattern: "array", taken }));
    } else if (!ts.isOmittedExpression(element)) {
      assignElement(builder, element, element, source, key);
    }
    taken.push(key);
  });
}

function lowerObjectAssignment(builder: FunctionBuilder, pattern: ts.ObjectLiteralExpression, source: Temp): void {
  const taken: PropertyKey[] = [];
  for (const property of pattern.properties) {
    if (ts.isSpreadAssignment(property)) {
      const target = lowerTarget(builder, property.expression);
      writeTarget(builder, target, property, lowerRest(builder, property, { source, pattern: "object", taken }));
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const key: PropertyKey = { kind: "name", name: property.name.text };
      taken.push(key);
      const value = builder.value({ kind: "get", node: property, object: source, key });
      const whole = lowerDefault(builder, property, value, property.objectAssignmentInitializer);
      writeTarget(builder, { kind: "name", id: property.name }, property, whole);
    } else if (ts.isPropertyAssignment(property)) {
      const key = lowerPropertyName(builder, property.name);
      taken.push(key);
      assignElement(builder, property, property.initializer, source, key);
    } else {
      builder.opaque(property, [source], "invalid assignment target");
    }
  }
}

/** `target` or `target = default`: the target's own parts are evaluated before the source is read. */
function assignElement(
  builder: FunctionBuilder,
  node: ts.Node,
  element: ts.Expression,
  source: Temp,
  key: PropertyKey,
): void {
  const hasDefault = ts.isBinaryExpression(element) && element.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const target = lowerTarget(builder, hasDefault ? element.left : element);
  const value = builder.value({ kind: "get", node, object: source, key });
  writeTarget(builder, target, node, lowerDefault(builder, node, value, hasDefault ? element.right : undefined));
}
