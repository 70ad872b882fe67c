/** The intermediate representation as text: stable, so that tests compare it, and short, so that people read it. */
import ts from "typescript";

import { assertNever } from "../typed/assert-never.js";
import type {
  BasicBlock,
  Callee,
  Entry,
  FunctionIR,
  Instruction,
  Item,
  Literal,
  PropertyKey,
  Temp,
  Terminal,
  Variable,
} from "./types.js";
import { targetOf } from "./visit.js";

/**
 * Prints a function, a line for each instruction. Variables are numbered in the order in which they first appear.
 *
 * @example
 * ```
 * async url#0
 * bb0:
 *   t0 = parameter 0
 *   store url#0 = t0 (initializer)
 * ```
 */
export function printFunction(ir: FunctionIR): string {
  const printer = new Printer();
  const marks = [ir.async ? ["async"] : [], ir.generator ? ["generator"] : []].flat();
  const captures = ir.captures.length === 0 ? [] : [`captures ${printer.variables(ir.captures)}`];
  const opaque = ir.opaque === 0 ? [] : [`opaque ${String(ir.opaque)}`];
  const header = [["function", ...marks].join(" "), ...captures, ...opaque].join(", ");
  return [header, ...ir.blocks.flatMap((block) => printer.block(block, ir))].join("\n");
}

class Printer {
  readonly #numbers = new Map<Variable, number>();

  block(block: BasicBlock, ir: FunctionIR): readonly string[] {
    const handler = block.handler === null ? [] : [`handler bb${String(block.handler)}`];
    const notes = [...(ir.cyclic.has(block.id) ? ["cyclic"] : []), ...handler];
    return [
      `bb${String(block.id)}:${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`,
      ...block.instructions.map((instruction) => `  ${this.instruction(instruction)}`),
      `  ${printTerminal(block.terminal)}`,
    ];
  }

  variables(variables: readonly Variable[]): string {
    return variables.map((variable) => this.variable(variable)).join(" ");
  }

  variable(variable: Variable): string {
    const number = this.#numbers.get(variable) ?? this.#numbers.size;
    this.#numbers.set(variable, number);
    return `${variable.name}#${String(number)}`;
  }

  instruction(instruction: Instruction): string {
    const target = targetOf(instruction);
    return target === null ? this.operation(instruction) : `${temp(target)} = ${this.operation(instruction)}`;
  }

  operation(instruction: Instruction): string {
    switch (instruction.kind) {
      case "parameter":
        return `parameter ${instruction.rest ? "..." : ""}${String(instruction.index)}`;
      case "literal":
        return printLiteral(instruction.value);
      case "ambient":
        return `ambient ${instruction.name}`;
      case "load":
        return `load ${this.variable(instruction.variable)}`;
      case "store": {
        const note = instruction.initializer ? " (initializer)" : "";
        return `store ${this.variable(instruction.variable)} = ${temp(instruction.value)}${note}`;
      }
      case "copy":
        return temp(instruction.value);
      case "get":
        return `${temp(instruction.object)}${printKey(instruction.key)}`;
      case "set":
        return `set ${temp(instruction.object)}${printKey(instruction.key)} = ${temp(instruction.value)}`;
      case "call":
        return `${instruction.form} ${printCallee(instruction.callee)}(${instruction.args.map(printItem).join(", ")})`;
      case "await":
        return `await ${temp(instruction.value)}`;
      case "yield":
        return `yield${instruction.delegate ? "*" : ""} ${temp(instruction.value)}`;
      case "closure":
        return `closure ${printFunctionName(instruction.function)} [${this.variables(instruction.captures)}]`;
      case "class":
        return `class(${temps(instruction.operands)}) [${this.variables(instruction.captures)}]`;
      case "array":
        return `[${instruction.items.map(printItem).join(", ")}]`;
      case "object":
        return `{${instruction.entries.map(printEntry).join(", ")}}`;
      case "operator":
        return `operator ${instruction.operator}(${temps(instruction.operands)})`;
      case "rest":
        return `rest ${instruction.pattern} ${temp(instruction.source)} without [${instruction.taken.map(printKey).join(" ")}]`;
      case "iterator":
        return `iterator ${instruction.mode} ${temp(instruction.iterable)}`;
      case "element":
        return `element ${temp(instruction.iterator)}`;
      case "iteratorClose":
        return `iteratorClose ${temp(instruction.iterator)}`;
      case "caught":
        return "caught";
      case "dispose":
        return `dispose ${instruction.async ? "await " : ""}${this.variable(instruction.variable)}`;
      case "scopeExit": {
        const cause = instruction.implicit ? "implicit" : `at ${ts.SyntaxKind[instruction.node.kind]}`;
        return `scopeExit ${this.variables(instruction.variables)} (${cause})`;
      }
      case "opaque":
        return `opaque ${instruction.reason} (${temps(instruction.operands)})`;
      default:
        return assertNever(instruction);
    }
  }
}

