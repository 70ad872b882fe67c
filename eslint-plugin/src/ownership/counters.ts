/**
 * Counters of loops: a `let` that the condition of a loop asks. What it starts with decides whether the loop runs at all:
 * `for (let i = 0; i < 3; i++)` does. Once that is decided the number is forgotten, because turns that differ in it alone are alike. A
 * test inside of the loop, `for (;;) { if (i++ > 3) break; … }`, has the number until the first step.
 *
 * What a turn has found out about a counter goes on to the next one, as far as a step leaves it true: past `if (i < retries) …` on its
 * other side, `i++` leads out of `i <= retries`.
 */
import ts from "typescript";
import type { Scopes } from "../ir/scopes.js";
import type { FunctionIR, Terminal, Variable } from "../ir/types.js";
import { type State, forget, read, variablePlace } from "./state.js";
import { variableName } from "./purity.js";
import { unwrap } from "../typed/unwrap.js";

type Branch = Extract<Terminal, { kind: "branch" }>;

const known = new WeakMap<ts.Node, readonly Variable[]>();

/** The variables in the condition of a loop. */
function countersOf({ node }: Branch, scopes: Scopes): readonly Variable[] {
  let counters = known.get(node);
  if (counters === undefined) {
    counters = variablesIn(node, scopes);
    known.set(node, counters);
  }
  return counters;
}

function variablesIn(condition: ts.Node, scopes: Scopes): readonly Variable[] {
  const variables: Variable[] = [];
  const waiting = [condition];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const variable = ts.isIdentifier(node) ? scopes.variableOf(node) : undefined;
    if (variable !== undefined) variables.push(variable);
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return variables;
}

const knownByFunction = new WeakMap<FunctionIR, ReadonlySet<Variable>>();

/** Whether a condition of a loop of the function asks `variable`, or a comparison inside of one. */
export function isCounter(variable: Variable, ir: FunctionIR, scopes: Scopes): boolean {
  let counters = knownByFunction.get(ir);
  if (counters === undefined) {
    counters = new Set(
      ir.blocks.flatMap(({ terminal }) => {
        if (terminal.kind !== "branch") return [];
        return isLoopCondition(terminal) ? countersOf(terminal, scopes) : comparedInLoop(terminal, scopes);
      }),
    );
    knownByFunction.set(ir, counters);
  }
  return counters.has(variable);
}

/** The variables that a condition inside of a loop compares with something, stepping them or not. */
function comparedInLoop({ node }: Branch, scopes: Scopes): readonly Variable[] {
  if (!ts.isBinaryExpression(node)) return [];
  const compared = [node.left, node.right].flatMap((side) => {
    const expression = unwrap(side);
    const isStep = ts.isPrefixUnaryExpression(expression) || ts.isPostfixUnaryExpression(expression);
    const name = isStep ? expression.operand : expression;
    const variable = ts.isIdentifier(name) ? scopes.variableOf(name) : undefined;
    return variable?.reassigned === true ? [variable] : [];
  });
  return compared.length > 0 && isInLoop(node) ? compared : [];
}

function isInLoop(node: ts.Node): boolean {
  const around = ts.findAncestor(node, (it) => ts.isFunctionLike(it) || ts.isIterationStatement(it, false));
  return around !== undefined && ts.isIterationStatement(around, false);
}

function isLoopCondition(terminal: Terminal): terminal is Branch {
  return terminal.kind === "branch" && terminal.origin === "loop";
}

/** The state past the condition of a loop: it has run, or not. */
export function forgetCounters(state: State, branch: Branch, scopes: Scopes): State {
  if (!isLoopCondition(branch)) return state;
  const places = countersOf(branch, scopes)
    .filter(({ reassigned }) => reassigned)
    .map(variablePlace);
  return forget(
    state,
    places.filter((place) => isNumber(read(state, place))),
  );
}

function isNumber(value: ReturnType<typeof read>): boolean {
  return value.kind === "constant" && typeof value.value === "number";
}

/** What is known of a counter after the step that `node`, its assignment, makes: `i++`, `left -= 1`. */
export function factsAfterStep(
  { conditions }: State,
  variable: Variable,
  node: ts.Node,
  repeated: ReadonlySet<string>,
): ReadonlyMap<string, boolean> {
  const step = stepOf(node);
  const name = variableName(variable);
  const facts = new Map<string, boolean>();
  if (step === 0) return facts;
  /** Counts towards it and beyond: `name < limit` for a counter that goes up. */
  const before = (limit: string): string => (step > 0 ? `${name} < ${limit}` : `${limit} < ${name}`);
  const beyond = (limit: string): string => (step > 0 ? `${limit} < ${name}` : `${name} < ${limit}`);
  for (const [key, holds] of conditions) {
    const limit = limitIn(key, name);
    const isReached =
      limit !== null && (key === before(limit) ? !holds : holds && (key === beyond(limit) || key.includes(" === ")));
    if (!isReached) continue;
    for (const [told, answer] of [
      [before(limit), false],
      [beyond(limit), true],
      [before(shifted(limit, step)), false],
    ] as const) {
      if (repeated.has(told)) facts.set(told, answer);
    }
  }
  return facts;
}

function stepOf(node: ts.Node): number {
  if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.PlusPlusToken ? 1 : -1;
  }
  if (!ts.isBinaryExpression(node) || !ts.isNumericLiteral(node.right)) return 0;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.PlusEqualsToken) return Number(node.right.text);
  return kind === ts.SyntaxKind.MinusEqualsToken ? -Number(node.right.text) : 0;
}

/** What a comparison (`purity.ts`) compares the variable with. */
function limitIn(key: string, name: string): string | null {
  const sides = key.split(/ < | === /);
  const [left, right] = sides;
  if (sides.length !== 2 || left === undefined || right === undefined) return null;
  if (left === name) return right;
  return right === name ? left : null;
}

/** What is `step` from `limit`: 3 from 2, `retries` from `retries - 1`. */
function shifted(limit: string, step: number): string {
  if (/^\d+$/.test(limit)) return String(Number(limit) + step);
  return step > 0 && limit.endsWith(` - ${String(step)}`) ? limit.slice(0, limit.lastIndexOf(" - ")) : limit;
}
