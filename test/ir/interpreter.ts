/**
 * Runs an IR, so that tests can compare what a program does with what its lowering does. It covers synchronous JavaScript without
 * generators; `scopeExit` makes its variables unreadable, which shows where it comes too early.
 */
import ts from "typescript";

import { lower } from "../../eslint-plugin/src/ir/lower.js";
import type { FileScopes } from "../../eslint-plugin/src/ir/scopes.js";
import type {
  BasicBlock,
  BlockId,
  Callee,
  Entry,
  FunctionIR,
  FunctionNode,
  Instruction,
  Item,
  PropertyKey,
  Temp,
  Terminal,
  Variable,
} from "../../eslint-plugin/src/ir/types.js";
import { targetOf } from "../../eslint-plugin/src/ir/visit.js";
import { at } from "./lowering.js";

interface Cell {
  value: unknown;
}

type Callable = (this: unknown, ...args: readonly unknown[]) => unknown;
type Properties = Record<string, unknown>;

interface IteratorState {
  readonly iterator: Iterator<unknown>;
  element: unknown;
}

/** How a block ended. */
type Completion =
  { readonly kind: "goto"; readonly to: BlockId } | { readonly kind: "return"; readonly value: unknown };

/** Runs a file; names that it does not declare are looked up in `globals`. */
export function runFile(scopes: FileScopes, globals: Properties): void {
  new Frame(at(scopes.functions, 0), scopes, globals, new Map(), { self: undefined, args: [] }).run();
}

interface Invocation {
  readonly self: unknown;
  readonly args: readonly unknown[];
}

class Frame {
  readonly #ir: FunctionIR;
  readonly #scopes: FileScopes;
  readonly #globals: Properties;
  readonly #captured: ReadonlyMap<Variable, Cell>;
  readonly #invocation: Invocation;
  readonly #cells = new Map<Variable, Cell>();
  readonly #temps = new Map<Temp, unknown>();
  /** Exceptions under way, innermost last: a `finally` may run into others before it goes on with its own. */
  readonly #exceptions: unknown[] = [];

  constructor(
    fn: FunctionNode,
    scopes: FileScopes,
    globals: Properties,
    captured: ReadonlyMap<Variable, Cell>,
    invocation: Invocation,
  ) {
    this.#ir = lower(fn, scopes);
    this.#scopes = scopes;
    this.#globals = globals;
    this.#captured = captured;
    this.#invocation = invocation;
  }

  run(): unknown {
    let block = at(this.#ir.blocks, 0);
    for (let steps = 0; steps < 100_000; steps += 1) {
      const completion = this.#runBlock(block);
      if (completion.kind === "return") {
        return completion.value;
      }
      block = at(this.#ir.blocks, completion.to);
    }
    throw new Error("The program does not end");
  }

  #runBlock(block: BasicBlock): Completion {
    for (const instruction of block.instructions) {
      try {
        const value = this.#execute(instruction);
        const target = targetOf(instruction);
        if (target !== null) {
          this.#temps.set(target, value);
        }
      } catch (error) {
        if (block.handler === null || error instanceof InterpreterError) {
          throw error;
        }
        this.#exceptions.push(error);
        return { kind: "goto", to: block.handler };
      }
    }
    return this.#leave(block.terminal);
  }

  #leave(terminal: Terminal): Completion {
    switch (terminal.kind) {
      case "goto":
        return { kind: "goto", to: terminal.to };
      case "branch": {
        const value = this.#read(terminal.condition);
        const holds = { truthy: Boolean(value), nullish: value == null, undefined: value === undefined }[terminal.test];
        return { kind: "goto", to: holds ? terminal.whenTrue : terminal.whenFalse };
      }
      case "next": {
        const state = this.#read(terminal.iterator) as IteratorState;
        const result = state.iterator.next();
        state.element = result.value as unknown;
        return { kind: "goto", to: result.done === true ? terminal.done : terminal.hasElement };
      }
      case "resume":
        throw new InterpreterError("The interpreter has no generators");
      case "return":
        return { kind: "return", value: terminal.value === null ? undefined : this.#read(terminal.value) };
      case "throw":
        return this.#throwTo(this.#read(terminal.value), terminal.handler);
      case "rethrow":
        return this.#throwTo(this.#exceptions.pop(), terminal.handler);
      case "unreachable":
        throw new InterpreterError("Reached the unreachable");
    }
  }

  #throwTo(exception: unknown, handler: BlockId | null): Completion {
    if (handler === null) {
      throw exception;
    }
    this.#exceptions.push(exception);
    return { kind: "goto", to: handler };
  }

