/** From syntax to the intermediate representation, one function at a time and only on demand. */
import ts from "typescript";

import { FunctionBuilder, LoweringLimitError } from "./builder.js";
import { cyclicBlocks, opaqueNodes } from "./graph.js";
import { isGenerator } from "./function-nodes.js";
import { lowerFunctionBody } from "./lower-function.js";
import type { Scopes } from "./scopes.js";
import type { FunctionIR, FunctionNode } from "./types.js";

const lowered = new WeakMap<FunctionNode, FunctionIR | LoweringLimitError>();

/**
 * Lowers a function; the same answer for the same node.
 *
 * @param fn - One of `scopes.functions`.
 * @param scopes - The scopes of the file that `fn` is in.
 * @throws LoweringLimitError if the function is too large (200,000 instructions) or nested too deeply (600 levels).
 * @example
 * ```ts
 * const scopes = resolveScopes(file);
 * for (const fn of scopes.functions) console.log(printFunction(lower(fn, scopes)));
 * ```
 */
export function lower(fn: FunctionNode, scopes: Scopes): FunctionIR {
  let result = lowered.get(fn);
  if (result === undefined) {
    result = lowerWithinLimits(fn, scopes);
    lowered.set(fn, result);
  }
  if (result instanceof LoweringLimitError) {
    throw result;
  }
  return result;
}

function lowerWithinLimits(fn: FunctionNode, scopes: Scopes): FunctionIR | LoweringLimitError {
  try {
    return lowerNow(fn, scopes);
  } catch (error) {
    if (error instanceof LoweringLimitError) {
      return error;
    }
    if (error instanceof RangeError) {
      // Called from so deep that not even those levels fit on the stack.
      return new LoweringLimitError("nested too deeply", { cause: error });
    }
    throw error;
  }
}

function lowerNow(fn: FunctionNode, scopes: Scopes): FunctionIR {
  const builder = new FunctionBuilder(scopes, fn);
  lowerFunctionBody(builder, fn);
  const blocks = builder.finish();
  return {
    node: fn,
    async: isAsync(fn),
    generator: isGenerator(fn),
    blocks,
    cyclic: cyclicBlocks(blocks),
    captures: scopes.capturesOf(fn),
    temps: builder.temps,
    opaque: opaqueNodes(blocks).size,
  };
}

function isAsync(fn: FunctionNode): boolean {
  const modifiers = ts.canHaveModifiers(fn) ? ts.getModifiers(fn) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}
