/** Operators: comparisons that tell something of the response, and what is known of all others. */
import ts from "typescript";
import type { Instruction } from "../ir/types.js";
import { type Frame, type Slice, facetOf } from "./slice.js";
import { type Constant, type Test, type Value, constant, negate, undefinedValue, unknown } from "./value.js";
import { type State, cellOf } from "./state.js";
import { nullness, truthiness } from "./conditions.js";
import { isClassOfValues } from "../model/language.js";
import { isMemberOfResource } from "../model/resources.js";
import { isMethod } from "../typed/callable.js";
import { numberByType } from "../typed/literal-type.js";
import { unwrap } from "../typed/unwrap.js";
import { isMadeOf } from "../typed/exact-class.js";
import { methodName } from "./method-name.js";
import { origin } from "./given.js";
import { statusesThat } from "./statuses.js";
import { supersededTest } from "./superseded.js";

type Operator = Extract<Instruction, { kind: "operator" }>;

export function evaluate(
  slice: Slice,
  frame: Frame,
  state: State,
  { operator, node }: Operator,
  operands: readonly Value[],
): Value {
  const [left = unknown, right = unknown] = comparisons.has(operator) ? compared(slice, node, operands) : operands;
  switch (operator) {
    case "!":
      return not(slice, left);
    case "void":
      return undefinedValue;
    case "===":
    case "==":
      return (
        superseded(slice, frame, state, node) ??
        headTest(slice, frame, node, left, right) ??
        equality(slice, left, right, operator === "==")
      );
    case "!==":
    case "!=":
      return (
        superseded(slice, frame, state, node) ??
        not(slice, headTest(slice, frame, node, left, right) ?? equality(slice, left, right, operator === "!="))
      );
    case "<":
    case "<=":
    case ">":
    case ">=":
      return order(operator, left, right);
    case "+":
      // Unary plus makes a number of a header; a sum is nothing we know.
      return operands.length === 1 ? left : unknown;
    case "++":
      return stepped(left, node, 1);
    case "--":
      return stepped(left, node, -1);
    case "typeof":
      return typeOf(slice, left, node);
    case "instanceof":
      return instance(slice, frame, state, left, node);
    case "in":
      return membership(slice, state, left, right);
    default:
      return unknown;
  }
}

/** The variable itself does not keep it (`transfer.ts`), so that there is no end of turns that differ in it. */
function stepped(value: Value, node: ts.Node, by: number): Value {
  const isOfVariable = ts.isPrefixUnaryExpression(node) && ts.isIdentifier(node.operand);
  return isOfVariable && value.kind === "constant" && typeof value.value === "number"
    ? constant(value.value + by)
    : unknown;
}

/** A member that gives a view where it is called is a function where it is not: `typeof body.getReader`. */
function typeOf(slice: Slice, value: Value, node: ts.Node): Value {
  if (value.kind === "constant") return constant(value.value === null ? "object" : typeof value.value);
  if (value.kind === "closure") return constant("function");
  if (value.kind !== "view" || !ts.isTypeOfExpression(node)) return unknown;
  const isFunction = isMethod(node.expression, slice.file);
  return isFunction === undefined ? unknown : constant(isFunction ? "function" : "object");
}

function not(slice: Slice, value: Value): Value {
  const answer = truthiness(slice, value);
  switch (answer.kind) {
    case "known":
      return constant(!answer.holds);
    case "test":
      return { kind: "test", test: negate(answer.test) };
    case "open":
      return unknown;
  }
}

function equality(slice: Slice, left: Value, right: Value, loose: boolean): Value {
  if (left.kind === "constant" && right.kind === "constant") {
    return constant(loose && left.value == null ? right.value == null : left.value === right.value);
  }
  if (left.kind === "constant") return equality(slice, right, left, loose);
  if (right.kind !== "constant") return unknown;
  const { value } = right;
  if (value === null || value === undefined) {
    const answer = nullness(slice, left, "nullish");
    // A body is null, never undefined; everything else that is known is neither.
    if (answer.kind === "test") return value === null || loose ? { kind: "test", test: answer.test } : constant(false);
    return answer.kind === "known" ? constant(answer.holds) : unknown;
  }
  // What leads to a response is an object.
  if (left.kind === "view") return constant(false);
  if (typeof value === "boolean") {
    if (left.kind !== "test") return unknown;
    return { kind: "test", test: value ? left.test : negate(left.test) };
  }
  if (left.kind !== "measure") return unknown;
  if (left.of === "status") return typeof value === "number" ? status("===", value) : unknown;
  if (left.of === "count") return value === 0 ? constant(false) : unknown;
  if (left.of === "type") return type(slice, value);
  return Number(value) === 0 ? { kind: "test", test: { on: "emptyLength", negated: false } } : unknown;
}

function superseded(slice: Slice, frame: Frame, state: State, node: ts.Node): Value | null {
  const test = supersededTest(slice, frame, state, node);
  return test && { kind: "test", test };
}

/** `method === "HEAD"`: if that is the method of the request, it tells that there is no body. */
function headTest(slice: Slice, frame: Frame, node: ts.Node, left: Value, right: Value): Value | null {
  if (!ts.isBinaryExpression(node)) return null;
  const asked = isHead(right) ? node.left : isHead(left) ? node.right : null;
  if (asked === null || ![left, right].some(({ kind }) => kind === "unknown")) return null;
  const name = methodName(frame, asked, slice);
  return name === null ? null : { kind: "test", test: { on: "head", of: name, negated: false } };
}

function isHead(value: Value): boolean {
  return value.kind === "constant" && value.value === "HEAD";
}