  #execute(instruction: Instruction): unknown {
    switch (instruction.kind) {
      case "parameter": {
        const { args } = this.#invocation;
        return instruction.rest ? args.slice(instruction.index) : args[instruction.index];
      }
      case "literal":
        return this.#literal(instruction);
      case "ambient":
        return this.#ambient(instruction.name);
      case "load":
        return this.#cell(instruction.variable).value;
      case "store":
        this.#store(instruction.variable, this.#read(instruction.value), instruction.initializer);
        return undefined;
      case "copy":
        return this.#read(instruction.value);
      case "get":
        return this.#object(instruction.object)[this.#key(instruction.key)];
      case "set":
        this.#object(instruction.object)[this.#key(instruction.key)] = this.#read(instruction.value);
        return undefined;
      case "call":
        return this.#call(instruction.form, instruction.callee, this.#items(instruction.args));
      case "closure":
        return this.#closure(instruction.function, instruction.captures);
      case "array":
        return this.#items(instruction.items);
      case "object":
        return this.#build(instruction.entries);
      case "operator":
        return operate(
          instruction,
          instruction.operands.map((operand) => this.#read(operand)),
        );
      case "rest":
        return this.#rest(instruction.pattern, this.#read(instruction.source), instruction.taken);
      case "iterator": {
        const iterable = this.#read(instruction.iterable);
        const elements = instruction.mode === "in" ? Object.keys(iterable as object) : (iterable as Iterable<unknown>);
        return { iterator: elements[Symbol.iterator](), element: undefined } satisfies IteratorState;
      }
      case "element":
        return (this.#read(instruction.iterator) as IteratorState).element;
      case "iteratorClose":
        (this.#read(instruction.iterator) as IteratorState).iterator.return?.();
        return undefined;
      case "caught":
        return this.#exceptions.pop();
      case "dispose":
        (this.#cell(instruction.variable).value as Disposable | null)?.[Symbol.dispose]();
        return undefined;
      case "scopeExit":
        instruction.variables.forEach((variable) => this.#cells.delete(variable));
        return undefined;
      case "await":
      case "yield":
      case "class":
      case "opaque":
        throw new InterpreterError(`The interpreter has no ${instruction.kind}`);
    }
  }

  #read(temp: Temp): unknown {
    if (!this.#temps.has(temp)) {
      throw new InterpreterError(`t${temp} is read before it is written`);
    }
    return this.#temps.get(temp);
  }

  #object(temp: Temp): Properties {
    return this.#read(temp) as Properties;
  }

  #cell(variable: Variable): Cell {
    const cell = this.#captured.get(variable) ?? this.#cells.get(variable);
    if (cell === undefined && variable.kind !== "var") {
      throw new InterpreterError(`${variable.name} is read outside of its scope`);
    }
    return cell ?? { value: undefined };
  }

  #store(variable: Variable, value: unknown, initializer: boolean): void {
    const captured = this.#captured.get(variable);
    const existing = captured ?? this.#cells.get(variable);
    if (existing === undefined && !initializer && variable.kind !== "var") {
      throw new InterpreterError(`${variable.name} is written outside of its scope`);
    }
    if (existing === undefined) {
      this.#cells.set(variable, { value });
    } else {
      existing.value = value;
    }
  }

