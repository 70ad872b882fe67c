/**
 * Lexical resolution of a file: which declaration each identifier means, decided by scopes alone. No checker is asked, so that the result
 * depends on nothing but the file and lives as long as its `ts.SourceFile`.
 */
import type ts from "typescript";
import { keptByFile } from "../typed/kept-by-file.js";
import { enclosingFunction } from "./function-nodes.js";
import type { ScopeCollector } from "./scope-collector.js";
import { lookUp } from "./scope-tree.js";
import { walkScopes } from "./scope-walk.js";
import type { FunctionNode, Variable } from "./types.js";

/** What names mean, in one file or in all files of a program. */
export interface Scopes {
  /** The variable that an identifier declares or refers to; undefined for property names, labels, types and names no scope declares. */
  variableOf(id: ts.Identifier): Variable | undefined;
  /** The function whose code `node` is part of (a function node: itself). Needs parent pointers. */
  functionOf(node: ts.Node): FunctionNode;
  /** Variables of the functions around `fn` that it, or a function nested in it, reads or writes. */
  capturesOf(fn: FunctionNode): readonly Variable[];
  /** What a block, loop, switch, catch clause, class expression or enum declares in a scope of its own, in the order of the source. */
  declaredIn(node: ts.Node): readonly Variable[];
}

export interface FileScopes extends Scopes {
  /** Everything that is lowered by itself, outermost first and in the order of the source; the file is the first. */
  readonly functions: readonly FunctionNode[];
}

/**
 * Resolves every name of a file; the same answer for the same file object.
 *
 * @example
 * ```ts
 * const scopes = resolveScopes(file);
 * for (const fn of scopes.functions) lower(fn, scopes);
 * ```
 */
export const resolveScopes = keptByFile(resolve);

/**
 * The names of all files, each resolved when something in it is first asked for.
 *
 * @param file - The file that most questions will be about.
 */
export function programScopes(file: ts.SourceFile): Scopes {
  const own = resolveScopes(file);
  const of = (node: ts.Node): FileScopes => resolveScopes(node.getSourceFile());
  return {
    variableOf: (id) => own.variableOf(id) ?? of(id).variableOf(id),
    functionOf: enclosingFunction,
    capturesOf: (fn) => of(fn).capturesOf(fn),
    declaredIn: (node) => of(node).declaredIn(node),
  };
}

function resolve(file: ts.SourceFile): FileScopes {
  const found = walkScopes(file);
  const captures = bindReferences(found);
  return {
    variableOf: (id) => found.declarations.variableOf(id),
    functions: found.functions,
    functionOf: enclosingFunction,
    capturesOf: (fn) => captures.get(fn) ?? [],
    declaredIn: (node) => [...found.declaredIn(node)],
  };
}

/** Binds every reference to the variable it means, and answers who captures what. */
function bindReferences(found: ScopeCollector): ReadonlyMap<FunctionNode, readonly Variable[]> {
  const captures = new Map<FunctionNode, Set<Variable>>();
  for (const { id, scope } of found.references) {
    const variable = lookUp(id.text, scope);
    if (variable === undefined) {
      continue;
    }
    found.declarations.bind(id, variable);
    variable.reassigned ||= found.written.has(id);
    variable.exported ||= found.exported.has(id);
    let frame: FunctionNode | undefined = scope.frame;
    while (frame !== undefined && frame !== variable.owner) {
      variable.captured = true;
      captures.set(frame, (captures.get(frame) ?? new Set()).add(variable));
      frame = found.outer.get(frame);
    }
  }
  return new Map([...captures].map(([fn, variables]) => [fn, [...variables]]));
}