/** A number that only its type tells, where the other side is one that it is compared with: `i < this.retries`, `status === Status.Gone`. */
function compared(slice: Slice, node: ts.Node, operands: readonly Value[]): readonly Value[] {
  const [left = unknown, right = unknown] = operands;
  // The case of a `switch`.
  if (!ts.isBinaryExpression(node)) {
    return operands.length === 2 && isNumeric(left) && right.kind === "unknown" && ts.isExpression(node)
      ? [left, typed(slice, node)]
      : operands;
  }
  if (operands.length !== 2) return operands;
  // What is written as a number is compared with what varies.
  if (ts.isNumericLiteral(node.left) || ts.isNumericLiteral(node.right)) return operands;
  if (isNumeric(left) && right.kind === "unknown") return [left, typed(slice, node.right)];
  if (isNumeric(right) && left.kind === "unknown") return [typed(slice, node.left), right];
  return operands;
}

function isNumeric(value: Value): boolean {
  return value.kind === "measure" || (value.kind === "constant" && typeof value.value === "number");
}

const comparisons: ReadonlySet<string> = new Set(["===", "==", "!==", "!=", "<", "<=", ">", ">="]);

/** Only a name may have such a type, of something that is declared once for many: no local variable, and nothing of a response. */
function mayBeLiteral(expression: ts.Expression, { scopes }: Slice): boolean {
  const name = unwrap(expression);
  if (ts.isPropertyAccessExpression(name)) return !isMemberOfResource(name.name.text);
  const variable = ts.isIdentifier(name) ? scopes.variableOf(name) : undefined;
  return variable === undefined || variable.kind === "import" || ts.isSourceFile(variable.owner);
}

function typed(slice: Slice, expression: ts.Expression): Value {
  const number = mayBeLiteral(expression, slice) ? numberByType(expression, slice.file) : undefined;
  return number === undefined ? unknown : constant(number);
}

const mirrored = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function order(operator: keyof typeof mirrored, left: Value, right: Value): Value {
  if (left.kind === "constant" && right.kind === "constant") return ordered(operator, left.value, right.value);
  if (left.kind === "constant") return order(mirrored[operator], right, left);
  if (left.kind !== "measure" || right.kind !== "constant" || typeof right.value !== "number") return unknown;
  if (left.of === "status") return status(operator, right.value);
  if (left.of === "count") return ofOneAtLeast(operator, right.value);
  if (left.of === "type") return unknown;
  return operator === ">" && right.value === 0 ? { kind: "test", test: { on: "emptyLength", negated: true } } : unknown;
}

/** How a number that is one at least compares. */
function ofOneAtLeast(operator: keyof typeof mirrored, limit: number): Value {
  if (limit > 1) return unknown;
  if (limit === 1) return operator === ">=" || operator === "<" ? constant(operator === ">=") : unknown;
  return constant(operator === ">" || operator === ">=");
}

function ordered(operator: keyof typeof mirrored, left: Constant, right: Constant): Value {
  if (typeof left !== "number" || typeof right !== "number") return unknown;
  switch (operator) {
    case "<":
      return constant(left < right);
    case "<=":
      return constant(left <= right);
    case ">":
      return constant(left > right);
    case ">=":
      return constant(left >= right);
  }
}

function status(operator: "<" | "<=" | ">" | ">=" | "===", limit: number): Value {
  const test: Test = { on: "status", set: statusesThat(operator, limit), negated: false };
  return { kind: "test", test };
}

function type({ resource }: Slice, value: Constant): Value {
  const isEmpty = resource.emptyTypes?.some((empty) => empty === value) === true;
  return isEmpty ? { kind: "test", test: { on: "emptyType", negated: false } } : unknown;
}

/** A view is an instance of the classes it is declared as, and of no error that it is not; null is an instance of nothing. */
function instance(slice: Slice, frame: Frame, state: State, left: Value, node: ts.Node): Value {
  if (left.kind === "constant") return constant(false);
  if (left.kind === "cell") return instanceOfClass(slice, state, left, node);
  if (left.kind !== "view" || !ts.isBinaryExpression(node)) return unknown;
  const type = origin(frame, node.right, slice).expression;
  const name = ts.isPropertyAccessExpression(type) ? type.name : type;
  if (!ts.isIdentifier(name)) return unknown;
  const isDeclared = facetOf(slice, left.facet)?.types.some(({ path }) => path.at(-1) === name.text) === true;
  if (isDeclared || (left.facet === "rejection" && name.text === "Error")) return constant(true);
  if (/(?:Error|Exception)$/.test(name.text)) return constant(false);
  const isGlobal = slice.scopes.variableOf(name) === undefined;
  return isGlobal && isClassOfValues(name.text) ? constant(false) : unknown;
}

/** An object whose class is known is one of that class and of those above it. */
function instanceOfClass(slice: Slice, state: State, left: Value, node: ts.Node): Value {
  const cell = cellOf(state, left);
  const of = cell?.kind === "object" ? cell.class : undefined;
  if (of === undefined || !ts.isBinaryExpression(node)) return unknown;
  const isOf = isMadeOf(of, node.right, slice.file);
  return isOf === undefined ? unknown : constant(isOf);
}

/** `"error" in result`: which of the objects that a helper may give it is. */
function membership(slice: Slice, state: State, key: Value, object: Value): Value {
  if (key.kind !== "constant" || typeof key.value !== "string") return unknown;
  const name = key.value;
  // What every object has.
  if (name in Object.prototype) return constant(true);
  const facet = object.kind === "view" ? facetOf(slice, object.facet) : undefined;
  // Tables list every member of what they describe.
  if (facet !== undefined && facet.types.length > 0) return constant(Object.hasOwn(facet.members, name));
  const cell = cellOf(state, object);
  if (cell?.kind !== "object") return unknown;
  return cell.properties.has(name) ? constant(true) : cell.complete ? constant(false) : unknown;
}
