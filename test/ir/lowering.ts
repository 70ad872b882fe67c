/** Lowers pieces of source for the tests, and never hands out an IR that breaks an invariant. */
import ts from "typescript";
import { expect } from "vitest";

import { checkFunction } from "../../eslint-plugin/src/ir/check.js";
import { lower } from "../../eslint-plugin/src/ir/lower.js";
import { printFunction } from "../../eslint-plugin/src/ir/print.js";
import { type FileScopes, resolveScopes } from "../../eslint-plugin/src/ir/scopes.js";
import type { FunctionIR } from "../../eslint-plugin/src/ir/types.js";

export function parse(source: string, name = "source.tsx"): ts.SourceFile {
  return ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
}

export function scopesOf(source: string): FileScopes {
  return resolveScopes(parse(source));
}

/** Every function of a source, the file first. */
export function lowerAll(source: string): readonly FunctionIR[] {
  return lowerScopes(scopesOf(source));
}

export function lowerScopes(scopes: FileScopes): readonly FunctionIR[] {
  return scopes.functions.map((fn) => {
    const ir = lower(fn, scopes);
    expect(checkFunction(ir)).toEqual([]);
    return ir;
  });
}

/** The file's own statements. */
export function lowerFile(source: string): FunctionIR {
  return at(lowerAll(source), 0);
}

/** The first function in a source. */
export function lowerFunction(source: string): FunctionIR {
  return at(lowerAll(source), 1);
}

export function printFile(source: string): string {
  return printFunction(lowerFile(source));
}

export function printFirst(source: string): string {
  return printFunction(lowerFunction(source));
}

export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) {
    throw new Error(`No item ${index}`);
  }
  return item;
}