  #ambient(name: string): unknown {
    if (name === "this") {
      return this.#invocation.self;
    }
    if (name === "globalThis") {
      return this.#globals;
    }
    if (!(name in this.#globals)) {
      throw new InterpreterError(`${name} is not defined`);
    }
    return this.#globals[name];
  }

  #literal({ value, node }: Extract<Instruction, { readonly kind: "literal" }>): unknown {
    switch (value.kind) {
      case "undefined":
        return undefined;
      case "null":
        return null;
      case "boolean":
      case "number":
      case "string":
        return value.value;
      case "other":
        throw new InterpreterError(`The interpreter has no ${ts.SyntaxKind[node.kind]}`);
    }
  }

  #key(key: PropertyKey): string {
    switch (key.kind) {
      case "name":
      case "private":
        return key.name;
      case "index":
        return String(key.index);
      case "computed":
        return String(this.#read(key.value));
    }
  }

  #items(items: readonly Item[]): readonly unknown[] {
    const values: unknown[] = [];
    for (const item of items) {
      if (item.kind === "hole") {
        values.length += 1;
      } else if (item.kind === "spread") {
        values.push(...(this.#read(item.value) as Iterable<unknown>));
      } else {
        values.push(this.#read(item.value));
      }
    }
    return values;
  }

  #build(entries: readonly Entry[]): Properties {
    const object: Properties = {};
    for (const entry of entries) {
      if (entry.kind === "spread") {
        Object.assign(object, this.#read(entry.value));
      } else {
        object[this.#key(entry.key)] = this.#read(entry.value);
      }
    }
    return object;
  }

  #call(form: string, callee: Callee, args: readonly unknown[]): unknown {
    if (callee.kind === "method") {
      const object = this.#object(callee.object);
      return (object[this.#key(callee.key)] as Callable).call(object, ...args);
    }
    const fn = this.#read(callee.value) as Callable;
    return form === "new" ? Reflect.construct(fn, args) : fn(...args);
  }

  #closure(fn: FunctionNode, captures: readonly Variable[]): Callable {
    const cells = new Map(captures.map((variable) => [variable, this.#share(variable)]));
    const scopes = this.#scopes;
    const globals = this.#globals;
    return function (this: unknown, ...args: readonly unknown[]) {
      return new Frame(fn, scopes, globals, cells, { self: this, args }).run();
    };
  }

  /** A captured variable may not have been written yet: functions are hoisted. */
  #share(variable: Variable): Cell {
    const cell = this.#captured.get(variable) ?? this.#cells.get(variable) ?? { value: undefined };
    if (!this.#captured.has(variable)) {
      this.#cells.set(variable, cell);
    }
    return cell;
  }

  #rest(pattern: "array" | "object", source: unknown, taken: readonly PropertyKey[]): unknown {
    if (pattern === "array") {
      return [...(source as Iterable<unknown>)].slice(taken.length);
    }
    const keys = new Set(taken.map((key) => this.#key(key)));
    return Object.fromEntries(Object.entries(source as Properties).filter(([key]) => !keys.has(key)));
  }
}

/** The test's own fault, or a broken IR; no program may catch it. */
class InterpreterError extends Error {}

function operate(
  { operator, node }: Extract<Instruction, { readonly kind: "operator" }>,
  values: readonly unknown[],
): unknown {
  if (operator === "template" && ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map((span, index) => `${String(values[index])}${span.literal.text}`);
    return [node.head.text, ...spans].join("");
  }
  if (operator === "delete") {
    throw new InterpreterError("The interpreter has no delete");
  }
  const source = values.length === 1 ? unary(operator) : `a ${operator} b`;
  // The operator is a token of the program under test, and its meaning is JavaScript's own.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function("a", "b", `return ${source};`)(...values) as unknown;
}

function unary(operator: string): string {
  const updates: Readonly<Record<string, string>> = { "++": "a + 1", "--": "a - 1" };
  return updates[operator] ?? `${operator} a`;
}
