/** Which conditions of a function are worth remembering. */
import { lower } from "../ir/lower.js";
import type { Scopes } from "../ir/scopes.js";
import type { FunctionNode } from "../ir/types.js";
import { writtenProperty } from "./property-facts.js";
import { conditionName } from "./purity.js";

const known = new WeakMap<FunctionNode, ReadonlySet<string>>();

/**
 * The names (`purity.ts`) of conditions that a function, with the functions inside it, asks in more than one place, again in a loop, or about a
 * property that it writes. Remembering the others would only keep states apart.
 */
export function repeatedConditions(root: FunctionNode, scopes: Scopes): ReadonlySet<string> {
  let repeated = known.get(root);
  if (repeated === undefined) {
    repeated = search(root, scopes);
    known.set(root, repeated);
  }
  return repeated;
}

function search(root: FunctionNode, scopes: Scopes): ReadonlySet<string> {
  const once = new Set<string>();
  const repeated = new Set<string>();
  const written = new Set<string>();
  // A function expression with a name contains itself. A set visits what is added to it while it is walked.
  const functions = new Set([root]);
  for (const fn of functions) {
    const { blocks, cyclic } = lower(fn, scopes);
    for (const { id, instructions, terminal } of blocks) {
      for (const instruction of instructions) {
        if (instruction.kind === "closure") functions.add(instruction.function);
        const property = instruction.kind === "set" ? writtenProperty(instruction.node, scopes) : null;
        if (property !== null) written.add(property);
      }
      const name = terminal.kind === "branch" ? conditionName(terminal, scopes) : null;
      if (name === null) continue;
      if (once.has(name.key) || cyclic.has(id)) repeated.add(name.key);
      once.add(name.key);
    }
  }
  for (const name of written) if (once.has(name)) repeated.add(name);
  return repeated;
}
