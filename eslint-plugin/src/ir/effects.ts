/** What running an instruction may do besides computing its result. */
import { assertNever } from "../typed/assert-never.js";
import type { Instruction } from "./types.js";

/** Operators that throw on operands of the wrong kind; all others only do so for symbols and objects that refuse conversion. */
const throwingOperators: ReadonlySet<string> = new Set(["instanceof", "in", "delete"]);

/**
 * Whether `instruction` may throw, so that control may go from it to `BasicBlock.handler`.
 *
 * Left out are exceptions that no one writes code for: an object whose `valueOf` throws, a variable read before its declaration.
 */
export function mayThrow(instruction: Instruction): boolean {
  switch (instruction.kind) {
    case "get":
    case "set":
    case "call":
    case "await":
    case "yield":
    case "class":
    case "rest":
    case "iterator":
    case "element":
    case "iteratorClose":
    case "dispose":
    case "opaque":
      return true;
    case "array":
      return instruction.items.some((item) => item.kind === "spread");
    case "operator":
      return throwingOperators.has(instruction.operator);
    case "parameter":
    case "literal":
    case "ambient":
    case "load":
    case "store":
    case "copy":
    case "closure":
    case "object":
    case "caught":
    case "scopeExit":
      return false;
    default:
      return assertNever(instruction);
  }
}