function printTerminal(terminal: Terminal): string {
  switch (terminal.kind) {
    case "goto":
      return `goto bb${String(terminal.to)}`;
    case "branch": {
      const { origin, test, condition, whenTrue, whenFalse, node } = terminal;
      return `branch ${origin}: ${test} ${temp(condition)} ? bb${String(whenTrue)} : bb${String(whenFalse)} // ${excerpt(node)}`;
    }
    case "next":
      return `next ${temp(terminal.iterator)} ? bb${String(terminal.hasElement)} : bb${String(terminal.done)}`;
    case "resume":
      return `resume bb${String(terminal.next)} or closed bb${String(terminal.closed)}`;
    case "return":
      return `return${terminal.value === null ? "" : ` ${temp(terminal.value)}`}${terminal.implicit ? " (implicit)" : ""}`;
    case "throw":
      return `throw ${temp(terminal.value)}${printHandler(terminal.handler)}`;
    case "rethrow":
      return `rethrow${printHandler(terminal.handler)}`;
    case "unreachable":
      return "unreachable";
    default:
      return assertNever(terminal);
  }
}

function printHandler(handler: number | null): string {
  return handler === null ? "" : ` to bb${String(handler)}`;
}

function temp(id: Temp): string {
  return `t${String(id)}`;
}

function temps(ids: readonly Temp[]): string {
  return ids.map(temp).join(", ");
}

function printKey(key: PropertyKey): string {
  switch (key.kind) {
    case "name":
    case "private":
      return `.${key.name}`;
    case "index":
      return `[${String(key.index)}]`;
    case "computed":
      return `[${temp(key.value)}]`;
    default:
      return assertNever(key);
  }
}

function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case "undefined":
    case "null":
      return literal.kind;
    case "boolean":
    case "number":
      return String(literal.value);
    case "string":
      return JSON.stringify(literal.value);
    case "other":
      return "literal";
    default:
      return assertNever(literal);
  }
}

function printCallee(callee: Callee): string {
  return callee.kind === "value" ? temp(callee.value) : `${temp(callee.object)}${printKey(callee.key)}`;
}

function printItem(item: Item): string {
  switch (item.kind) {
    case "item":
      return temp(item.value);
    case "spread":
      return `...${temp(item.value)}`;
    case "hole":
      return "hole";
    default:
      return assertNever(item);
  }
}

function printEntry(entry: Entry): string {
  return entry.kind === "spread" ? `...${temp(entry.value)}` : `${printKey(entry.key)}: ${temp(entry.value)}`;
}

function printFunctionName(node: ts.Node): string {
  return "name" in node && node.name !== undefined ? excerpt(node.name as ts.Node) : ts.SyntaxKind[node.kind];
}

/** The source of `node` in one line. */
function excerpt(node: ts.Node): string {
  const text = node.getText().replaceAll(/\s+/gu, " ");
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
